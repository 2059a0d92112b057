import { join } from "node:path";
import { dataset } from "../node/dataset.js";
import { run as adjust } from "./adjust.js";
import { newCommand, runCommand } from "./command.js";
import { run as grid } from "./grid.js";
import { run as map } from "./map.js";
import { run as read } from "./read.js";
import { run as reduce } from "./reduce.js";

/** `igdp example`: the whole road with the bundled survey, without a browser. */
export async function run(argv: string[]): Promise<number> {
  let code = 0;
  const command = newCommand(
    "example",
    "Walks the whole road with the bundled survey: readings, stations, anomalies, grid and map.",
    "igdp example --out my-first-map",
    { report: false },
  )
    .option("--out <folder>", "where the tables, the grid and the maps go", "output/first-map")
    .action(async (options: { out: string }) => {
      code = await walk(options.out);
    });
  return (await runCommand(command, argv)) || code;
}

/** Runs the commands of the command line one after the other, and stops at the first that fails. */
async function walk(folder: string): Promise<number> {
  const survey = dataset("first-survey");
  const source = (name: string) => join(survey.folder, name);
  const target = (name: string) => join(folder, name);
  const sheets = survey.files.filter((name) => name.startsWith("day-")).map(source);
  const mapOf = (out: string) => [
    target("bouguer.nc"),
    ...["--stations", target("anomalies.csv")],
    ...[
      "--title",
      "Simple Bouguer anomaly",
      "--subtitle",
      "A made-up district, six field days in January 2026",
    ],
    ...[
      "--note",
      "GRS80, closed form · slab 2670 kg/m³ · minimum curvature, tension 0.25, 1 km · no terrain correction",
    ],
    ...["--synthetic", "--out", target(out)],
  ];
  const steps: readonly [(argv: string[]) => Promise<number>, string[]][] = [
    [
      read,
      [
        ...sheets,
        "--dial-table",
        source("dial-table.csv"),
        "--out",
        target("readings.csv"),
        "--report",
        target("read.json"),
      ],
    ],
    [
      adjust,
      [
        target("readings.csv"),
        "--bases",
        source("bases.csv"),
        "--out",
        target("stations.csv"),
        "--report",
        target("adjust.json"),
      ],
    ],
    [reduce, [target("stations.csv"), "--out", target("anomalies.csv"), "--report", target("reduce.json")]],
    [
      grid,
      [
        target("anomalies.csv"),
        "--column",
        "bouguer_anomaly_mgal",
        "--spacing",
        "1km",
        "--mask-distance",
        "5km",
        "--region",
        "101.55/102.25/16.05/16.55",
        "--out",
        target("bouguer.nc"),
        "--report",
        target("grid.json"),
      ],
    ],
    [map, mapOf("bouguer.svg")],
    [map, mapOf("bouguer.png")],
    [map, mapOf("bouguer.html")],
  ];
  for (const [step, argv] of steps) {
    const code = await step(argv);
    if (code !== 0) return code;
  }
  console.log(`\nThe map: ${target("bouguer.png")} (also .svg, and .html to look into with a browser)`);
  console.log(`The tables: ${["readings.csv", "stations.csv", "anomalies.csv"].map(target).join(", ")}`);
  return 0;
}
