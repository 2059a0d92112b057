import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../../lib/cli/reduce.js";
import { makeGrid } from "../../../lib/core/grid.js";
import { writeGridNetcdf } from "../../../lib/formats/netcdf.js";
import { readPoints } from "../../../lib/formats/points.js";
import { airyMohoDepth } from "../../../lib/reduce/airy.js";
import { flexuralMoho } from "../../../lib/reduce/flexure.js";
import { isostaticCorrection } from "../../../lib/reduce/isostatic-correction.js";
import { prattCorrection } from "../../../lib/reduce/pratt-correction.js";
import { reduceStations } from "../../../lib/reduce/reduce-stations.js";
import { terrainCorrection } from "../../../lib/reduce/terrain/terrain-correction.js";

afterEach(() => vi.restoreAllMocks());

const folder = mkdtempSync(join(tmpdir(), "igdp reduce "));
const at = (name: string) => join(folder, name);
const STATIONS = `station,longitude_deg,latitude_deg,height_m,gravity_mgal,terrain_correction_mgal,water_depth_m
A,102.2,17.1,180,978420,0.1,
B,102.6,17.5,1250,978150,2.3,
C,103,18,0,978500,,40
`;
writeFileSync(at("stations.csv"), STATIONS);
const text = { name: "stations.csv", text: STATIONS, sha256: "" };

/** Runs `igdp reduce`; gives the exit code, its table, its report, and what it said. */
async function reduce(...argv: string[]) {
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation((line) => void said.push(String(line)));
  vi.spyOn(process.stderr, "write").mockImplementation((line) => said.push(String(line)) > 0);
  const [out, report] = [at("out.csv"), at("out.json")];
  const code = await run([at("stations.csv"), "--out", out, "--report", report, ...argv]);
  const read = () => ({
    table: readPoints({ name: "out.csv", text: readFileSync(out, "utf8"), sha256: "" }) as Record<
      string,
      Float64Array
    >,
    step: JSON.parse(readFileSync(report, "utf8")).steps[0],
  });
  return { code, said: said.join("\n"), ...(code === 0 ? read() : { table: {}, step: undefined }) };
}

