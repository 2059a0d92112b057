import { describe, expect, it } from "vitest";
import { type Grid, makeGrid, regularAxis } from "../../../../lib/core/grid.js";
import type { RasterSource } from "../../../../lib/core/raster-source.js";
import { terrainCorrection } from "../../../../lib/reduce/terrain/terrain-correction.js";

const hills = (x: number, y: number): number =>
  420 + 260 * Math.sin(x / 2300) * Math.cos(y / 1900) + 90 * Math.sin(x / 700 + 2 * Math.sin(y / 900));

function gridOf(height: (x: number, y: number) => number, cell: number, cells: number, west = 0): Grid {
  const axis = regularAxis(west + cell / 2, west + cell * (cells - 0.5), cell);
  const values = Float64Array.from({ length: cells * cells }, (_, k) =>
    height(axis[k % cells], axis[Math.floor(k / cells)]),
  );
  return makeGrid({
    ...{ x: axis, y: axis, values, registration: "pixel", crs: "plane", name: "height_m", units: "m" },
  });
}

const points = [
  [6010, 6100],
  [4030, 7470],
  [8100, 5005],
];
const stationsAt = (height: (x: number, y: number) => number) => ({
  station: points.map((_, k) => `S${k}`),
  easting_m: Float64Array.from(points, ([x]) => x),
  northing_m: Float64Array.from(points, ([, y]) => y),
  height_m: Float64Array.from(points, ([x, y]) => height(x, y)),
});
const planar = { earth: "planar", radius_m: 3900 } as const;
const corrections = async (...args: Parameters<typeof terrainCorrection>) =>
  (await terrainCorrection(...args)).result.terrain_correction_mgal as Float64Array;

