import { type Columns, rowCount } from "../core/columns.js";
import { ArgumentError, FormatError } from "../core/errors.js";
import type { InputFile, Reported, StepReport, TextFile } from "../core/report.js";
import { TIDE_MODELS } from "../earth/tide.js";
import type { PermanentTide } from "../earth/tide-ephemeris.js";
import { readBlq } from "../formats/blq.js";
import { writeCsv } from "../formats/csv.js";
import { readPoles } from "../formats/iers-poles.js";
import { readPoints } from "../formats/points.js";
import { readTextFile } from "../node/files.js";
import { correctInstrumentHeight } from "../survey/correct/correct-instrument-height.js";
import { correctPolarMotion } from "../survey/correct/correct-polar-motion.js";
import { correctPressure } from "../survey/correct/correct-pressure.js";
import { correctTide } from "../survey/correct/correct-tide.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  out: string;
  report?: string;
  tide?: (typeof TIDE_MODELS)[number];
  permanentTide?: PermanentTide;
  onlyMissing?: true;
  oceanLoading?: string;
  pressure?: number | "normal";
  poles?: string;
  instrumentHeight?: number | "normal";
}

/** `igdp correct READINGS`: readings → readings without tide, air pressure, polar motion, height of the meter. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "correct",
    "Takes out of readings what is not the station's gravity. Each correction is added to reading_mgal and kept in a column of its own; what the meter, or an earlier run, had put there is taken out first.",
    "igdp correct readings.csv --tide ephemeris --permanent-tide tide-free --instrument-height normal --out corrected.csv",
  )
    .argument("<readings>", "CSV of readings: station, reading_mgal, and what each correction needs")
    .requiredOption("--out <file>", "the corrected readings, CSV")
    .option(
      "--tide <model>",
      "longman (as the meters do it) or ephemeris (better than 1 µGal); needs time_utc, latitude_deg, longitude_deg",
      oneOf(...TIDE_MODELS),
    )
    .option(
      "--permanent-tide <system>",
      "what gravity keeps (ephemeris): zero (the default), tide-free (as longman) or mean",
      oneOf("zero", "tide-free", "mean"),
    )
    .option("--only-missing", "keep tides that are there already; compute the empty and the zero ones")
    .option(
      "--ocean-loading <file>",
      "with --tide: the ocean's part from a BLQ file of gravity, from its nearest place within 50 km",
    )
    .option(
      "--pressure <admittance>",
      "air pressure: normal (-0.3), or an admittance in µGal/hPa; needs air_pressure_hpa and height_m",
      normalOr(numberOption("µGal/hPa", [-1, 0])),
    )
    .option("--poles <file>", "polar motion, from a file of the IERS: EOP C04 or finals2000A")
    .option(
      "--instrument-height <gradient>",
      "down to the mark: normal (-0.3086), or a gradient in mGal/m; a column gradient_mgal_per_m goes before; needs instrument_height_m",
      normalOr(numberOption("mGal/m", [-0.7, -0.1])),
    )
    .action(correct);
  return runCommand(command, argv);
}

/** A parser for `normal` or a number. */
function normalOr(number: (text: string) => number): (text: string) => number | "normal" {
  return (text) => (text === "normal" ? text : number(text));
}

async function correct(path: string, options: Options): Promise<void> {
  checkChoice(options);
  const file = await readTextFile(path);
  const ocean = options.oceanLoading === undefined ? undefined : await readTextFile(options.oceanLoading);
  const poles = options.poles === undefined ? undefined : await readTextFile(options.poles);
  let result = readPoints(file, ["reading_mgal"]);
  const reports: StepReport[] = [];
  for (const step of stepsOf(options, ocean, poles)) {
    const done = inFile(file, () => step(result));
    result = done.result;
    const inputs = reports.length === 0 ? [inputOf(file)] : [];
    reports.push({ ...done.report, inputs: [...inputs, ...done.report.inputs] });
  }
  const inputs = [file, ocean, poles].filter((input) => input !== undefined);
  await writeResults({ [options.out]: writeCsv(result) }, { report: options.report, steps: reports, inputs });
  printWarnings(reports);
  console.log(`${rowCount(result)} readings, ${reports.map(({ step }) => step).join(", ")} → ${options.out}`);
}

type Step = (readings: Columns) => Reported<Columns>;

/** The corrections that were asked for. */
function stepsOf(options: Options, ocean: TextFile | undefined, poles: TextFile | undefined): Step[] {
  const steps: Step[] = [];
  const { tide: model, permanentTide, onlyMissing, pressure, instrumentHeight } = options;
  if (model !== undefined) {
    const places = ocean && { oceanLoading: readBlq(ocean) };
    const settings = { model, permanentTide, onlyMissing, ...places };
    steps.push((readings) => withInput(correctTide(readings, settings), ocean));
  }
  if (pressure !== undefined)
    steps.push((readings) =>
      correctPressure(readings, pressure === "normal" ? {} : { admittance_ugal_per_hpa: pressure }),
    );
  if (poles !== undefined) {
    const series = readPoles(poles);
    steps.push((readings) => withInput(correctPolarMotion(readings, series), poles));
  }
  if (instrumentHeight !== undefined)
    steps.push((readings) =>
      correctInstrumentHeight(
        readings,
        instrumentHeight === "normal" ? {} : { gradient_mgal_per_m: instrumentHeight },
      ),
    );
  return steps;
}

function withInput({ result, report }: Reported<Columns>, file: TextFile | undefined): Reported<Columns> {
  return { result, report: { ...report, inputs: file === undefined ? [] : [inputOf(file)] } };
}

function inputOf({ name, sha256 }: InputFile): InputFile {
  return { name, sha256 };
}

function checkChoice({ tide, oceanLoading, onlyMissing, pressure, poles, instrumentHeight }: Options): void {
  if (tide === undefined && pressure === undefined && poles === undefined && instrumentHeight === undefined)
    throw new ArgumentError({
      argument: "what to correct",
      value: "nothing",
      accepted: "one or more of --tide, --pressure, --poles, --instrument-height",
    });
  for (const [option, value] of [
    ["--ocean-loading", oceanLoading],
    ["--only-missing", onlyMissing],
  ]) {
    if (value !== undefined && tide === undefined)
      throw new ArgumentError({
        argument: `${option}`,
        value,
        accepted: "beside --tide longman or ephemeris",
      });
  }
}

/** A column that is missing is told with the file's name. */
function inFile<Result>(file: TextFile, step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof ArgumentError) || !/^(column|gradient_mgal_per_m|readings)/.test(error.argument))
      throw error;
    throw new FormatError({ file: file.name, problem: error.message.replace(/\.$/, "") });
  }
}
