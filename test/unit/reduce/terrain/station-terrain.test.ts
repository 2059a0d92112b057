import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../lib/core/random.js";
import { gravityOfPrisms } from "../../../../lib/kernels/prism-columns.js";
import { sphericalCapGravity } from "../../../../lib/kernels/spherical-cap.js";
import { TerrainWalk } from "../../../../lib/reduce/terrain/station-terrain.js";
import { coverage } from "../../../../lib/reduce/terrain/terrain-model.js";
import { type MadeDem, modelOf, settingsOf } from "./made-terrain.js";
import { correctionByQuadrature } from "./terrain-by-quadrature.js";

const GRHO = 6.6743e-11 * 2670 * 1e5;

/** Hills, valleys and a coast, smooth. */
const hills = (x: number, y: number): number => {
  let [z, a, l] = [300 + 260 * Math.sin(x / 5200) * Math.cos(y / 4100), 140, 1500];
  for (let k = 0; k < 4; k++, a *= 0.55, l *= 0.5)
    z += a * Math.sin(x / l + 1.3 * k + 2 * Math.sin(y / l / 1.7)) * Math.cos((1.1 * y) / l + k);
  return z;
};
const dem: MadeDem = { columns: 241, rows: 221, west: 0, south: 0, cell: 90, height: hills };

/** Stations on cells of a model, a little beside their middles, on the ground or on the water. */
function stationsOn({ columns, rows, west, south, cell, height }: MadeDem, count: number) {
  const random = seededRandom(11);
  return Array.from({ length: count }, () => {
    const [i, j] = [Math.floor(columns * random()), Math.floor(rows * random())];
    const [x, y] = [west + (i + 0.5) * cell, south + (j + 0.5) * cell];
    return {
      x: x + cell * (random() - 0.5),
      y: y + cell * (random() - 0.5),
      height: Math.max(0, height(x, y)),
    };
  });
}

