/** How positions become pixels, and how large the map is. */
export interface PixelFrame {
  readonly toX: (x: number) => number;
  readonly toY: (y: number) => number;
  readonly width: number;
  readonly height: number;
}

/** A point with its name. */
export interface Named {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Sides as plotly calls them, and which way they go from the point. */
const SIDES = [
  { side: "middle right", right: 1, up: 0 },
  { side: "middle left", right: -1, up: 0 },
  { side: "top center", right: 0, up: 1 },
  { side: "bottom center", right: 0, up: -1 },
  { side: "top left", right: -1, up: 1 },
  { side: "top right", right: 1, up: 1 },
  { side: "bottom left", right: -1, up: -1 },
  { side: "bottom right", right: 1, up: -1 },
] as const;
/** Width of a letter and height of a line of the names, and how far a marker and its name are apart, pixels. */
const LETTER = 7;
const LINE = 14;
const GAP = 7;
/** Room beyond the outermost stations, pixels. */
const RIM = 25;

/** For each name the side on which it covers the fewest points, and stays on the map. */
export function nameSides(
  named: readonly Named[],
  points: readonly Named[],
  { toX, toY, width, height }: PixelFrame,
): string[] {
  const placed: Box[] = [];
  return named.map((point) => {
    const [x, y] = [toX(point.x), toY(point.y)];
    const half = (LETTER * point.name.length) / 2;
    const boxes = SIDES.map(({ side, right, up }) => {
      const [middle, centre] = [x + right * (GAP + half), y + up * (GAP + LINE / 2)];
      return {
        side,
        left: middle - half,
        right: middle + half,
        low: centre - LINE / 2,
        high: centre + LINE / 2,
      };
    });
    const cost = (box: Box) =>
      points.filter((other) => other !== point && isIn(box, toX(other.x), toY(other.y))).length +
      2 * placed.filter((other) => overlap(box, other)).length +
      (box.left < -RIM || box.right > width + RIM || box.low < -RIM || box.high > height + RIM ? 3 : 0);
    const best = boxes.reduce((known, box) => (cost(box) < cost(known) ? box : known));
    placed.push(best);
    return best.side;
  });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Whether a marker is covered by a name. */
function isIn({ left, right, low, high }: Box, x: number, y: number): boolean {
  const marker = 4;
  return x > left - marker && x < right + marker && y > low - marker && y < high + marker;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.low < b.high && b.low < a.high;
}
