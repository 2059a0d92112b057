import { writeCsv } from "../formats/csv.js";
import { readPoints } from "../formats/points.js";
import { readTextFile, writeFiles } from "../node/files.js";
import { reduceStations } from "../reduce/reduce-stations.js";
import { newCommand, printWarnings, reportJson, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";

interface Options {
  out: string;
  report?: string;
  density: number;
  ellipsoid: "GRS80" | "WGS84";
  heightSigma: number;
}

/** `igdp reduce STATIONS`: station gravity → free-air and Bouguer anomalies. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "reduce",
    "Reduces station gravity to free-air and simple Bouguer anomalies.",
    "igdp reduce stations.csv --density 2670 --out anomalies.csv --report reduce.json",
  )
    .argument(
      "<stations>",
      "CSV of stations: gravity_mgal, latitude_deg, and height_m or ellipsoidal_height_m",
    )
    .requiredOption("--out <file>", "the table with anomalies, CSV")
    .option("--density <kg/m3>", "density of the Bouguer slab", numberOption("kg/m³"), 2670)
    .option("--ellipsoid <name>", "GRS80 or WGS84", oneOf("GRS80", "WGS84"), "GRS80")
    .option("--height-sigma <m>", "standard deviation of the heights", numberOption("metres"), 0)
    .action(async (path: string, options: Options) => {
      const file = await readTextFile(path);
      const { result, report } = reduceStations(readPoints(file, ["gravity_mgal", "latitude_deg"]), {
        density: options.density,
        ellipsoid: options.ellipsoid,
        heightSigma_m: options.heightSigma,
      });
      const step = { ...report, inputs: [{ name: file.name, sha256: file.sha256 }] };
      await writeFiles(
        {
          [options.out]: writeCsv(result),
          ...(options.report ? { [options.report]: reportJson([step]) } : {}),
        },
        { inputs: [path] },
      );
      printWarnings([step]);
      console.log(
        `${report.rows.stations} stations, ${report.rows.without_anomaly} without anomaly → ${options.out}`,
      );
    });
  return runCommand(command, argv);
}