describe("terrain corrections of a table", { timeout: 120_000 }, () => {
  const dem = gridOf(hills, 100, 130);
  const stations = stationsAt(hills);

  it("come with sigma, the difference from the model, and what bending changed", async () => {
    const { result, report } = await terrainCorrection(stations, dem, planar);
    for (const name of ["terrain_correction_mgal", "terrain_correction_sigma_mgal", "height_above_dem_m"])
      expect((result[name] as Float64Array).every(Number.isFinite), name).toBe(true);
    expect(result.terrain_beyond_dem_mgal).toBeUndefined();
    expect(report.figures.largest_bound_mgal).toBeLessThanOrEqual(0.02);
    expect(report.warnings).toEqual([]);
    expect(result.flag).toEqual(["", "", ""]);
  });

  it("go with the density, and a grid of that density is the same", async () => {
    const one = await corrections(stations, dem, { ...planar, density: 2400 });
    const other = await corrections(stations, dem, planar);
    const rock = gridOf(() => 2400, 500, 30);
    const ground = stationsAt(hills);
    one.forEach((value, k) => {
      expect(Math.abs(value / other[k] - 2400 / 2670)).toBeLessThan(0.01);
    });
    // With another density than the slab's, slab less topography changes by the whole effect of the ground.
    const lighter = await corrections(ground, dem, { ...planar, densityGrid: rock });
    const plate = 2 * Math.PI * 6.6743e-6 * (2670 - 2400);
    lighter.forEach((value, k) => {
      const H = ground.height_m[k];
      const cylinder = plate * (H + 3900 - Math.hypot(3900, H));
      expect(Math.abs(value - (one[k] + cylinder))).toBeLessThan(0.05);
    });
  });

  it("count sea and lake as water in place of rock", async () => {
    const flat = gridOf(() => -200, 100, 130);
    const ship = stationsAt(() => 0);
    const sea = await corrections(ship, flat, { ...planar, nearZone: "flat" });
    const cylinder = (H: number) => 2 * Math.PI * 6.6743e-6 * (H + 3900 - Math.hypot(3900, H));
    for (const value of sea) expect(Math.abs(value - cylinder(200) * (2670 - 1027))).toBeLessThan(0.02);
    const dry = await corrections(ship, flat, { ...planar, nearZone: "flat", sea: false, reconcile: false });
    for (const value of dry) expect(Math.abs(value - cylinder(200) * 2670)).toBeLessThan(0.02);
    const lakeDepth = gridOf(() => 80, 500, 30);
    const high = gridOf(() => 300, 100, 130);
    const lake = await corrections(
      stationsAt(() => 300),
      high,
      { ...planar, lakeDepth },
    );
    for (const value of lake) expect(Math.abs(value - cylinder(80) * 1670)).toBeLessThan(0.02);
  });

  it("flag stations off the model and far from its surface, and say so", async () => {
    const odd = {
      station: ["off", "deep", "high", "empty"],
      easting_m: Float64Array.of(-9000, 6000, 6000, 6000),
      northing_m: Float64Array.of(5000, 6000, 6000, 6000),
      height_m: Float64Array.of(100, hills(6000, 6000) - 80, hills(6000, 6000) + 90, Number.NaN),
    };
    const { result, report } = await terrainCorrection(odd, dem, planar);
    expect(result.flag).toEqual(["off_dem", "in_terrain", "above_terrain", "off_dem"]);
    const found = result.terrain_correction_mgal as Float64Array;
    expect([...found].map(Number.isNaN)).toEqual([true, false, false, true]);
    expect(report.warnings.join(" ")).toMatch(/off, empty.*50 m below.*deep.*50 m above.*high/s);
    expect(report.rows).toEqual({ stations: 4, without_correction: 2 });
  });

  it("bend the ground to the station, and leave it on request", async () => {
    const lifted = stationsAt((x, y) => hills(x, y) + 12);
    const bent = await terrainCorrection(lifted, dem, planar);
    const plain = await terrainCorrection(lifted, dem, { ...planar, reconcile: false });
    const difference = bent.result.height_above_dem_m as Float64Array;
    const changed = bent.result.terrain_reconciled_mgal as Float64Array;
    const [one, other] = [bent, plain].map((found) => found.result.terrain_correction_mgal as Float64Array);
    for (let k = 0; k < 3; k++) {
      expect(Math.abs(difference[k] - 12)).toBeLessThan(3); // the triangles cut corners of the hills
      expect(changed[k]).toBeLessThan(-0.3);
      expect(Math.abs(one[k] - changed[k] - other[k])).toBeLessThan(0.005);
    }
    expect(bent.report.warnings.join(" ")).toMatch(/stands 1\d\.\d m below the stations/);
  });

  it("say what an even canopy leaves after bending, and that is what it leaves", async () => {
    const forest = gridOf(() => 520, 100, 130);
    const flat = stationsAt(() => 500);
    const { result, report } = await terrainCorrection(flat, forest, planar);
    const said = Number(/about ([\d.]+) mGal are left: take 20 m off/.exec(report.warnings.join(" "))?.[1]);
    expect(said).toBeGreaterThan(0.25);
    for (const left of result.terrain_correction_mgal as Float64Array)
      expect(Math.abs(left / said - 1)).toBeLessThan(0.1);
    const buried = await corrections(flat, forest, { ...planar, reconcile: false });
    for (const value of buried) expect(Math.abs(value - 2.23)).toBeLessThan(0.03);
  });

  it("have a sigma that grows with the relief that cells hide: none on a ramp, 1.5 πGρs²/a on a checkerboard", async () => {
    const sigmaOn = async (height: (x: number, y: number) => number) => {
      const ground = stationsAt(height);
      const middle = { ...ground, easting_m: ground.easting_m.map((x) => 100 * Math.floor(x / 100) + 50) };
      const on = { ...middle, northing_m: ground.northing_m.map((y) => 100 * Math.floor(y / 100) + 50) };
      const heights = on.easting_m.map((x, k) => height(x, on.northing_m[k]));
      const { result } = await terrainCorrection(
        { ...on, height_m: heights },
        gridOf(height, 100, 130),
        planar,
      );
      return result.terrain_correction_sigma_mgal as Float64Array;
    };
    for (const sigma of await sigmaOn((x, y) => 900 + 0.3 * x - 0.2 * y)) expect(sigma).toBeLessThan(0.002);
    const checkered = (x: number, y: number) =>
      900 + ((Math.floor(x / 100) + Math.floor(y / 100)) % 2 ? 4 : -4);
    const hidden = (1.5 * Math.PI * 6.6743e-6 * 2670 * 16 * (80 / 81)) / 100;
    for (const sigma of await sigmaOn(checkered)) expect(Math.abs(sigma / hidden - 1)).toBeLessThan(0.01);
  });

  it("have a sigma as large as the slab between station and ground where the ground is not bent", async () => {
    const lifted = stationsAt((x, y) => hills(x, y) + 12);
    const { result } = await terrainCorrection(lifted, dem, { ...planar, reconcile: false });
    const difference = result.height_above_dem_m as Float64Array;
    const sigma = result.terrain_correction_sigma_mgal as Float64Array;
    sigma.forEach((value, k) => {
      expect(value).toBeGreaterThan(2 * Math.PI * 6.6743e-6 * 2670 * difference[k]);
    });
  });

  it("estimate what a short model leaves out, close to what it is", async () => {
    const wide = gridOf(hills, 100, 400, -14_000);
    const whole = await corrections(stations, wide, { ...planar, radius_m: 13_000 });
    const { result, report } = await terrainCorrection(stations, dem, { ...planar, radius_m: 13_000 });
    const beyond = result.terrain_beyond_dem_mgal as Float64Array;
    const short = result.terrain_correction_mgal as Float64Array;
    const sigma = result.terrain_correction_sigma_mgal as Float64Array;
    for (let k = 0; k < 3; k++) {
      const missing = whole[k] - short[k];
      expect(beyond[k]).toBeGreaterThan(0.4 * missing);
      expect(beyond[k]).toBeLessThan(2.5 * missing);
      expect(sigma[k]).toBeGreaterThanOrEqual(beyond[k]);
    }
    expect(report.warnings.join(" ")).toMatch(
      /end \d\.\d km from a station, short of 13\.0 km, at 3 stations/,
    );
  });

  it("fill voids from a coarser model, or from around, and say what that may cost", async () => {
    const holed = { ...dem, values: dem.values.slice() };
    for (let j = 60; j < 66; j++) for (let i = 70; i < 77; i++) holed.values[j * 130 + i] = Number.NaN;
    const exact = await corrections(stations, dem, planar);
    const coarse = gridOf(hills, 300, 44);
    for (const models of [[holed], [holed, coarse]]) {
      const { result, report } = await terrainCorrection(stations, models, planar);
      const found = result.terrain_correction_mgal as Float64Array;
      const sigma = result.terrain_correction_sigma_mgal as Float64Array;
      for (let k = 0; k < 3; k++) expect(Math.abs(found[k] - exact[k])).toBeLessThan(3 * sigma[k] + 0.02);
      expect(report.figures.void_cells).toBe(42);
      expect(report.warnings.join(" ")).toMatch(/42 cells without data/);
    }
  });

  it("carry the errors of the model's heights, more so where they hold together", async () => {
    const sigma = async (demSigma_m: number, demCorrelation_m = 0) =>
      (await terrainCorrection(stations, dem, { ...planar, demSigma_m, demCorrelation_m })).result
        .terrain_correction_sigma_mgal as Float64Array;
    const [none, alone, together, twice] = [
      ...[await sigma(0), await sigma(30), await sigma(30, 500), await sigma(60)],
    ];
    for (let k = 0; k < 3; k++) {
      const part = (values: Float64Array) => Math.sqrt(values[k] ** 2 - none[k] ** 2);
      expect(part(alone)).toBeGreaterThan(0.005);
      expect(part(twice) / part(alone)).toBeCloseTo(2, 2);
      expect(part(together)).toBeGreaterThan(1.5 * part(alone));
    }
  });

  it("refuse what cannot be meant", async () => {
    await expect(terrainCorrection(stations, dem, { density: 2.67 })).rejects.toThrow("2670 kg/m³");
    await expect(terrainCorrection(stations, [])).rejects.toThrow("at least one elevation model");
    const degrees = { ...dem, crs: "EPSG:4326" };
    await expect(terrainCorrection(stations, [dem, degrees])).rejects.toThrow("coordinate system");
    await expect(terrainCorrection(stations, degrees)).rejects.toThrow("longitude_deg");
    await expect(terrainCorrection(stations, { ...dem, units: "ft" })).rejects.toThrow("units");
  });
});

