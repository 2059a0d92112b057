import { seeded } from "./harness.mjs";

/** Places that a contender is asked about, to tell its error. */
const TARGETS = 2000;

/**
 * Point masses below a square survey, of both signs, with a station in each square kilometre on hilly ground; mGal and metres.
 * The more stations, the larger the survey and the more masses: what the stations see stays the same.
 */
export function makeSurvey(count, { seed = 1, noise = 0, relief = 0 } = {}) {
  const random = seeded(seed);
  const side = 1000 * Math.sqrt(count);
  const bodies = Array.from({ length: Math.min(3000, Math.ceil(count / 30)) }, () => ({
    ...{ x: side * random(), y: side * random(), depth: 3000 + 8000 * random() },
    mass: 6e8 * (random() - 0.5),
  }));
  const flat = Float64Array.from(bodies.flatMap((b) => [b.x, b.y, b.depth, b.mass]));
  const field = (x, y, z = 0) => {
    let sum = 0;
    for (let k = 0; k < flat.length; k += 4) {
      const [dx, dy, up] = [x - flat[k], y - flat[k + 1], z + flat[k + 2]];
      const square = dx * dx + dy * dy + up * up;
      sum += (flat[k + 3] * up) / (square * Math.sqrt(square));
    }
    return sum;
  };
  const ground = (x, y) => relief * (0.5 + 0.5 * Math.sin(x / 9000) * Math.cos(y / 7000));
  const scatter = (n) => {
    const [x, y, height] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    for (let k = 0; k < n; k++) {
      x[k] = side * random();
      y[k] = side * random();
      height[k] = ground(x[k], y[k]);
    }
    return { x, y, height };
  };
  const at = scatter(count);
  const values = at.x.map((x, k) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return field(x, at.y[k], at.height[k]) + noise * normal;
  });
  const targets = scatter(TARGETS);
  const truth = targets.x.map((x, k) => field(x, targets.y[k], targets.height[k]));
  return { points: { ...at, values }, targets, truth, field, side };
}
