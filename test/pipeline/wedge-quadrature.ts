/** A point or a vector in space, metres. */
export type Vector = readonly [number, number, number];

/** Six corners: three of one end, and the three of the other end that belong to them. */
export type Wedge = readonly [Vector, Vector, Vector, Vector, Vector, Vector];

/**
 * The attraction of a wedge at a point along a direction, divided by G, by Gauss-Legendre cubature and nothing else:
 * ∫ ρ (X − P)·n / |X − P|³ dV. A wedge is what straight lines between two triangles sweep, X = (1 − t) B(u, v) + t T(u, v);
 * where it is turned inside out its volume counts as negative. Pieces near the point are divided until their radius is
 * a third of their distance. What is then smaller than a fiftieth of a millimetre touches the point, and is left out: a
 * ball of ten times that size pulls with less than 0.03 µGal.
 *
 * @param density - of a point in the wedge, kg/m³
 */
export function wedgePull(
  wedge: Wedge,
  point: Vector,
  direction: Vector,
  density: (place: Vector) => number,
): number {
  const centre = [0, 1, 2].map((k) => wedge.reduce((sum, corner) => sum + corner[k], 0) / 6);
  let radius = 0;
  for (const corner of wedge)
    radius = Math.max(
      radius,
      Math.hypot(corner[0] - centre[0], corner[1] - centre[1], corner[2] - centre[2]),
    );
  const distance = Math.hypot(centre[0] - point[0], centre[1] - point[1], centre[2] - point[2]);
  if (distance < 3 * radius) {
    if (radius < 2e-5) return 0;
    let sum = 0;
    for (const part of divided(wedge)) sum += wedgePull(part, point, direction, density);
    return sum;
  }
  const rule = distance < 12 * radius ? FOUR : THREE;
  return cubature(wedge, point, direction, density, rule);
}

/** Cuts a wedge in two across its length, or in four along it, whichever makes the parts rounder. */
function divided([a, b, c, d, e, f]: Wedge): Wedge[] {
  const length = Math.max(apart(a, d), apart(b, e), apart(c, f));
  const width = Math.max(apart(a, b), apart(b, c), apart(c, a), apart(d, e), apart(e, f), apart(f, d));
  if (length > width) {
    const [ad, be, cf] = [middle(a, d), middle(b, e), middle(c, f)];
    return [
      [a, b, c, ad, be, cf],
      [ad, be, cf, d, e, f],
    ];
  }
  const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
  const [de, ef, fd] = [middle(d, e), middle(e, f), middle(f, d)];
  return [
    [a, ab, ca, d, de, fd],
    [ab, b, bc, de, e, ef],
    [ca, bc, c, fd, ef, f],
    [ab, bc, ca, de, ef, fd],
  ];
}

interface Rule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/** Gauss-Legendre rules on 0 to 1, from their roots on −1 to 1. */
const THREE = onUnit([Math.sqrt(3 / 5), 0], [5 / 9, 8 / 9]);
const FOUR = onUnit(
  [Math.sqrt(3 / 7 - (2 / 7) * Math.sqrt(6 / 5)), Math.sqrt(3 / 7 + (2 / 7) * Math.sqrt(6 / 5))],
  [(18 + Math.sqrt(30)) / 36, (18 - Math.sqrt(30)) / 36],
);

function onUnit(roots: readonly number[], weights: readonly number[]): Rule {
  const both = roots.flatMap(
    (root, k) =>
      root === 0
        ? [[0, weights[k]]]
        : [
            [-root, weights[k]],
            [root, weights[k]],
          ], // prettier-ignore
  );
  return { nodes: both.map(([x]) => (1 + x) / 2), weights: both.map(([, w]) => w / 2) };
}

/** Cubature over the triangle (as a square whose one side is drawn together) times the length. */
function cubature(
  [b0, b1, b2, t0, t1, t2]: Wedge,
  point: Vector,
  direction: Vector,
  density: (place: Vector) => number,
  { nodes, weights }: Rule,
): number {
  const place: [number, number, number] = [0, 0, 0];
  const along = [0, 0, 0];
  const first = [0, 0, 0];
  const second = [0, 0, 0];
  let sum = 0;
  for (let i = 0; i < nodes.length; i++)
    for (let j = 0; j < nodes.length; j++) {
      const u = nodes[i];
      const v = nodes[j] * (1 - u);
      for (let k = 0; k < nodes.length; k++) {
        const t = nodes[k];
        for (let x = 0; x < 3; x++) {
          first[x] = (1 - t) * (b1[x] - b0[x]) + t * (t1[x] - t0[x]);
          second[x] = (1 - t) * (b2[x] - b0[x]) + t * (t2[x] - t0[x]);
          const base = b0[x] + u * (b1[x] - b0[x]) + v * (b2[x] - b0[x]);
          const top = t0[x] + u * (t1[x] - t0[x]) + v * (t2[x] - t0[x]);
          along[x] = top - base;
          place[x] = base + t * along[x];
        }
        const volume =
          along[0] * (first[1] * second[2] - first[2] * second[1]) +
          along[1] * (first[2] * second[0] - first[0] * second[2]) +
          along[2] * (first[0] * second[1] - first[1] * second[0]);
        const dx = place[0] - point[0];
        const dy = place[1] - point[1];
        const dz = place[2] - point[2];
        const r2 = dx * dx + dy * dy + dz * dz;
        const pull = (dx * direction[0] + dy * direction[1] + dz * direction[2]) / (r2 * Math.sqrt(r2));
        sum += weights[i] * weights[j] * (1 - u) * weights[k] * volume * pull * density(place);
      }
    }
  return sum;
}

function middle(a: Vector, b: Vector): Vector {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}

function apart(a: Vector, b: Vector): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
