import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run } from "../../../lib/cli/clean.js";
import { makeGrid } from "../../../lib/core/grid.js";
import { writeCsv } from "../../../lib/formats/csv.js";
import { writeGridNetcdf } from "../../../lib/formats/netcdf.js";
import { readPoints } from "../../../lib/formats/points.js";
import { flat, madePoints, smoothAnomaly } from "../survey/made-points.js";
import { commandFolder } from "./command-folder.js";

const { at, said, warned } = commandFolder("clean");
const table = (name: string) =>
  readPoints({ name, text: readFileSync(at(name), "utf8"), sha256: "" }, [], { anyPosition: true });

function writePoints(): ReturnType<typeof madePoints> {
  const points = madePoints({ count: 300, seed: 51, height: flat, anomaly: smoothAnomaly });
  points.gravity_mgal[10] += 40;
  const { longitude_deg: x, latitude_deg: y } = points;
  [x[20], y[20]] = [y[20], x[20]];
  writeFileSync(at("points.csv"), writeCsv({ station: Array.from(x, (_, i) => `S${i}`), ...points }));
  return points;
}

describe("igdp clean", () => {
  it("writes every row with its flags, the report beside it, and a line for each flag", async () => {
    const points = writePoints();
    expect(await run([at("points.csv"), "--out", at("out.csv"), "--report", at("report.json")])).toBe(0);
    const result = table("out.csv");
    const flag = result.flag as string[];
    expect(flag).toHaveLength(300);
    expect(flag[10]).toBe("neighbours");
    expect(flag[20]).toBe("swapped");
    expect((result.latitude_deg as Float64Array)[20]).toBeCloseTo(points.latitude_deg[20], 9);
    const report = JSON.parse(readFileSync(at("report.json"), "utf8"));
    expect(report.steps[0]).toMatchObject({ step: "cleanPoints", rows: { points: 300 } });
    expect(report.steps[0].inputs[0].sha256).toHaveLength(64);
    expect(said.join("\n")).toMatch(/1 {2}swapped/);
    expect(said.join("\n")).toMatch(/not checked: heights against a terrain model/);
    expect(warned.join("\n")).toMatch(/fit after 'swap'/);
  });

  it("repairs what it is told to, and nothing else", async () => {
    const points = writePoints();
    const args = [at("points.csv"), "--out", at("out.csv"), "--repair"];
    expect(await run([...args, "water_depth"])).toBe(0);
    expect((table("out.csv").latitude_deg as Float64Array)[20]).toBeCloseTo(points.latitude_deg[20], 9);
    expect(await run([...args, "swap"])).toBe(0);
    const result = table("out.csv");
    expect((result.latitude_deg as Float64Array)[20]).toBeCloseTo(points.longitude_deg[20], 9);
    expect((result.flag as string[])[20]).toBe("");
    expect(said.at(-1)).toMatch(/300 points, \d+ flagged, 1 repaired/);
  });

  it("holds heights against a terrain model", async () => {
    writePoints();
    const [x, y] = [Float64Array.of(101, 104), Float64Array.of(16, 19)];
    const grid = makeGrid({
      x,
      y,
      values: Float64Array.of(150, 150, 150, 150),
      crs: "EPSG:4326",
      name: "height_m",
      units: "m",
    });
    writeFileSync(at("terrain.nc"), writeGridNetcdf(grid, {}));
    expect(await run([at("points.csv"), "--terrain", at("terrain.nc"), "--out", at("out.csv")])).toBe(0);
    expect((table("out.csv").terrain_height_m as Float64Array)[0]).toBeCloseTo(150, 6);
    expect(said.join("\n")).not.toMatch(/not checked: heights against/);
  });

  it("says in one line what is wrong with a call or a file", async () => {
    writeFileSync(at("none.csv"), "station,height_m\nA,12\n");
    expect(await run([at("none.csv"), "--out", at("out.csv")])).toBe(1);
    expect(warned.join("\n")).toMatch(/easting_m/);
    writePoints();
    expect(await run([at("points.csv"), "--out", at("out.csv"), "--region", "108/100/1/2"])).toBe(2);
    expect(await run([at("points.csv"), "--out", at("points.csv")])).toBe(1);
    expect(await run([at("points.csv")])).toBe(2);
  });
});

describe("igdp clean of readings", () => {
  const rows = [
    ["S012", 0, 10],
    ["S014", 10, 11],
    ["SO13", 20, 12],
    ["S012", 30, 10.001],
    ["S015", 40, 13],
  ];
  const readings = `station,elapsed_minutes,reading_mgal\n${rows.map((row) => row.join(",")).join("\n")}\n`;
  const list =
    "station,longitude_deg,latitude_deg\nS012,105,17\nS013,105.1,17\nS014,105.2,17\nS015,105.3,17\n";
  const clean = (...argv: string[]) => {
    writeFileSync(at("readings.csv"), readings);
    writeFileSync(at("places.csv"), list);
    return run([at("readings.csv"), "--out", at("out.csv"), "--report", at("report.json"), ...argv]);
  };

  it("flags a station that the list does not have, and renames nothing unasked", async () => {
    expect(await clean("--coordinates", at("places.csv"))).toBe(0);
    expect(table("out.csv").station).toEqual(["S012", "S014", "SO13", "S012", "S015"]);
    expect(table("out.csv").flag).toEqual(["", "", "station_name", "", ""]);
    expect(said.join("\n")).toMatch(/5 readings, 1 flagged →/);
    expect(warned.join("\n")).toMatch(/S013 is meant, most likely/);
  });

  it("applies the names that it proposes, or those that it is told, and keeps what stood there", async () => {
    expect(await clean("--coordinates", at("places.csv"), "--repair", "station_name")).toBe(0);
    expect(table("out.csv").station).toEqual(["S012", "S014", "S013", "S012", "S015"]);
    expect(table("out.csv").source_station).toEqual(["S012", "S014", "SO13", "S012", "S015"]);
    expect(said.join("\n")).toMatch(/1 renamed, 0 freed of a step/);
    const { steps } = JSON.parse(readFileSync(at("report.json"), "utf8"));
    expect(steps.map(({ step }: { step: string }) => step)).toEqual(["cleanReadings", "applyReadingRepairs"]);
    expect(steps[0].inputs).toHaveLength(2);
    expect(await clean("--rename", "SO13=New point")).toBe(0);
    expect(said.join("\n")).toMatch(
      /not checked: station_name, no coordinate list is given \(--coordinates\)/,
    );
    expect(table("out.csv").station).toEqual(["S012", "S014", "New point", "S012", "S015"]);
  });

  it("refuses what it cannot do, in words", async () => {
    expect(await clean("--repair", "swap")).toBe(1);
    expect(warned.pop()).toMatch(/--repair is 'swap', but must be all, or station_name, tare, for readings/);
    expect(await clean("--rename", "SO13")).toBe(1);
    expect(warned.pop()).toMatch(/--rename is 'SO13', but must be .* such as SO12=S012/);
    writeFileSync(at("meter.dat"), "ST1 2026-01-31 08:15:00 2917.1\nST1 2026-01-31 08:16:00 2917.2\n");
    expect(await run([at("meter.dat"), "--out", at("out.csv")])).toBe(1);
    expect(warned.pop()).toMatch(
      /meter.dat: this is no table of points .* must be read first: igdp read FILE/,
    );
    writePoints();
    expect(await run([at("points.csv"), "--out", at("out.csv"), "--rename", "A=B"])).toBe(1);
    expect(warned.pop()).toMatch(/--rename is 'A=B', but must be left out for a table without/);
  });
});
