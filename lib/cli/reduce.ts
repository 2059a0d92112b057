import { InvalidArgumentError } from "commander";
import { type Columns, rowCount } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { ELLIPSOIDS } from "../earth/ellipsoid.js";
import { GRAVITY_DATUM_SHIFTS, type GravityDatum } from "../earth/gravity-datums.js";
import { NORMAL_GRAVITY_FORMULAS, type NormalGravityFormulaName } from "../earth/normal-gravity-formulas.js";
import { writeCsv } from "../formats/csv.js";
import { readPoints } from "../formats/points.js";
import { readTextFile } from "../node/files.js";
import { BULLARD_B_METHODS, type BullardBMethod } from "../reduce/bullard-b.js";
import { FREE_AIR_METHODS, type FreeAirMethod } from "../reduce/free-air-correction.js";
import { reduceStations } from "../reduce/reduce-stations.js";
import { reductionSettings } from "../reduce/reduction-settings.js";
import { REDUCTION_STANDARDS, type ReductionStandardName, standardName } from "../reduce/standards.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { readGeoid } from "./geoid-file.js";
import { numberOption, oneOf } from "./options.js";
import { addIsostasyOptions, checkIsostasy, type IsostasyOptions, withIsostasy } from "./reduce-isostasy.js";
import { addTerrainOptions, type TerrainOptions, withTerrain } from "./reduce-terrain.js";
import { writeResults } from "./results.js";

interface Options extends TerrainOptions, IsostasyOptions {
  out: string;
  report?: string;
  standard?: ReductionStandardName;
  density: number;
  ellipsoid: keyof typeof ELLIPSOIDS;
  normalGravity?: "closed-form" | NormalGravityFormulaName;
  freeAir?: FreeAirMethod;
  bullardB?: BullardBMethod;
  atmosphere?: boolean;
  geoid?: string;
  ellipsoidalHeight?: number;
  gravityDatum?: GravityDatum | number;
  heightSigma: number;
  positionSigma: number;
  densitySigma: number;
}

/** Columns of numbers that a reduction reads where a table has them. */
const FURTHER_NUMBERS = [
  "terrain_correction_mgal",
  "water_depth_m",
  "lake_depth_m",
  "ice_thickness_m",
  "geoid_height_m",
  "height_sigma_m",
  "position_sigma_m",
  "terrain_correction_sigma_mgal",
];

/** `igdp reduce STATIONS`: station gravity → free-air, Bouguer and, with an elevation model, complete Bouguer anomalies. */
export function run(argv: string[]): Promise<number> {
  const formulas = ["closed-form", ...Object.keys(NORMAL_GRAVITY_FORMULAS)] as NormalGravityFormulaName[];
  const ellipsoids = Object.keys(ELLIPSOIDS) as (keyof typeof ELLIPSOIDS)[];
  const command = newCommand(
    "reduce",
    "Reduces station gravity to free-air and Bouguer anomalies, with --dem to complete ones; every correction in its own column.",
    "igdp reduce stations.csv --standard hinze2005 --geoid geoid.nc --out anomalies.csv --report reduce.json",
  )
    .argument(
      "<stations>",
      "CSV of stations: gravity_mgal, latitude_deg, and height_m or ellipsoidal_height_m",
    )
    .requiredOption("--out <file>", "the table with anomalies, CSV")
    .option(
      "--standard <name>",
      `a whole recipe: ${Object.keys(REDUCTION_STANDARDS).join(", ")}; the options below change parts of it`,
      standardOption,
    )
    .option("--density <kg/m3>", "density of the Bouguer slab", numberOption("kg/m³"), 2670)
    .option(
      "--ellipsoid <name>",
      `${ellipsoids.join(", ")}, for the closed form`,
      oneOf(...ellipsoids),
      "GRS80",
    )
    .option("--normal-gravity <formula>", formulas.join(", "), oneOf(...formulas))
    .option("--free-air <method>", FREE_AIR_METHODS.join(", "), oneOf(...FREE_AIR_METHODS))
    .option(
      "--bullard-b <method>",
      `effect of the Earth's curvature: ${BULLARD_B_METHODS.join(", ")}`,
      oneOf(...BULLARD_B_METHODS),
    )
    .option("--atmosphere", "correct for the mass of the atmosphere")
    .option("--no-atmosphere", "do not, where the standard does")
    .option(
      "--ellipsoidal-height <m>",
      "height of all stations above the ellipsoid, where the table has none: a global field, a flight at one level",
      numberOption("metres", [-500, 300_000]),
    )
    .option("--geoid <file>", "geoid heights in metres on a grid in degrees")
    .option(
      "--gravity-datum <name>",
      "datum of gravity_mgal: igsn71, potsdam, or its own shift to IGSN71 in mGal",
      datumOption,
    )
    .option("--height-sigma <m>", "standard deviation of the heights", numberOption("metres"), 0)
    .option("--position-sigma <m>", "standard deviation of the positions", numberOption("metres"), 0)
    .option("--density-sigma <kg/m3>", "standard deviation of the density", numberOption("kg/m³"), 0);
  return runCommand(addIsostasyOptions(addTerrainOptions(command)).action(reduce), argv);
}

