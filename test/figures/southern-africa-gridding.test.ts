import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ChooseGridderOptions, chooseGridder } from "../../lib/grid/choose-gridder.js";
import type { Points } from "../../lib/grid/points.js";
import { reduceStations } from "../../lib/reduce/reduce-stations.js";
import { realData, unpacked } from "../pipeline/real-data.js";

const page = readFileSync(fileURLToPath(new URL("../../lib/grid/README.md", import.meta.url)), "utf8");
const section = page.slice(page.indexOf("## Southern Africa beside the peers"));
const table = section
  .slice(0, section.indexOf("\n## ", 3))
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("*", "")));

/** Error of every tenth station in the row of a method and its parameters. */
function told(method: string, parameters = ""): string | undefined {
  return table.find((cells) => cells[1] === method && cells[2] === parameters)?.[4];
}

const folder = realData("southern-africa-gravity");
const text = folder && unpacked(`${folder}southern-africa-gravity.csv.xz`);

/** Bouguer anomalies of every tenth station, as the bench has them. */
function everyTenth(csv: string): Points {
  const rows = csv.trim().split("\n").slice(1);
  const cells = rows.filter((_, k) => k % 10 === 0).map((row) => row.split(",").map(Number));
  const column = (k: number) => Float64Array.from(cells, (row) => row[k]);
  const { result } = reduceStations({
    ...{ longitude_deg: column(0), latitude_deg: column(1) },
    ...{ height_m: column(2), gravity_mgal: column(3) },
  });
  return {
    x: result.longitude_deg as Float64Array,
    y: result.latitude_deg as Float64Array,
    values: result.bouguer_anomaly_mgal as Float64Array,
  };
}

describe("Southern Africa beside the peers, as lib/grid/README.md tells it", () => {
  const peers = table.slice(1).filter(([, method]) => !method.startsWith("igdp"));

  it("has our best not more than 2 % behind the best of the peers, on all stations and on every tenth", () => {
    expect(peers.length).toBeGreaterThan(5);
    for (const column of [3, 4]) {
      const best = (rows: readonly string[][]) => Math.min(...rows.map((cells) => Number(cells[column])));
      const ours = table.slice(1).filter(([, method]) => method.startsWith("igdp"));
      expect(best(ours) / best(peers)).toBeLessThan(1.02);
    }
  });

  it.skipIf(!text)("has the errors of every tenth station", { timeout: 120_000 }, async () => {
    const methods: ChooseGridderOptions["methods"] = [
      { method: "spline", parameters: { tension: 0 } },
      ...(["natural", "linear"] as const),
    ];
    const settings = { crs: "EPSG:4326", blockSize: 0.5, thorough: true };
    const { result } = await chooseGridder(everyTenth(text as string), { ...settings, methods });
    const found = result.table.map(({ rmse }) => rmse.toFixed(2));
    expect(found).toEqual([
      told("igdp spline", "tension 0"),
      told("igdp natural neighbour"),
      told("igdp linear"),
    ]);
  });
});