describe("a model that is read by tiles", { timeout: 120_000 }, () => {
  const [columns, rows] = [420, 380];
  let windows = 0;
  const raster: RasterSource = {
    ...{ name: "tiles", crs: "plane", columns, rows, west: -50, south: -50, cellWidth: 100, cellHeight: 100 },
    async readWindow(window) {
      windows++;
      return Float32Array.from({ length: window.columns * window.rows }, (_, k) =>
        hills(
          100 * (window.column + (k % window.columns)),
          100 * (window.row + Math.floor(k / window.columns)),
        ),
      );
    },
  };
  const [x, y] = [Float64Array.of(30_010, 20_120, 150), Float64Array.of(20_450, 35_080, 420)];
  const stations = { easting_m: x, northing_m: y, height_m: x.map((east, k) => hills(east, y[k])) };

  it("gives what the whole model gives, flat and sloping, and reads each tile once and again where it is needed", async () => {
    for (const nearZone of ["flat", "sloping"] as const) {
      const options = { earth: "planar", nearZone, tolerance_mgal: 0.002, radius_m: 30_000 } as const;
      const whole = await corrections(stations, raster, options);
      windows = 0;
      const found = await corrections(stations, raster, { ...options, mostCells: 1000 });
      expect(windows).toBeGreaterThan(4);
      expect(windows).toBeLessThanOrEqual(4 + 4);
      for (let k = 0; k < 3; k++) expect(Math.abs(found[k] - whole[k])).toBeLessThan(4e-4);
    }
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const progress = () => stop.abort(new Error("stopped"));
    const options = { signal: stop.signal, progress, nearZone: "flat", mostCells: 1000 } as const;
    await expect(terrainCorrection(stations, raster, options)).rejects.toThrow("stopped");
  });
});
