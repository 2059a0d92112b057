import { InvalidArgumentError } from "commander";
import type { Columns } from "../core/columns.js";
import { ArgumentError, FormatError } from "../core/errors.js";
import type { Region } from "../core/grid.js";
import type { StepReport } from "../core/report.js";
import { columnName } from "../formats/column-names.js";
import { writeCsv } from "../formats/csv.js";
import { readPoints } from "../formats/points.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { applyCoordinateRepair } from "../survey/clean/coordinates-repair.js";
import { cleanPoints } from "../survey/clean/points-clean.js";
import { cleanReadingsFile, isReadings } from "./clean-readings.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { listOption, numberOption } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  out: string;
  report?: string;
  region?: Region;
  crs?: string;
  terrain?: string;
  column?: string;
  threshold: number;
  repair?: readonly string[];
  rename: readonly string[];
  coordinates?: string;
  bases?: string;
}

/** `igdp clean POINTS`: points of a compilation → the same points with flags and proposed repairs. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "clean",
    "Flags what is doubtful in a table of points: false coordinates, duplicates, depths that stand as heights, points that their neighbours contradict, surveys that are off. A table of readings (with station and reading_mgal, as igdp read writes it) is checked as readings: repeats, spikes, steps of the meter, station names, clocks. No row is dropped, and nothing is repaired unless --repair or --rename asks for it.",
    "igdp clean points.csv --region 100/108/13/23 --out flagged.csv --report clean.json",
  )
    .argument(
      "<points>",
      "CSV of points: longitude_deg, latitude_deg (or easting_m, northing_m with --crs), height_m, gravity_mgal; survey. Or of readings",
    )
    .requiredOption("--out <file>", "the same points with flag, flag_reason and proposed_repair, CSV")
    .option("--region <w/e/s/n>", "where the points belong, west/east/south/north in degrees", regionOption)
    .option("--crs <EPSG:n>", "coordinate reference system of easting_m and northing_m")
    .option("--terrain <file>", "terrain model to hold the heights against, a grid in metres")
    .option("--column <name>", "a smooth quantity to compare between neighbours, instead of gravity")
    .option(
      "--threshold <number>",
      "standard deviations from which a point is flagged by its neighbours",
      numberOption("standard deviations", [0.1, 100]),
      3.5,
    )
    .option(
      "--repair <names>",
      "apply proposed repairs: all, or names such as swap,water_depth (points), station_name,tare (readings)",
      listOfWords,
    )
    .option(
      "--rename <old=new>",
      "readings: another name for a station, such as SO12=S012; may be repeated",
      listOption,
      [],
    )
    .option(
      "--coordinates <file>",
      "readings: CSV with station and where it is, to compare names and positions",
    )
    .option("--bases <file>", "readings: CSV with the stations of known gravity, at which loops should end")
    .action(cleanFile);
  return runCommand(command, argv);
}

async function cleanFile(path: string, options: Options): Promise<void> {
  const column = options.column === undefined ? undefined : columnName(options.column);
  const file = await readTextFile(path);
  const points = readPoints(file, [], { numbers: column === undefined ? [] : [column], anyPosition: true });
  if (isReadings(points)) return cleanReadingsFile(file, points, options);
  checkPoints(points, path);
  refuseReadingOptions(options);
  const terrain = options.terrain === undefined ? undefined : await readGridFile(options.terrain);
  const cleaned = cleanPoints(points, {
    region: options.region,
    crs: options.crs,
    terrain: terrain?.grid,
    neighbours: { threshold: options.threshold, ...(column === undefined ? {} : { column }) },
  });
  const inputs = [file, ...(terrain?.files ?? [])].map(({ name, sha256 }) => ({ name, sha256 }));
  const steps: StepReport[] = [{ ...cleaned.report, inputs }];
  let { result } = cleaned;
  if (options.repair !== undefined) {
    const repairs = options.repair.includes("all") ? undefined : options.repair;
    const repaired = applyCoordinateRepair(result, { repairs, crs: options.crs });
    result = repaired.result;
    steps.push(repaired.report);
  }
  await writeResults({ [options.out]: writeCsv(result) }, { report: options.report, steps, inputs });
  printWarnings(steps);
  printSummary(steps, options.out);
}

/** A file of another kind is told so at once, and not by the first column that some check misses. */
function checkPoints(points: Columns, file: string): void {
  const has = (...names: string[]) => names.every((name) => points[name] !== undefined);
  if (has("longitude_deg", "latitude_deg") || has("easting_m", "northing_m")) return;
  throw new FormatError({
    file,
    problem:
      "this is no table of points (longitude_deg and latitude_deg, or easting_m and northing_m) nor of readings (station and reading_mgal)",
    advice: "The file of a gravimeter must be read first: igdp read FILE --out readings.csv.",
  });
}

/** These options mean nothing for points; a person who gives them has another file in mind. */
function refuseReadingOptions({ rename, coordinates, bases }: Options): void {
  const given = { "--rename": rename[0], "--coordinates": coordinates, "--bases": bases };
  for (const [argument, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const accepted = "left out for a table without the columns station and reading_mgal";
    throw new ArgumentError({
      argument,
      value,
      accepted,
      advice: "igdp read makes such a table of readings.",
    });
  }
}

/** How many rows have each flag, a line a flag. */
function printSummary(steps: readonly StepReport[], out: string): void {
  const [{ rows, figures }, repair] = steps;
  for (const [flag, count] of Object.entries(figures.flags as Record<string, number>))
    console.log(`${String(count).padStart(7)}  ${flag}`);
  for (const check of figures.not_checked as readonly string[]) console.log(`not checked: ${check}`);
  const repaired = repair === undefined ? "" : `, ${repair.rows.repaired} repaired`;
  console.log(`${rows.points} points, ${rows.flagged} flagged${repaired} → ${out}`);
}

function regionOption(text: string): Region {
  const numbers = text.split("/").map(Number);
  const [west, east, south, north] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || !(west < east && south < north)) {
    throw new InvalidArgumentError("It must be west/east/south/north in degrees, such as 100/108/13/23.");
  }
  return [west, east, south, north];
}

function listOfWords(text: string): readonly string[] {
  const words = text.split(",").map((word) => word.trim());
  if (words.includes(""))
    throw new InvalidArgumentError("It must be all, or names such as swap,water_depth.");
  return words;
}