describe("igdp reduce", () => {
  it.each(["usgs1967", "dzt0082", "DZ/T-0082", "hinze2005"])(
    "gives the table of the library with --standard %s",
    async (standard) => {
      const { code, table, step } = await reduce("--standard", standard);
      expect(code).toBe(0);
      const name = standard === "DZ/T-0082" ? "dzt0082" : (standard as "dzt0082");
      const { result } = reduceStations(readPoints(text), { standard: name });
      for (const column of ["free_air_anomaly_mgal", "water_slab_mgal", "complete_bouguer_anomaly_mgal"]) {
        const expected = result[column] as Float64Array;
        table[column].forEach((value, i) => {
          if (Number.isNaN(expected[i])) expect(value).toBeNaN();
          else expect(value).toBeCloseTo(expected[i], 3);
        });
      }
      expect(step.parameters.standard).toBe(name);
    },
  );

  it("changes parts of a standard by the other options", async () => {
    const { table, step } = await reduce(
      ...["--standard", "hinze2005", "--no-atmosphere", "--bullard-b", "usgs", "--free-air", "closed-form"],
      ...["--density-sigma", "50", "--position-sigma", "10", "--ellipsoid", "GRS67"],
    );
    expect(table.atmospheric_correction_mgal).toBeUndefined();
    expect(step.parameters).toMatchObject({
      ...{ atmosphere: false, bullardB: "usgs", freeAir: "closed-form", ellipsoid: "GRS67" },
      ...{ densitySigma_kg_per_m3: 50, positionSigma_m: 10 },
    });
    expect(table.spherical_bouguer_anomaly_sigma_mgal[1]).toBeGreaterThan(2);
    const atmosphere = await reduce("--atmosphere");
    expect(atmosphere.table.atmospheric_correction_mgal[2]).toBeCloseTo(0.874, 6);
  });

  it("reads a geoid from a netCDF grid, whatever it calls its metres, and lists it as an input", async () => {
    const geoid = makeGrid({
      x: Float64Array.of(102, 103, 104),
      y: Float64Array.of(17, 18),
      values: new Float64Array(6).fill(-30),
      crs: "EPSG:4326",
      name: "geoid",
      units: "meters",
    });
    writeFileSync(at("geoid.nc"), writeGridNetcdf(geoid));
    const { code, table, step } = await reduce("--geoid", at("geoid.nc"));
    expect(code).toBe(0);
    expect(table.ellipsoidal_height_m[1]).toBeCloseTo(1220, 6);
    expect(table.geophysical_indirect_effect_mgal[1]).toBeCloseTo(-5.9, 1);
    const inputs = step.inputs.map((input: { name: string }) => input.name);
    expect(inputs).toEqual([at("stations.csv"), at("geoid.nc")]);
  });

  it("asks for the gravity datum of an old formula, and takes a name or a number", async () => {
    const unknown = await reduce("--standard", "helmert1901");
    expect(unknown.code).toBe(1);
    expect(unknown.said).toMatch(/--gravity-datum is undefined, but must be igsn71 or potsdam/);
    expect((await reduce("--standard", "helmert1901", "--gravity-datum", "Potsdam")).code).toBe(0);
    const own = await reduce("--gravity-datum", "-13.2");
    expect(own.table.gravity_datum_shift_mgal[0]).toBeCloseTo(-13.2, 9);
  });

  it.each([
    ["--standard", "usgs1980", /must be hinze2005 or usgs1967/],
    ["--gravity-datum", "wien", /must be igsn71, potsdam, or a number of mGal/],
    ["--bullard-b", "yes", /must be none or closed-form or polynomial or usgs/],
    ["--ellipsoid", "Everest", /must be GRS80 or WGS84 or GRS67/],
  ])("refuses %s %s with the words that it knows", async (option, value, message) => {
    const { code, said } = await reduce(option, value);
    expect(code).toBe(2);
    expect(said).toMatch(message);
  });
});

describe("igdp reduce with an elevation model", { timeout: 60_000 }, () => {
  const axis = (start: number) => Float64Array.from({ length: 61 }, (_, k) => start + k / 60);
  const values = Float64Array.from({ length: 61 * 61 }, (_, k) => 200 + 150 * Math.sin(k % 61) + 5 * (k % 7));
  const dem = makeGrid({
    ...{ x: axis(102), y: axis(17), values, crs: "EPSG:4326", name: "height_m", units: "m" },
  });
  writeFileSync(at("dem.nc"), writeGridNetcdf(dem));
  const options = ["--dem", at("dem.nc"), "--terrain-radius", "8000"];

  it("fills the terrain correction with its sigma, and the complete anomaly with both", async () => {
    const { code, table, step, said } = await reduce(...options, "--standard", "hinze2005");
    expect(code).toBe(0);
    const { result } = await terrainCorrection(readPoints(text), dem, { radius_m: 8000 });
    for (const name of ["terrain_correction_mgal", "terrain_correction_sigma_mgal"])
      table[name].forEach((value, k) => {
        expect(value).toBeCloseTo((result[name] as Float64Array)[k], 6);
      });
    for (const k of [0, 1]) {
      const complete =
        table.bouguer_anomaly_mgal[k] - table.bullard_b_mgal[k] + table.terrain_correction_mgal[k];
      expect(table.complete_bouguer_anomaly_mgal[k]).toBeCloseTo(complete, 6);
      expect(table.complete_bouguer_anomaly_sigma_mgal[k]).toBeGreaterThanOrEqual(
        table.terrain_correction_sigma_mgal[k] - 1e-9,
      );
    }
    expect(step.step).toBe("terrainCorrection");
    expect(step.parameters.earth).toBe("spherical");
    expect(step.inputs[0].name).toBe(at("dem.nc"));
    expect(said).toContain("was replaced by what the elevation model gives");
  });

  it("takes a plane where there is no Bullard B, and warns where the two do not go together", async () => {
    expect((await reduce(...options)).step.parameters.earth).toBe("planar");
    const { said } = await reduce(...options, "--earth", "spherical");
    expect(said).toContain("does not go with anomalies without Bullard B");
  });

  it("says what is wrong with a model that is not there", async () => {
    const { code, said } = await reduce("--dem", at("nowhere.tif"));
    expect(code).toBe(1);
    expect(said).toContain("there is no such file");
  });
});