async function reduce(path: string, options: Options): Promise<void> {
  const { standard, density, ellipsoid, normalGravity, freeAir, bullardB, atmosphere, gravityDatum } =
    options;
  checkIsostasy(options, options.dem);
  const file = await readTextFile(path);
  const stations = withHeight(
    readPoints(file, ["gravity_mgal", "latitude_deg"], { numbers: FURTHER_NUMBERS }),
    options.ellipsoidalHeight,
  );
  const geoid = options.geoid === undefined ? undefined : await readGeoid(options.geoid);
  const reduction = {
    ...{ standard, density, ellipsoid, normalGravity, freeAir, bullardB, atmosphere, gravityDatum },
    geoid: geoid?.grid,
    heightSigma_m: options.heightSigma,
    positionSigma_m: options.positionSigma,
    densitySigma: options.densitySigma,
    airborne: options.airborne,
  };
  const curved = reductionSettings(reduction).bullardB !== "none";
  const terrain = await withTerrain(stations, options, { file: path, density, curved, geoid: geoid?.grid });
  const { result, report } = reduceStations(terrain.stations, reduction);
  const masses = { density, waterDensity: options.seaDensity };
  const isostasy = await withIsostasy(result, options, options.dem ?? [], masses);
  const inputs = [file, ...(geoid === undefined ? [] : [geoid.file])];
  const { ellipsoidalHeight: level } = options;
  const parameters = { ...report.parameters, ...(level !== undefined && { ellipsoidalHeight_m: level }) };
  const step = { ...report, parameters, inputs: inputs.map(({ name, sha256 }) => ({ name, sha256 })) };
  const steps = [...terrain.steps, step, ...isostasy.steps];
  await writeResults(
    { [options.out]: writeCsv(isostasy.result) },
    { report: options.report, steps, inputs: [...inputs, ...terrain.inputs] },
  );
  printWarnings(steps);
  console.log(
    `${report.rows.stations} stations, ${report.rows.without_anomaly} without anomaly → ${options.out}`,
  );
}

/** Stations of one height get it as a column; a height for those that have their own would change them unseen. */
function withHeight(stations: Columns, level: number | undefined): Columns {
  if (level === undefined) return stations;
  const own = ["ellipsoidal_height_m", "height_m"].find((name) => stations[name] !== undefined);
  if (own !== undefined)
    throw new ArgumentError({
      argument: "--ellipsoidal-height",
      value: level,
      accepted: `left out, for the table has its own heights (${own})`,
    });
  return { ...stations, ellipsoidal_height_m: new Float64Array(rowCount(stations)).fill(level) };
}

function standardOption(text: string): ReductionStandardName {
  try {
    return standardName(text);
  } catch (error) {
    if (error instanceof ArgumentError) throw new InvalidArgumentError(`It must be ${error.accepted}.`);
    throw error;
  }
}

function datumOption(text: string): GravityDatum | number {
  const name = text.toLowerCase();
  if (Object.hasOwn(GRAVITY_DATUM_SHIFTS, name)) return name as GravityDatum;
  const shift = Number(text);
  if (text.trim() !== "" && Number.isFinite(shift)) return shift;
  const names = Object.keys(GRAVITY_DATUM_SHIFTS).join(", ");
  throw new InvalidArgumentError(`It must be ${names}, or a number of mGal.`);
}
