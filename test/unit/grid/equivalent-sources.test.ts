import { describe, expect, it } from "vitest";
import { factorCholesky } from "../../../lib/core/cholesky.js";
import { ArgumentError } from "../../../lib/core/errors.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { geodeticToCartesian } from "../../../lib/earth/cartesian.js";
import { fitEquivalentSources } from "../../../lib/grid/equivalent-sources.js";
import { mirrorKernel, mirrorsBelow, placesOf } from "../../../lib/grid/equivalent-sources-mirror.js";
import { apart, bodies, column, onTheEarth, rms, stations } from "./equivalent-sources-surveys.js";

describe("equivalent sources", () => {
  for (const coordinates of ["plane", "geographic"] as const) {
    it(`solved by iteration agree with the dense solution (${coordinates})`, () => {
      const made = stations(1200, 4);
      const field = bodies(made.side, 1);
      const values = made.x.map((x, k) => field(x, made.y[k], made.height[k]));
      const points = { ...(coordinates === "plane" ? made : onTheEarth(made)), values };
      const targets = stations(300, 5);
      const positions = coordinates === "plane" ? targets : onTheEarth(targets);
      const solved = (solver: "dense" | "iterative") =>
        fitEquivalentSources(points, {
          ...{ solver, coordinates, tolerance: 1e-7 },
          ...{ depth: "spacing", damping: 1e-4 },
        });
      const [dense, iterative] = [solved("dense"), solved("iterative")];
      expect(iterative.report.figures.iterations).toBeGreaterThan(3);
      expect(iterative.report.figures.iterations).toBeLessThan(40);
      const truth = dense.predict(positions);
      expect(rms(apart(iterative.predict(positions), truth)) / rms(truth)).toBeLessThan(1e-4);
    });
  }

  for (const noise of [0, 0.05])
    it(`continue the field of buried bodies upward to 0.1 mGal rms by default (noise ${noise} mGal)`, () => {
      const made = stations(1600, 6);
      const field = bodies(made.side, 2);
      const random = seededRandom(3);
      const values = made.x.map((x, k) => field(x, made.y[k], made.height[k]) + noise * normalRandom(random));
      const model = fitEquivalentSources({ ...made, values });
      const errorsAt = (height: number) => {
        const positions = { ...stations(400, 7), height: column(400, () => height) };
        const [x, y] = [positions.x.map((v) => 2 * v), positions.y.map((v) => 2 * v)]; // over the whole survey
        const truth = x.map((v, k) => field(v, y[k], height));
        expect(rms(truth)).toBeGreaterThan(1);
        return {
          errors: apart(model.predict({ ...positions, x, y }), truth),
          positions: { ...positions, x, y },
        };
      };
      for (const height of [1000, 2000, 5000]) {
        const { errors, positions } = errorsAt(height);
        expect(rms(errors)).toBeLessThan(0.1);
        // A calm rim makes the covariance expect more than there is: sigma is too large here, never too small.
        const sigma = model.predictSigma(positions);
        expect(errors.filter((error, k) => Math.abs(error) < sigma[k]).length).toBeGreaterThan(0.68 * 400);
      }
    });

  it("keep a level that the points tell, and take 0 for one that they do not", () => {
    const made = stations(400, 6);
    const field = bodies(made.side, 2);
    const values = made.x.map((x, k) => field(x, made.y[k], made.height[k]));
    const over = (datum: number) => fitEquivalentSources({ ...made, values: values.map((v) => v + datum) });
    const [without, within] = [over(0), over(500)];
    const told = ({ report: { figures } }: typeof without) => [
      Number(figures.level),
      Number(figures.level_sigma),
    ];
    const [[level, sigma], [raised, raisedSigma]] = [told(without), told(within)];
    expect(Math.abs(level)).toBeLessThan(sigma);
    expect(Math.abs(raised - 500)).toBeLessThan(2 * raisedSigma);
    const ground = { x: made.x, y: made.y, height: made.height };
    const apartBy = apart(within.predict(ground), without.predict(ground));
    expect(rms(apartBy.map((v) => v - 500))).toBeLessThan(1e-3);
  });

  it("take the kernel that a rough field was drawn from, where there are points enough to tell", () => {
    const count = 1200;
    const { x, y, height } = stations(count, 31, 0);
    const random = seededRandom(32);
    for (const kind of ["reciprocal", "poisson"] as const) {
      const { kernel, scale, ...mirror } = mirrorsBelow({ x, y, height }, "plane")(1000, kind);
      const places = placesOf(mirror, { x, y, height });
      const factor = new Float64Array(count * count);
      for (let i = 0; i < count; i++)
        for (let j = 0; j <= i; j++)
          factor[i * count + j] = scale * mirrorKernel(kernel, places, i, places, j);
      expect(factorCholesky(factor, count, 1e-15)).toBe(-1);
      for (let draw = 0; draw < 2; draw++) {
        const white = column(count, () => 10 * normalRandom(random));
        const values = column(count, (i) => {
          let sum = 0.1 * normalRandom(random);
          for (let j = 0; j <= i; j++) sum += factor[i * count + j] * white[j];
          return sum;
        });
        expect(fitEquivalentSources({ x, y, height, values }).report.figures.kernel).toBe(kind);
      }
    }
  });

  it("have Poisson's kernel as the covariance of masses scattered at random at one depth", () => {
    // The attraction at two places of masses of random sign on a plane: the mean of the products, by an integral over the plane.
    const [below, high, far] = [3000, 400, 2500];
    const data = { x: Float64Array.of(0, far), y: Float64Array.of(0, 0), height: Float64Array.of(0, high) };
    const pull = (x: number, y: number, z: number): number => {
      const up = z + below;
      return up / Math.hypot(x, y, up) ** 3;
    };
    const [step, reach] = [100, 120_000];
    let [one, both] = [0, 0];
    for (let x = -reach; x <= reach; x += step)
      for (let y = -reach; y <= reach; y += step) {
        const here = pull(x, y, 0);
        one += here * here;
        both += here * pull(x - far, y, high);
      }
    // The mirror lies where the masses do, so that a source is twice as deep as they are.
    const mirror = mirrorsBelow({ ...data, height: new Float64Array(2) }, "plane")(2 * below, "poisson");
    const places = placesOf(mirror, data);
    const ratio =
      mirrorKernel(mirror.kernel, places, 0, places, 1) / mirrorKernel(mirror.kernel, places, 0, places, 0);
    expect(both / one / ratio).toBeCloseTo(1, 5);
  });

  it("do not lose the field where the noise is so low that products must be exact", () => {
    const made = stations(1600, 1);
    const field = bodies(made.side, 1);
    const values = made.x.map((x, k) => field(x, made.y[k], made.height[k]));
    const model = fitEquivalentSources({ ...made, values }, { depth: 6000, damping: 1e-5 });
    expect(model.report.figures.checked_residual).toBeLessThan(1e-3);
    expect(model.report.warnings).toEqual([]);
    const fewest = fitEquivalentSources({ ...made, values }, { depth: 6000, damping: 1e-12, level: 0 });
    expect(fewest.report.warnings.join()).toMatch(/more damping/);
  });

  for (const kind of ["reciprocal", "poisson"] as const)
    it(`find the depth and the noise of a field drawn from their own covariance (${kind})`, () => {
      const count = 260;
      const { x, y, height } = stations(count, 21, 0);
      const depth = 3500;
      const { kernel, scale, ...mirror } = mirrorsBelow({ x, y, height }, "plane")(depth, kind);
      const places = placesOf(mirror, { x, y, height });
      const factor = new Float64Array(count * count);
      for (let i = 0; i < count; i++)
        for (let j = 0; j <= i; j++)
          factor[i * count + j] = scale * mirrorKernel(kernel, places, i, places, j);
      expect(factorCholesky(factor, count, 1e-15)).toBe(-1);
      const random = seededRandom(22);
      const [noise, found] = [0.3, [] as { depth: number; noise: number; withSigma: number }[]];
      for (let draw = 0; draw < 4; draw++) {
        const white = column(count, () => 10 * normalRandom(random));
        const values = column(count, (i) => {
          let sum = noise * normalRandom(random);
          for (let j = 0; j <= i; j++) sum += factor[i * count + j] * white[j];
          return sum;
        });
        const { figures } = fitEquivalentSources({ x, y, height, values }, { kernel: kind }).report;
        const known = { x, y, height, values, sigma: column(count, () => noise) };
        const { source_depth_m } = fitEquivalentSources(known, { kernel: kind, damping: 0 }).report.figures;
        found.push({
          depth: figures.source_depth_m as number,
          noise: (figures.signal_sigma as number) * Math.sqrt(figures.damping as number),
          withSigma: source_depth_m as number,
        });
      }
      const mean = (key: "depth" | "noise" | "withSigma") => found.reduce((sum, f) => sum + f[key], 0) / 4;
      expect(Math.abs(mean("depth") / depth - 1)).toBeLessThan(0.2);
      expect(Math.abs(mean("withSigma") / depth - 1)).toBeLessThan(0.2);
      expect(Math.abs(mean("noise") / noise - 1)).toBeLessThan(0.2);
    });

  it("by windows are the whole solution where one window holds all points, and near it where none does", () => {
    const made = stations(700, 23);
    const points = {
      ...made,
      values: made.x.map((x, k) => bodies(made.side, 3)(x, made.y[k], made.height[k])),
    };
    const shape = { depth: 3000, damping: 1e-3, level: 0 };
    // Windows start at multiples of half their side: points of positive x and y lie in the first of a side this large.
    const one = fitEquivalentSources(
      { ...points, x: points.x.map((v) => v + 60_000), y: points.y.map((v) => v + 60_000) },
      { ...shape, solver: "windows", windowSize: 1e9 },
    );
    expect(one.report.figures.iterations).toBe(4);
    const dense = fitEquivalentSources(points, { ...shape, solver: "dense" });
    const many = fitEquivalentSources(points, { ...shape, solver: "windows", windowSize: 12_000 });
    expect(many.report.figures.iterations).toBeGreaterThan(20);
    const to = stations(200, 24);
    const truth = dense.predict(to);
    const first = one.predict({ ...to, x: to.x.map((v) => v + 60_000), y: to.y.map((v) => v + 60_000) });
    expect(rms(apart(first, truth)) / rms(truth)).toBeLessThan(0.01);
    expect(rms(apart(many.predict(to), truth)) / rms(truth)).toBeLessThan(0.05);
    expect(many.report.figures.misfit_rms).toBeLessThan(0.05 * rms(truth));
  });

  it("fit points on a line, and points of which all but one are at one place", () => {
    const x = column(60, (k) => 500 * k);
    const values = x.map((v) => 1e9 / ((v - 14_000) ** 2 + 4e6) / 100);
    const line = { x, y: new Float64Array(60), height: new Float64Array(60), values };
    const model = fitEquivalentSources(line);
    const between = { x: Float64Array.of(13_250), y: new Float64Array(1), height: new Float64Array(1) };
    expect(model.predict(between)[0]).toBeCloseTo(1e7 / (750 ** 2 + 4e6), 1);
    expect(model.predictSigma({ ...between, y: Float64Array.of(9000) })[0]).toBeGreaterThan(
      10 * model.predictSigma(between)[0],
    );
    const two = { x: Float64Array.of(0, 0, 900), y: new Float64Array(3), height: new Float64Array(3) };
    const pair = fitEquivalentSources({ ...two, values: Float64Array.of(1, 3, 4) });
    expect(pair.report.rows).toMatchObject({ coincident: 1, sources: 2 });
    expect(pair.predict(two).every(Number.isFinite)).toBe(true);
  });

  it("continue upward over the ellipsoid as well", () => {
    const made = onTheEarth(stations(1600, 6));
    // Point masses 7 to 9 km below, in space; attraction towards the centre of the ellipsoid, nearly.
    const masses = [
      { ...geodeticToCartesian(110.17, 15.2, -7000), mass: 1e14 },
      { ...geodeticToCartesian(110.22, 15.16, -9000), mass: -1.5e14 },
    ];
    const field = (longitude: number, latitude: number, height: number): number => {
      const p = geodeticToCartesian(longitude, latitude, height);
      const up = geodeticToCartesian(longitude, latitude, height + 1);
      return masses.reduce((sum, { x, y, z, mass }) => {
        const [dx, dy, dz] = [p.x - x, p.y - y, p.z - z];
        const along = dx * (up.x - p.x) + dy * (up.y - p.y) + dz * (up.z - p.z);
        return sum + (6.6743e-6 * mass * along) / Math.hypot(dx, dy, dz) ** 3;
      }, 0);
    };
    const values = made.x.map((x, k) => field(x, made.y[k], made.height[k]));
    const model = fitEquivalentSources({ ...made, values }, { coordinates: "geographic", level: 0 });
    const { x, y } = onTheEarth(stations(1600, 8));
    for (const height of [1000, 4000]) {
      const truth = x.map((v, k) => field(v, y[k], height));
      expect(rms(truth)).toBeGreaterThan(1);
      expect(rms(apart(model.predict({ x, y, height: column(1600, () => height) }), truth))).toBeLessThan(
        0.1,
      );
    }
  });

  for (const kind of ["reciprocal", "poisson"] as const)
    it(`tell a sigma that holds for fields drawn from the covariance (${kind})`, () => {
      const count = 450;
      const { x, y, height } = stations(count, 10, 0);
      const [depth, damping] = [2500, 1e-3];
      const { kernel, scale, ...mirror } = mirrorsBelow({ x, y, height }, "plane")(depth, kind);
      const places = placesOf(mirror, { x, y, height });
      const factor = new Float64Array(count * count);
      for (let i = 0; i < count; i++)
        for (let j = 0; j <= i; j++)
          factor[i * count + j] = scale * mirrorKernel(kernel, places, i, places, j);
      expect(factorCholesky(factor, count, 1e-15)).toBe(-1);
      const random = seededRandom(11);
      const [known, asked] = [(v: Float64Array) => v.subarray(0, 300), (v: Float64Array) => v.subarray(300)];
      const draws = 25;
      let [one, two] = [0, 0];
      for (let draw = 0; draw < draws; draw++) {
        const white = column(count, () => 8 * normalRandom(random));
        const field = column(count, (i) => {
          let sum = 0;
          for (let j = 0; j <= i; j++) sum += factor[i * count + j] * white[j];
          return sum;
        });
        const values = known(field).map((v) => v + 8 * Math.sqrt(damping) * normalRandom(random));
        const points = { x: known(x), y: known(y), height: known(height), values };
        const model = fitEquivalentSources(points, { kernel: kind, depth, damping, level: 0 });
        expect(model.report.figures.signal_sigma).toBeGreaterThan(6);
        expect(model.report.figures.signal_sigma).toBeLessThan(10);
        const to = { x: asked(x), y: asked(y), height: asked(height) };
        const [errors, sigma] = [apart(model.predict(to), asked(field)), model.predictSigma(to)];
        one += errors.filter((error, k) => Math.abs(error) < sigma[k]).length;
        two += errors.filter((error, k) => Math.abs(error) < 2 * sigma[k]).length;
      }
      expect(Math.abs(one / (draws * 150) - 0.683)).toBeLessThan(0.03);
      expect(Math.abs(two / (draws * 150) - 0.954)).toBeLessThan(0.02);
    });

  it("give a grid at a height that is the prediction there, with sigma", () => {
    const made = stations(200, 12);
    const model = fitEquivalentSources({ ...made, values: made.x.map((x) => x / 1000) });
    const spec = { region: [2000, 8000, 2000, 8000], spacing: 3000 } as const;
    const grid = model.grid({ ...spec, height: 700 });
    const x = column(9, (k) => 2000 + 3000 * (k % 3));
    const y = column(9, (k) => 2000 + 3000 * Math.floor(k / 3));
    const positions = { x, y, height: column(9, () => 700) };
    expect(grid.values).toEqual(model.predict(positions));
    expect(grid.sigma).toEqual(model.predictSigma(positions));
    expect(model.grid(spec).values).toEqual(model.predict({ x, y }));
  });

  it("average blocks, and count what they left out or put together", () => {
    const made = stations(400, 13);
    made.height[3] = Number.NaN;
    for (const key of ["x", "y", "height"] as const) made[key][5] = made[key][4];
    const { report } = fitEquivalentSources({ ...made, values: made.x.map(Math.cos) }, { blockSize: 4000 });
    expect(report.rows).toMatchObject({ in: 400, used: 399, not_finite: 1, coincident: 1, sources: 25 });
  });

  it("take the mean of points at one place", () => {
    const twice = { x: Float64Array.of(0, 0), y: Float64Array.of(0, 0), height: Float64Array.of(5, 5) };
    const model = fitEquivalentSources(
      { ...twice, values: Float64Array.of(2, 4) },
      { depth: 100, damping: 0 },
    );
    expect(model.predict({ x: Float64Array.of(0), y: Float64Array.of(0) })[0]).toBeCloseTo(3, 12);
  });

  it("are NaN below the mirror and where a position is NaN", () => {
    const made = stations(50, 14, 0);
    const model = fitEquivalentSources({ ...made, values: made.x }, { depth: 1000 });
    const at = { x: Float64Array.of(0, 0, Number.NaN, 0), y: new Float64Array(4) };
    const found = model.predict({ ...at, height: Float64Array.of(-499, -501, 0, Number.NaN) });
    expect(Array.from(found, Number.isNaN)).toEqual([false, true, true, true]);
  });

  it("say what is wrong with points that cannot be used", () => {
    const one = { x: Float64Array.of(1), y: Float64Array.of(1), values: Float64Array.of(1) };
    const height = Float64Array.of(0);
    expect(() => fitEquivalentSources(one)).toThrow(/points\.height is undefined.*heights in metres/);
    expect(() => fitEquivalentSources({ ...one, height })).toThrow(
      /one place only.*options\.depth in metres/,
    );
    const nothing = { ...one, height, values: Float64Array.of(Number.NaN) };
    expect(() => fitEquivalentSources(nothing)).toThrow(/none of which has all its numbers/);
    const far = { ...one, height, y: Float64Array.of(500_000) };
    expect(() => fitEquivalentSources(far, { coordinates: "geographic" })).toThrow(/latitude.*'plane'/);
    for (const options of [
      { depth: -1 },
      { damping: -1 },
      { tolerance: 0 },
      { blockSize: 0 },
      { neighbours: 0 },
      { kernel: "newton" as "poisson" },
    ])
      expect(() => fitEquivalentSources({ ...one, height }, options)).toThrow(ArgumentError);
  });

  it("report progress, and stop when they are told to", () => {
    const made = stations(900, 15);
    const points = { ...made, values: made.x.map((x, k) => Math.sin(x / 4000) + Math.cos(made.y[k] / 3000)) };
    const told: number[] = [];
    fitEquivalentSources(points, { progress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(2);
    expect(told.at(-1)).toBe(100);
    const stop = new AbortController();
    const stopping = () => stop.abort(new Error("enough"));
    expect(() => fitEquivalentSources(points, { signal: stop.signal, progress: stopping })).toThrow("enough");
  });

  it("warn where the stations differ more in height than the sources are deep", () => {
    const made = stations(300, 16, 4000);
    const { report } = fitEquivalentSources({ ...made, values: made.x }, { depth: 500 });
    expect(report.warnings.join()).toMatch(/more than the depth of the sources/);
  });
});
