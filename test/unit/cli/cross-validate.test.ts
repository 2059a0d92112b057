import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { run as crossValidate } from "../../../lib/cli/cross-validate.js";
import { run as grid } from "../../../lib/cli/grid.js";
import { makeGrid } from "../../../lib/core/grid.js";
import { sampleGrid } from "../../../lib/core/grid-sample.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { writeGrid } from "../../../lib/formats/grid-file.js";
import { readGridNetcdf } from "../../../lib/formats/netcdf.js";
import { commandFolder } from "./command-folder.js";

const { at, said, warned } = commandFolder("cross-validate");
vi.setConfig({ testTimeout: 120_000 }); // threads start slowly on a busy machine

const truth = (longitude: number, latitude: number): number =>
  30 * Math.sin((longitude - 100) * 6) * Math.cos((latitude - 15) * 5);

function survey(count = 300): { text: string; longitude: Float64Array; latitude: Float64Array } {
  const random = seededRandom(8);
  const longitude = Float64Array.from({ length: count }, () => 100 + random());
  const latitude = Float64Array.from({ length: count }, () => 15 + random());
  const rows = Array.from(longitude, (x, k) => {
    const value = truth(x, latitude[k]) + 0.3 * normalRandom(random);
    return `P${k},line ${k % 12},${x},${latitude[k]},${value}`;
  });
  return {
    text: `station,survey,longitude_deg,latitude_deg,bouguer_anomaly_mgal\n${rows.join("\n")}\n`,
    longitude,
    latitude,
  };
}

const file = (): string => {
  writeFileSync(at("points.csv"), survey().text);
  return at("points.csv");
};
const column = ["--column", "bouguer_anomaly_mgal"];

