import { Resvg } from "@resvg/resvg-js";
import { boxCorners } from "../../../lib/map/label-box.js";
import { shippedFonts } from "../../../lib/node/render-png.js";
import { spaceClusters } from "../../../lib/node/space-clusters.js";

/** A text of an SVG, with the corners of its ink as the renderer measures it. */
export interface MeasuredText {
  readonly text: string;
  readonly class: string;
  /** Clockwise, in degrees. */
  readonly turn: number;
  readonly x: number;
  readonly y: number;
  readonly corners: [x: number, y: number][];
}

/** Every text of an SVG, measured by resvg with the shipped fonts: an oracle for our own table of widths. */
export function measuredTexts(svg: string): MeasuredText[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].flatMap(([, attributes, content]) => {
    const of = (name: string): string => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
    const [turn, aboutX, aboutY] = (/rotate\(([^)]*)\)/.exec(of("transform"))?.[1] ?? "0 0 0")
      .split(" ")
      .map(Number);
    const box = inkBox(content, attributes, Number(of("x")), Number(of("y")));
    if (box === undefined) return [];
    const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
    const corners = boxCorners({
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      width: box.width,
      height: box.height,
      angle: 0,
    });
    return [
      {
        text: content,
        class: of("class"),
        turn,
        x: Number(of("x")),
        y: Number(of("y")),
        corners: corners.map(([x, y]): [number, number] => [
          aboutX + (x - aboutX) * cos - (y - aboutY) * sin,
          aboutY + (x - aboutX) * sin + (y - aboutY) * cos,
        ]),
      },
    ];
  });
}

/** Ink of a text about (0, 0), by its letters and their look: most texts of a map come several times. */
const measured = new Map<string, { x: number; y: number; width: number; height: number } | undefined>();

/** Where the ink of a text at (x, y) is. */
function inkBox(content: string, attributes: string, x: number, y: number) {
  const plain = attributes.replace(
    /(?:^| )(x|y|class|fill|transform|stroke|stroke-width|paint-order|stroke-linejoin)="[^"]*"/g,
    "",
  );
  const key = `${plain}>${content}`;
  if (!measured.has(key)) {
    const alone = `<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000" font-family="'Noto Sans'"><text x="9000" y="9000" ${plain}>${content}</text></svg>`;
    const font = { loadSystemFonts: false, fontFiles: shippedFonts() };
    const box = new Resvg(spaceClusters(alone), { font }).getBBox();
    measured.set(key, box && { x: box.x - 9000, y: box.y - 9000, width: box.width, height: box.height });
  }
  const box = measured.get(key);
  return box && { ...box, x: box.x + x, y: box.y + y };
}

/** True if two convex shapes overlap, by clipping one at the edges of the other (Sutherland & Hodgman 1974). */
export function shapesOverlap(a: [number, number][], b: [number, number][]): boolean {
  let rest = a;
  for (let i = 0; i < b.length; i++) {
    const [[x1, y1], [x2, y2]] = [b[i], b[(i + 1) % b.length]];
    const side = ([x, y]: [number, number]): number => (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
    const clipped: [number, number][] = [];
    rest.forEach((point, k) => {
      const before = rest[(k + rest.length - 1) % rest.length];
      const [s, t] = [side(before), side(point)];
      if (s * t < 0) {
        const u = s / (s - t);
        clipped.push([before[0] + u * (point[0] - before[0]), before[1] + u * (point[1] - before[1])]);
      }
      if (t >= 0) clipped.push(point);
    });
    rest = clipped;
  }
  return rest.length > 2 && areaOf(rest) > 0.05;
}

function areaOf(shape: [number, number][]): number {
  return Math.abs(
    shape.reduce(
      (sum, [x, y], i) => sum + x * shape[(i + 1) % shape.length][1] - y * shape[(i + 1) % shape.length][0],
      0,
    ) / 2,
  );
}

/** All vertices of the paths of a class, as polylines. */
export function pathsOf(svg: string, className: string): [number, number][][] {
  return [...svg.matchAll(/<path ([^>]*)\/>/g)]
    .filter(([, attributes]) => new RegExp(`class="${className}"`).test(attributes))
    .flatMap(([, attributes]) =>
      (/ d="([^"]*)"/.exec(` ${attributes}`)?.[1] ?? "").split("M").filter(Boolean),
    )
    .map((part) => {
      const points = part
        .replace("Z", "")
        .split("L")
        .map((point) => point.split(" ").map(Number) as [number, number]);
      return part.endsWith("Z") ? [...points, points[0]] : points;
    });
}