describe("flat cells on a plane", { timeout: 120_000 }, () => {
  const stations = stationsOn(dem, 10);
  const count = dem.columns * dem.rows;
  const place = (of: (k: number) => number) => Float64Array.from({ length: count }, (_, k) => of(k));
  const west = place((k) => 90 * (k % dem.columns));
  const south = place((k) => 90 * Math.floor(k / dem.columns));
  const z = place((k) => hills(west[k] + 45, south[k] + 45));
  const points = {
    easting: Float64Array.from(stations, (s) => s.x),
    northing: Float64Array.from(stations, (s) => s.y),
    upward: Float64Array.from(stations, (s) => s.height),
  };
  const layer = gravityOfPrisms(points, {
    ...{ west, east: west.map((w) => w + 90), south, north: south.map((s) => s + 90) },
    ...{ bottom: z.map((h) => Math.min(0, h)), top: z.map((h) => Math.max(0, h)) },
    density: z.map((h) => (h < 0 ? 1027 - 2670 : 2670)),
  });
  const exact = stations.map((s, k) => {
    const plate = gravityOfPrisms(
      { easting: Float64Array.of(s.x), northing: Float64Array.of(s.y), upward: Float64Array.of(s.height) },
      {
        ...{ west: Float64Array.of(0), east: Float64Array.of(90 * dem.columns) },
        ...{ south: Float64Array.of(0), north: Float64Array.of(90 * dem.rows) },
        ...{ bottom: Float64Array.of(0), top: Float64Array.of(s.height), density: Float64Array.of(2670) },
      },
    );
    return (plate[0] - layer[k]) * 1e5;
  });

  it("are the plate less all exact prisms, within the bound, and the bound within the tolerance", () => {
    for (const tolerance of [0.02, 0.002]) {
      const settings = settingsOf({ tolerance });
      const walk = new TerrainWalk([modelOf(dem, settings)], settings);
      stations.forEach((station, k) => {
        const { correction, bound } = walk.correct(station);
        expect(Math.abs(correction - exact[k])).toBeLessThan(bound);
        expect(bound).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  it("may stand in two models side by side, and a coarse one fills where the fine one is not", () => {
    const settings = settingsOf({ tolerance: 0.002 });
    const split = 117;
    const left = modelOf({ ...dem, columns: split }, settings);
    const right = modelOf({ ...dem, columns: dem.columns - split, west: 90 * split }, settings);
    const sum = new TerrainWalk([left, right], settings);
    stations.forEach((station, k) => {
      expect(Math.abs(sum.correct(station).correction - exact[k])).toBeLessThan(0.004);
    });
    // Steps of 3 × 3 cells, so that a model of 270 m shows the same surface; the fine one does not end on its lines.
    const stepped = (x: number, y: number) =>
      hills(270 * Math.floor(x / 270) + 135, 270 * Math.floor(y / 270) + 135);
    const fine = { ...dem, height: stepped };
    const inner = { ...fine, columns: 100, rows: 95, west: 90 * 61, south: 90 * 53 };
    const outer = { ...fine, columns: 80, rows: 73, cell: 270 };
    const whole = { ...fine, columns: 240, rows: 219 };
    const nested = new TerrainWalk(
      [modelOf(inner, settings), modelOf(outer, settings, [coverage(modelOf(inner, settings).frame)])],
      settings,
    );
    const alone = new TerrainWalk([modelOf(whole, settings)], settings);
    for (const station of stationsOn(inner, 6))
      expect(Math.abs(nested.correct(station).correction - alone.correct(station).correction)).toBeLessThan(
        0.004,
      );
  });

  it("give a mirrored model the same correction", () => {
    const settings = settingsOf();
    const mirror = (x: number) => 90 * dem.columns - x;
    const mirrored = { ...dem, height: (x: number, y: number) => hills(mirror(x), y) };
    const [one, other] = [dem, mirrored].map((made) => new TerrainWalk([modelOf(made, settings)], settings));
    for (const { x, y, height } of stations)
      expect(
        Math.abs(
          one.correct({ x, y, height }).correction - other.correct({ x: mirror(x), y, height }).correction,
        ),
      ).toBeLessThan(0.01);
  });
});

describe("sloping cells", { timeout: 120_000 }, () => {
  const planar = settingsOf({ slopes: true, radius: 4000, hasSea: false });
  const ramp = (slope: number): MadeDem => ({
    ...{ columns: 121, rows: 121, west: -60.5 * 90, south: -60.5 * 90, cell: 90 },
    height: (x, y) => 2000 + slope * (0.8 * x + 0.6 * y),
  });

  it("on a ramp of any slope give 2πGρR (1 − 1/agm(1, √(1 + tan²)))", () => {
    const agm = (a: number, b: number): number =>
      Math.abs(a - b) < 1e-14 ? a : agm((a + b) / 2, Math.sqrt(a * b));
    for (const slope of [0.1, Math.tan(Math.PI / 9), Math.tan(Math.PI / 6), 1]) {
      const walk = new TerrainWalk([modelOf(ramp(slope), planar)], planar);
      const exact = 2 * Math.PI * GRHO * 4000 * (1 - 1 / agm(1, Math.sqrt(1 + slope * slope)));
      const { x, y } = { x: 17, y: -31 };
      const { correction } = walk.correct({ x, y, height: ramp(slope).height(x, y) });
      expect(Math.abs(correction - exact)).toBeLessThan(0.002 + 2e-4 * exact);
    }
  });

  it("on a cone give 2πGρR (1 − cos slope) at its top, and the same all around it", () => {
    const slope = Math.tan(Math.PI / 7);
    const cone = (cell: number): MadeDem => {
      const n = 2 * Math.ceil(5000 / cell) + 1;
      return {
        ...{ columns: n, rows: n, west: (-n / 2) * cell, south: (-n / 2) * cell, cell },
        height: (x, y) => 3000 - slope * Math.hypot(x, y),
      };
    };
    const exact = 2 * Math.PI * GRHO * 4000 * (1 - Math.cos(Math.PI / 7));
    // Triangles do not hold the top exactly; what they miss goes with the size of cells, so two sizes tell the limit.
    const [coarse, fine] = [160, 80].map((cell) => {
      const walk = new TerrainWalk([modelOf(cone(cell), planar)], planar);
      return walk.correct({ x: 0, y: 0, height: 3000 }).correction;
    });
    expect(Math.abs(fine - exact)).toBeLessThan(0.4);
    expect(Math.abs(2 * fine - coarse - exact)).toBeLessThan(0.01); // what is left goes with its square
    const walk = new TerrainWalk([modelOf(cone(80), planar)], planar);
    const around = Array.from({ length: 9 }, (_, k) => {
      const [x, y] = [900 * Math.cos(k), 900 * Math.sin(k)];
      return walk.correct({ x, y, height: 3000 - slope * 900 }).correction;
    });
    expect(Math.max(...around) - Math.min(...around)).toBeLessThan(0.05);
  });

  it("cost flat cells what the books say on a slope: 0.04 mGal at 20°, 0.17 at 30°, for 3″ cells", () => {
    for (const [degrees, cost, within] of [
      [20, 0.04, 0.01],
      [30, 0.17, 0.02],
    ]) {
      const slope = Math.tan((degrees * Math.PI) / 180);
      const made = { ...ramp(0), height: (_: number, y: number) => 2000 + slope * y };
      const station = { x: 0, y: 0, height: 2000 };
      const [flat, sloping] = [false, true].map((slopes) => {
        const settings = { ...planar, slopes };
        return new TerrainWalk([modelOf(made, settings)], settings).correct(station).correction;
      });
      expect(Math.abs(sloping - flat - cost)).toBeLessThan(within);
    }
  });

  it("through the station are bent to it, and are what quadrature says, on plane and sphere", () => {
    const cell = 90;
    const scale = Math.PI / 180;
    const R = 6_371_000;
    const degrees = cell / R / scale;
    for (const curvature of [0, 1 / R]) {
      const settings = settingsOf({ slopes: true, radius: 9000, tolerance: 0.002, curvature, hasSea: false });
      const made: MadeDem =
        curvature === 0
          ? { ...dem, height: hills }
          : {
              ...{ columns: 241, rows: 221, west: 105, south: 17, cell: degrees, isDegrees: true },
              height: (x, y) => hills((x - 105) * scale * R, (y - 17) * scale * R),
            };
      const model = modelOf(made, settings);
      const walk = new TerrainWalk([model], settings);
      const [x, y] = [made.west + 119.7 * made.cell, made.south + 111.2 * made.cell];
      const surface = walk.surface(x, y);
      const found = walk.correct({ x, y, height: surface });
      const exact = correctionByQuadrature({
        ...{ stationHeight: surface, radius: 9000, curvature, directions: 1440, steps: 90 },
        height: (east, north) => {
          if (curvature === 0) return walk.surface(x + east, y + north);
          const [arc, azimuth] = [Math.hypot(east, north) / R, Math.atan2(east, north)];
          const latitude = Math.asin(
            Math.sin(y * scale) * Math.cos(arc) + Math.cos(y * scale) * Math.sin(arc) * Math.cos(azimuth),
          );
          const along = Math.asin((Math.sin(arc) * Math.sin(azimuth)) / Math.cos(latitude));
          return walk.surface(x + along / scale, latitude / scale);
        },
      });
      expect(Math.abs(found.correction - exact)).toBeLessThan(0.002);
    }
  });

  it("are cut by the radius as quadrature cuts them, though they are large", () => {
    const cell = 1850;
    const wide = (x: number, y: number): number => 900 + 600 * Math.sin(x / 9000) * Math.cos(y / 7000 + 1);
    const made: MadeDem = { columns: 31, rows: 31, west: 0, south: 0, cell, height: wide };
    const settings = settingsOf({ slopes: true, radius: 20_000, tolerance: 0.002, hasSea: false });
    const walk = new TerrainWalk([modelOf(made, settings)], settings);
    for (const [i, j] of [
      [15.3, 15.4],
      [15.7, 14.9],
      [14.6, 15.1],
      [16.1, 16.2],
    ]) {
      const [x, y] = [i * cell, j * cell];
      const stationHeight = walk.surface(x, y);
      const { correction } = walk.correct({ x, y, height: stationHeight });
      const exact = correctionByQuadrature({
        ...{ stationHeight, radius: 20_000, curvature: 0, directions: 1440, steps: 120 },
        height: (east, north) => walk.surface(x + east, y + north),
      });
      expect(Math.abs(correction - exact)).toBeLessThan(0.002);
    }
  });
});

describe("a spherical Earth", { timeout: 120_000 }, () => {
  const R = 6_371_000;
  const cell = 1 / 60;
  const flat = (z: number): MadeDem => ({
    ...{ columns: 220, rows: 212, west: 104, south: 16.2, cell, isDegrees: true },
    height: () => z,
  });

  it("of bare sea level under a mast gives LaFehr's cap", () => {
    for (const slopes of [false, true]) {
      const settings = settingsOf({ slopes, curvature: 1 / R, tolerance: 0.002 });
      const walk = new TerrainWalk([modelOf(flat(0), settings)], settings);
      for (const height of [100, 1000, 4000]) {
        const { correction } = walk.correct({ x: 105.83, y: 17.96, height });
        expect(Math.abs(correction - sphericalCapGravity(height, 2670) * 1e5)).toBeLessThan(0.002);
      }
    }
  });

  it("with a plateau at the station's height needs no correction", () => {
    const settings = settingsOf({ curvature: 1 / R });
    const walk = new TerrainWalk([modelOf(flat(1200), settings)], settings);
    expect(Math.abs(walk.correct({ x: 105.83, y: 17.96, height: 1200 }).correction)).toBeLessThan(1e-9);
  });

  it("with far hills is what quadrature says, at the default bound and at the strict one", () => {
    const wave = (x: number, y: number) => 800 + 600 * Math.sin(x * 23) * Math.cos(y * 19 + x);
    const made: MadeDem = { ...flat(0), height: wave };
    const scale = Math.PI / 180;
    const walks = [0.02, 0.002].map((tolerance) => {
      const settings = settingsOf({ slopes: true, curvature: 1 / R, tolerance });
      return new TerrainWalk([modelOf(made, settings)], settings);
    });
    for (const [x, y] of [
      [105.83, 17.96],
      [105.61, 18.17],
      [106.02, 17.74],
    ]) {
      const height = walks[0].surface(x, y);
      const exact = correctionByQuadrature({
        ...{ stationHeight: height, radius: 166_700, curvature: 1 / R, directions: 1440, steps: 110 },
        height: (east, north) => {
          const [arc, azimuth] = [Math.hypot(east, north) / R, Math.atan2(east, north)];
          const latitude = Math.asin(
            Math.sin(y * scale) * Math.cos(arc) + Math.cos(y * scale) * Math.sin(arc) * Math.cos(azimuth),
          );
          const along = Math.asin((Math.sin(arc) * Math.sin(azimuth)) / Math.cos(latitude));
          return walks[0].surface(x + along / scale, latitude / scale);
        },
      });
      const [usual, strict] = walks.map((walk) =>
        Math.abs(walk.correct({ x, y, height }).correction - exact),
      );
      console.log(`default ${usual.toExponential(1)}, strict ${strict.toExponential(1)} mGal`);
      expect(usual).toBeLessThan(0.002);
      expect(strict).toBeLessThan(0.0003);
    }
  });
});
