import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../datasets/training-region/bodies.js";
import { generate } from "../../datasets/training-region/generate.js";
import { readGridNetcdf } from "../../lib/formats/netcdf.js";
import { readPoints } from "../../lib/formats/points.js";
import { dataset } from "../../lib/node/dataset.js";

const region = dataset("training-region");
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(region.folder, name)));
const gridOf = (name: string) => readGridNetcdf(bytesOf(name), name);
const model = JSON.parse(readFileSync(join(region.folder, "model.json"), "utf8")) as Model;

describe("the training region's files", { timeout: 900_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "igdp-region-"));
  let made: Record<string, string | Uint8Array>;
  beforeAll(() => {
    made = generate(folder, (line) => console.log(line));
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are what the generator writes, byte for byte", () => {
    for (const [name, content] of Object.entries(made))
      expect(Buffer.from(content).equals(Buffer.from(bytesOf(name))), name).toBe(true);
  });

  it("have the checksums that are listed, and none is missing in the list", () => {
    const listed = readFileSync(join(region.folder, "checksums.txt"), "utf8").trim().split("\n");
    const names = listed.map((line) => {
      const [sum, name] = line.split("  ");
      expect(createHash("sha256").update(bytesOf(name)).digest("hex"), name).toBe(sum);
      return name;
    });
    const inFolder = region.files.filter((name) => !/^(README.*|checksums\.txt)$/.test(name));
    expect(names.sort()).toEqual(inFolder.sort());
  });

  it("are small: 8 MB together, none above 1.5 MB", () => {
    const sizes = region.files.map((name) => bytesOf(name).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8e6);
    expect(Math.max(...sizes)).toBeLessThan(1.5e6);
  });

  it("say that they are synthetic", () => {
    for (const name of region.files.filter((file) => /^(geoid|dem|truth|model|README)/.test(file))) {
      const start = Buffer.from(bytesOf(name)).subarray(0, 400).toString("latin1").toLowerCase();
      expect(start, name).toContain("synthetic data");
    }
  });
});

describe("the training region's truth", () => {
  it("has station rows whose parts add up", () => {
    const name = "truth-stations.csv";
    const result = readPoints({ name, text: readFileSync(join(region.folder, name), "utf8"), sha256: "" });
    const column = (key: string) => result[key] as Float64Array;
    const sum = (k: number, ...keys: string[]) => keys.reduce((total, key) => total + column(key)[k], 0);
    expect(column("gravity_mgal").length).toBe(1518);
    for (let k = 0; k < 1518; k++) {
      const effect = sum(k, "slab_mgal", "curvature_mgal", "terrain_mgal");
      const geology = sum(k, "regional_mgal", "residual_mgal");
      const gravity = sum(k, "normal_gravity_mgal", "topographic_effect_mgal") + geology;
      expect(Math.abs(effect - column("topographic_effect_mgal")[k])).toBeLessThan(2.1e-4);
      expect(Math.abs(geology - column("complete_bouguer_disturbance_mgal")[k])).toBeLessThan(1.6e-4);
      expect(Math.abs(gravity - column("gravity_mgal")[k])).toBeLessThan(2.6e-4);
      // Terrain as such takes gravity away; only what the spherical cap counts too much may turn that.
      expect(column("terrain_mgal")[k]).toBeLessThan(1.5);
    }
  });

  it("looks like a margin: low over the root, near zero on the coast, high at sea, in reasonable numbers", () => {
    const total = gridOf("truth-complete-bouguer-disturbance.nc");
    const at = (name: string, longitude: number, latitude: number) =>
      gridOf(name).values[
        Math.round((latitude - 17.1) * 60) * total.x.length + Math.round((longitude - 104.95) * 60)
      ];
    const low = Math.min(...total.values);
    expect(low).toBeLessThan(-100);
    expect(low).toBeGreaterThan(-150);
    expect(Math.max(...total.values)).toBeLessThan(60);
    expect(Math.abs(at("truth-regional.nc", 106.33, 17.775))).toBeLessThan(20);
    expect(Math.min(...gridOf("truth-residual.nc").values)).toBeGreaterThan(-45);
    expect(at("truth-residual.nc", 105.78, 17.4)).toBeLessThan(-15); // granite
    expect(at("truth-residual.nc", 105.27, 17.41)).toBeGreaterThan(20); // gabbro
  });

  it("is the sum of regional and residual on the grids, to their rounding", () => {
    const [total, regional, residual] = ["complete-bouguer-disturbance", "regional", "residual"].map(
      (name) => gridOf(`truth-${name}.nc`).values,
    );
    total.forEach((value, k) => {
      expect(Math.abs(value - regional[k] - residual[k])).toBeLessThan(0.00151);
    });
  });

  it("has a basement whose depths are the columns of model.json", () => {
    const grid = gridOf("truth-basement-depth.nc");
    const basin = model.residual.find((body) => body.kind === "columns");
    if (basin?.kind !== "columns") throw new Error("no basin");
    const inside = basin.columns_deg_deg_m.filter(([x, y]) => x < 106.851 && y < 18.451);
    expect(grid.values.filter((depth) => depth > 0).length).toBe(inside.length);
    for (const [longitude, latitude, bottom] of inside) {
      const k = Math.round((latitude - 17.1) * 60) * grid.x.length + Math.round((longitude - 104.95) * 60);
      expect(grid.values[k]).toBe(bottom);
    }
    expect(Math.max(...grid.values)).toBeGreaterThan(4000);
  });

  it("has a mask of zeros and ones, mostly ones", () => {
    const { values } = gridOf("truth-mask.nc");
    const ones = values.filter((value) => value === 1).length;
    expect(ones + values.filter((value) => value === 0).length).toBe(values.length);
    expect(ones / values.length).toBeGreaterThan(0.6);
  });
});

describe("the training region's elevation models", () => {
  it("are whole metres, with holes in the 30″ model only", () => {
    const [fine, middle, coarse] = ["dem-3s.nc", "dem-30s.nc", "dem-2min.nc"].map(gridOf);
    const holes = (values: Float64Array) => values.filter(Number.isNaN).length;
    for (const { values } of [fine, middle, coarse])
      for (const value of values) if (!Number.isNaN(value)) expect(value).toBe(Math.round(value));
    expect([holes(fine.values), holes(coarse.values)]).toEqual([0, 0]);
    expect(holes(middle.values)).toBeGreaterThan(30);
    expect(holes(middle.values)).toBeLessThan(400);
  });
});