describe("igdp cross-validate", () => {
  it("prints methods best first, and writes the same as a table with a report", async () => {
    const methods = ["nearest", "natural", "kriging"].flatMap((name) => ["--method", name]);
    const out = ["--out", at("methods.csv"), "--report", at("report.json")];
    expect(await crossValidate([file(), ...column, ...methods, ...out])).toBe(0);
    const order = said.slice(1, 5).map((line) => line.split(/\s+/)[0]);
    expect(order).toEqual(["kriging", "kriging", "natural", "nearest"]);
    expect(said.join("\n")).toMatch(/calibrated sigma +points +in 1 σ/);
    const lines = readFileSync(at("methods.csv"), "utf8").trim().split("\n");
    expect(lines[0]).toMatch(/^method,parameters,rmse,mean_absolute_error,bias/);
    expect(lines.slice(1).map((line) => line.split(",")[0])).toEqual(order);
    const [step] = JSON.parse(readFileSync(at("report.json"), "utf8")).steps;
    expect([step.step, step.figures.method, step.rows.in]).toEqual(["chooseGridder", "kriging", 300]);
    expect(step.inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("keeps surveys together where it is told their column, and says where there is none", async () => {
    const of = (name: string) => [
      file(),
      ...column,
      "--method",
      "nearest",
      "--group-column",
      name,
      "--folds",
      "3",
    ];
    expect(await crossValidate(of("survey"))).toBe(0);
    expect(await crossValidate(of("track"))).toBe(1);
    expect(warned.join("\n")).toMatch(/points.csv, line 1, column track: this column is missing/);
  });

  it.each([
    [["--method", "krigging"], 2, undefined],
    [["--folds", "1"], 2, undefined],
    [["--block-size", "wide"], 2, undefined],
    [["--block-size", "900km"], 1, /--block-size is .*at least as many blocks as folds/],
    [["--column", "gravity"], 1, /column gravity_mgal: this column is missing/],
  ] as const)("refuses %s with exit code %i", async (argv, code, message) => {
    expect(await crossValidate([file(), ...column, ...argv])).toBe(code);
    if (message) expect(warned.join("\n")).toMatch(message);
  });
});

describe("igdp grid by other methods", () => {
  const spacing = ["--spacing", "0.05deg"];

  it("takes the best method, and gives the grid a sigma that holds the truth as often as it should", async () => {
    const out = ["--method", "auto", "--out", at("grid.nc"), "--report", at("report.json")];
    expect(await grid([file(), ...column, ...spacing, ...out])).toBe(0);
    const { steps } = JSON.parse(readFileSync(at("report.json"), "utf8"));
    expect(steps.map(({ step }: { step: string }) => step)).toEqual(["chooseGridder", "gridPoints"]);
    const surface = readGridNetcdf(readFileSync(at("grid.nc")), "grid.nc");
    const nx = surface.x.length;
    let [inside, counted] = [0, 0];
    surface.values.forEach((value, k) => {
      const [x, y] = [surface.x[k % nx], surface.y[Math.floor(k / nx)]];
      if (x < 100.05 || x > 100.95 || y < 15.05 || y > 15.95) return;
      counted++;
      if (Math.abs(value - truth(x, y)) < 2 * (surface.sigma as Float64Array)[k]) inside++;
    });
    expect(inside / counted).toBeGreaterThan(0.9);
    expect(Math.max(...(surface.sigma as Float64Array).filter(Number.isFinite))).toBeLessThan(10);
  });

  it.each([
    "linear",
    "natural",
    "kriging",
    "equivalent-sources",
    "spline",
    "inverse-distance",
    "nearest",
    "trend",
  ])("grids by %s, with a report that says so", async (method) => {
    const out = ["--method", method, "--out", at("grid.nc"), "--report", at("report.json")];
    expect(await grid([file(), ...column, ...spacing, ...out])).toBe(0);
    const surface = readGridNetcdf(readFileSync(at("grid.nc")), "grid.nc");
    const knows = ["kriging", "equivalent-sources", "spline", "trend"].includes(method);
    expect(surface.sigma !== undefined).toBe(knows);
    const [step] = JSON.parse(readFileSync(at("report.json"), "utf8")).steps;
    expect([step.step, step.parameters.method]).toEqual(["gridPoints", method]);
    const [middle] = sampleGrid(surface, { x: Float64Array.of(100.5), y: Float64Array.of(15.5) });
    if (method !== "trend") expect(Math.abs(middle - truth(100.5, 15.5))).toBeLessThan(6);
  });

  it("gives minimum curvature a sigma where it is asked to calibrate one", async () => {
    expect(await grid([file(), ...column, ...spacing, "--calibrate", "--out", at("grid.nc")])).toBe(0);
    const surface = readGridNetcdf(readFileSync(at("grid.nc")), "grid.nc");
    expect(surface.sigma?.every((value) => value > 0)).toBe(true);
    expect(said.join("\n")).toMatch(/minimum-curvature +0?\.?/);
  });

  it("takes a background field off, puts it back, and cross-validates what is left", async () => {
    const axis = (from: number): Float64Array => Float64Array.from({ length: 29 }, (_, k) => from + 0.05 * k);
    const [x, y] = [axis(99.8), axis(14.8)];
    const values = Float64Array.from({ length: 29 * 29 }, (_, k) => truth(x[k % 29], y[Math.floor(k / 29)]));
    const field = { x, y, values, crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal" };
    writeFileSync(at("field.nc"), (await writeGrid(makeGrid(field), "field.nc"))["field.nc"] as Uint8Array);
    const out = ["--background", at("field.nc"), "--out", at("grid.nc"), "--report", at("report.json")];
    for (const way of [
      ["--method", "trend", "--parameter", "degree=1"],
      ["--method", "nearest", "--calibrate"],
    ]) {
      expect(await grid([file(), ...column, ...spacing, ...way, ...out])).toBe(0);
      const surface = readGridNetcdf(readFileSync(at("grid.nc")), "grid.nc");
      const [middle] = sampleGrid(surface, { x: Float64Array.of(100.5), y: Float64Array.of(15.5) });
      expect(Math.abs(middle - truth(100.5, 15.5))).toBeLessThan(1.5);
    }
    const { steps } = JSON.parse(readFileSync(at("report.json"), "utf8"));
    const [chosen, made] = steps;
    expect(chosen.figures.rmse).toBeLessThan(0.6); // of noise of 0.3 twice, not of a field of 30 mGal
    expect(made.parameters.background.name).toBe("bouguer_anomaly_mgal");
    expect(made.inputs.map(({ name }: { name: string }) => name)).toEqual([at("points.csv"), at("field.nc")]);
  });

  it("refuses a spacing that would take more memory than the machine can spare, before the work", async () => {
    const free = vi.spyOn(process, "availableMemory").mockReturnValue(137_500_000); // a million nodes
    try {
      const fine = ["--spacing", "0.0005deg", "--out", at("large.nc")];
      expect(await grid([file(), ...column, ...fine])).toBe(1);
      expect(warned.join("\n")).toMatch(/at most 1,000,000 nodes.*0\.4 GB of memory; the limit is 0\.1 GB/);
    } finally {
      free.mockRestore();
    }
    expect(existsSync(at("large.nc"))).toBe(false);
  });

  it("masks by the hull and by a polygon, and refuses a file that is none", async () => {
    const polygon =
      '{"type":"Polygon","coordinates":[[[100.2,15.2],[100.8,15.2],[100.8,15.8],[100.2,15.2]]]}';
    writeFileSync(at("land.geojson"), polygon);
    writeFileSync(at("bad.geojson"), "land");
    const masked = async (mask: string): Promise<number> => {
      expect(await grid([file(), ...column, ...spacing, "--mask", mask, "--out", at("grid.nc")])).toBe(0);
      return readGridNetcdf(readFileSync(at("grid.nc")), "grid.nc").values.filter(Number.isFinite).length;
    };
    const [hull, land] = [await masked("hull"), await masked(at("land.geojson"))];
    expect(hull).toBeGreaterThan(19 * 17);
    expect(hull).toBeLessThan(21 * 21);
    expect(land).toBe(91); // a triangle of 13 nodes a side
    for (const [mask, problem] of [
      ["bad.geojson", /bad.geojson: this is no GeoJSON/],
      ["none.geojson", /none.geojson: there is no such file/],
    ] as const) {
      expect(await grid([file(), ...column, ...spacing, "--mask", at(mask), "--out", at("x.nc")])).toBe(1);
      expect(warned.pop()).toMatch(problem);
    }
    const far = at("far.geojson");
    writeFileSync(far, polygon.replaceAll("15.", "45."));
    expect(await grid([file(), ...column, ...spacing, "--mask", far, "--out", at("x.nc")])).toBe(1);
    expect(warned.pop()).toMatch(/--mask is 'a polygon'.*EPSG:4326/);
  });

  it("masks by land and by sea, which together are all, and says that a plane has neither", async () => {
    // The survey moved to the coast of Annam: land in the west, the Gulf of Tonkin in the east.
    const rows = survey().text.replace(
      /,(100\.\d+),(15\.\d+),/g,
      (_, x, y) => `,${Number(x) + 6},${Number(y) + 3},`,
    );
    writeFileSync(at("coast.csv"), rows);
    const made = async (...mask: string[]) => {
      const argv = [at("coast.csv"), ...column, ...spacing, "--region", "106/107/18/19", ...mask];
      expect(await grid([...argv, "--out", at("grid.nc")])).toBe(0);
      return readGridNetcdf(readFileSync(at("grid.nc")), "grid.nc");
    };
    const [all, land, sea] = [await made(), await made("--mask", "land"), await made("--mask", "sea")];
    all.values.forEach((value, k) => {
      expect([land.values[k], sea.values[k]].filter(Number.isFinite)).toEqual([value]);
    });
    const [inland, offshore] = [sampleGrid(land, { x: Float64Array.of(106), y: Float64Array.of(18) })].concat(
      [sampleGrid(sea, { x: Float64Array.of(106.9), y: Float64Array.of(18.9) })],
    );
    expect([inland[0], offshore[0]].every(Number.isFinite)).toBe(true);
    const metres = at("plane.csv");
    writeFileSync(metres, "easting_m,northing_m,bouguer_anomaly_mgal\n0,0,1\n1000,0,2\n0,1000,3\n");
    expect(await grid([metres, ...column, "--spacing", "100", "--mask", "land", "--out", at("x.nc")])).toBe(
      1,
    );
    expect(warned.pop()).toMatch(/--mask is '?land/);
  });

  it.each([
    [
      ["--method", "auto", "--tension", "0.5"],
      1,
      /--tension is 0.5, but must be nothing where --method is auto/,
    ],
    [["--method", "kriging", "--tension", "0.5"], 1, /--tension is 0.5, but must be nothing for kriging/],
    [["--method", "kriging", "--parameter", "range=3"], 1, /parameters.range is 3.*for kriging only kind/],
    [["--method", "kriging", "--parameter", "range"], 2, undefined],
    [["--method", "surface"], 2, undefined],
    [["--spacing", "1m"], 1, /--spacing is '1m'.*GB of memory/],
  ] as const)("refuses %s with exit code %i", async (argv, code, message) => {
    expect(await grid([file(), ...column, ...spacing, "--out", at("grid.nc"), ...argv])).toBe(code);
    if (message) expect(warned.join("\n")).toMatch(message);
  });
});