describe("igdp reduce --isostasy", () => {
  const axisOf = (middle: number) => Float64Array.from({ length: 81 }, (_, k) => middle + (k - 40) / 20);
  const dem = makeGrid({
    ...{ x: axisOf(102.6), y: axisOf(17.5), registration: "pixel", crs: "EPSG:4326" },
    ...{ name: "height_m", units: "m" },
    values: Float64Array.from(
      { length: 81 * 81 },
      (_, k) => 600 + 400 * Math.sin((k % 81) / 9) * Math.cos(k / 900),
    ),
  });
  writeFileSync(at("wide.nc"), writeGridNetcdf(dem));

  it("gives the anomalies of the library with an Airy root, with Pratt's columns, and with a plate that carries part of the load", async () => {
    const anomalies: Float64Array[] = [];
    for (const model of [["airy"], ["pratt"], ["flexure", "--elastic-thickness", "15000"]]) {
      const root = ["--moho-depth", "32000", "--moho-contrast", "350"];
      const { code, table } = await reduce("--dem", at("wide.nc"), "--isostasy", ...model, ...root);
      expect(code).toBe(0);
      const options = { normalMohoDepth: 32_000, mohoContrast: 350, waterDensity: 1027 };
      const moho =
        model[0] === "airy"
          ? makeGrid({ ...dem, values: dem.values.map((height) => airyMohoDepth(height, options)) })
          : flexuralMoho(dem, { ...options, elasticThickness: 15_000 });
      const { result } =
        model[0] === "pratt"
          ? prattCorrection(table, dem, { waterDensity: 1027 })
          : isostaticCorrection(table, moho, options);
      const expected = result.isostatic_correction_mgal as Float64Array;
      for (let k = 0; k < 3; k++) {
        // Rounding decides about a cell of Pratt's that lies on the radius.
        expect(table.isostatic_correction_mgal[k]).toBeCloseTo(expected[k], model[0] === "pratt" ? 3 : 4);
        expect(expected[k]).toBeGreaterThan(8);
        expect(table.isostatic_anomaly_mgal[k]).toBeCloseTo(
          table.complete_bouguer_anomaly_mgal[k] + table.isostatic_correction_mgal[k],
          6,
        );
      }
      anomalies.push(table.isostatic_anomaly_mgal);
    }
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect(Math.max(...anomalies[a].map((value, k) => Math.abs(value - anomalies[b][k])))).toBeGreaterThan(
        0.5,
      );
  });

  it("writes the step into the report, with model and parameters", async () => {
    await reduce("--dem", at("wide.nc"), "--isostasy", "airy");
    const { steps } = JSON.parse(readFileSync(at("out.json"), "utf8"));
    expect(steps.map(({ step }: { step: string }) => step)).toEqual([
      "terrainCorrection",
      "reduceStations",
      "isostaticCorrection",
    ]);
    expect(steps[2].parameters).toMatchObject({ model: "airy", normalMohoDepth_m: 30_000 });
    expect(steps[2].inputs[0].sha256).toHaveLength(64);
  });

  it.each([
    [["--isostasy", "airy"], "--dem"],
    [["--isostasy", "wegener", "--dem", at("wide.nc")], "airy or pratt or flexure"],
    [["--isostasy", "flexure", "--dem", at("wide.nc")], "--elastic-thickness"],
    [["--isostasy", "airy", "--dem", at("wide.nc"), "--elastic-thickness", "9000"], "--elastic-thickness"],
    [["--isostasy", "airy", "--dem", at("wide.nc"), "--moho-depth", "-3"], "metres above 0"],
  ])("refuses %s and says what is missing or wrong", async (argv, words) => {
    const { code, said } = await reduce(...argv);
    expect(code).not.toBe(0);
    expect(said).toContain(words);
  });
});
