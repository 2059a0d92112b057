import { type Columns, textColumn } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { StepReport } from "../core/report.js";
import type { PermanentTide } from "../earth/tide-ephemeris.js";
import { writeCsv } from "../formats/csv.js";
import { readPoints } from "../formats/points.js";
import { readTextFile } from "../node/files.js";
import { adjustNetwork } from "../survey/adjust/adjust-network.js";
import { driftByLoop } from "../survey/adjust/drift-by-loop.js";
import {
  type NetworkChoices,
  namesOption,
  networkSettings,
  refuseNetworkOptions,
  tareAsTyped,
  tareOption,
} from "./adjust-settings.js";
import { type TideChoice, tideStep } from "./adjust-tide.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options extends NetworkChoices {
  bases: string;
  out: string;
  report?: string;
  method: "network" | "loops";
  tide: TideChoice;
  permanentTide?: PermanentTide;
  readingSigma: number;
  driftSigma: number;
}

/** `igdp adjust READINGS --bases BASES`: readings and bases → gravity at every station. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "adjust",
    "Takes tide and drift out of the readings and ties them to bases of known gravity, all loops in one network.",
    "igdp adjust readings.csv --bases bases.csv --out stations.csv --report adjust.json",
  )
    .argument(
      "<readings>",
      "CSV of readings: station, loop, meter, reading_mgal, time_utc or elapsed_minutes",
    )
    .requiredOption(
      "--bases <file>",
      "CSV of bases: station, gravity_mgal, and gravity_sigma_mgal if it is known",
    )
    .requiredOption("--out <file>", "the table of stations, CSV")
    .option(
      "--method <name>",
      "network (all readings at once, least squares) or loops (each loop alone, straight lines between base readings)",
      oneOf("network", "loops"),
      "network",
    )
    .option(
      "--tide <model>",
      "auto (Longman for readings that have no tide correction yet), longman, ephemeris or none",
      oneOf("auto", "longman", "ephemeris", "none"),
      "auto",
    )
    .option(
      "--permanent-tide <system>",
      "what gravity keeps (ephemeris), as in the bases: zero (the default), tide-free (as longman) or mean",
      oneOf("zero", "tide-free", "mean"),
    )
    .option(
      "--reading-sigma <mGal>",
      "standard deviation of a reading that has no sigma_mgal",
      numberOption("mGal"),
      0.01,
    )
    .option(
      "--drift-sigma <mGal/h>",
      "standard deviation of a drift that the readings do not show",
      numberOption("mGal/h"),
      0.02,
    )
    .action(adjust);
  command
    .option(
      "--drift-degree <N>",
      "degree of the drift polynomial, 0 to 3; default 1",
      numberOption("", [0, 3]),
    )
    .option(
      "--drift-by <what>",
      "loop (each loop of a meter has its own drift, the default) or meter",
      oneOf("loop", "meter"),
    )
    .option("--scale-factor <METER,...>", "meters whose scale factor is to be found", namesOption)
    .option(
      "--setup-sigma <mGal>",
      "what putting the meter down anew adds to the standard deviation; default 0",
      numberOption("mGal"),
    )
    .option(
      "--tare <[METER][/LOOP]@TIME>",
      "a jump that you confirm, at a time in UTC or in minutes; may be given several times",
      tareOption,
    )
    .option(
      "--robust <weights>",
      "none (default), huber or biweight: less weight for wild readings",
      oneOf("none", "huber", "biweight"),
    )
    .option("--variance-components", "find a factor for the sigmas of each meter")
    .option(
      "--observations <file>",
      "write residuals, tests and reliability there, CSV: one row an occupation",
    );
  return runCommand(command, argv);
}

async function adjust(path: string, options: Options): Promise<void> {
  if (options.method === "loops") refuseNetworkOptions(options);
  const [readingsFile, basesFile] = await Promise.all([readTextFile(path), readTextFile(options.bases)]);
  const readings = readPoints(readingsFile, ["station", "reading_mgal"]);
  const bases = readPoints(basesFile, ["station", "gravity_mgal"]);
  const tided = tideStep(readings, options.tide, options.permanentTide);
  const { result, report, observations, notes } = adjusted(tided.result, bases, options);
  if (report.rows.stations === report.rows.stations_flagged)
    throw nothingTied(report, options.bases, bases, path);
  const inputs = [readingsFile, basesFile].map(({ name, sha256 }) => ({ name, sha256 }));
  const reports: StepReport[] = [...tided.reports, { ...report, inputs }];
  await writeResults(
    {
      [options.out]: writeCsv(result),
      ...(options.observations && observations ? { [options.observations]: writeCsv(observations) } : {}),
    },
    { report: options.report, steps: reports, inputs: [readingsFile, basesFile] },
  );
  printWarnings(reports);
  for (const note of [tided.said, ...notes]) if (note) console.error(note);
  console.log(
    `${report.rows.stations} stations, ${report.rows.stations_flagged} without gravity → ${options.out}`,
  );
}

function adjusted(
  readings: Columns,
  bases: Columns,
  options: Options,
): { result: Columns; report: StepReport; observations?: Columns; notes: string[] } {
  const sigmas = {
    readingSigma_mgal: options.readingSigma,
    driftSigma_mgal_per_hour: options.driftSigma,
  };
  if (options.method === "loops") return { ...driftByLoop(readings, bases, sigmas), notes: [] };
  const answer = adjustNetwork(readings, { ...networkSettings(options), ...sigmas, bases });
  const { chi_square, sigma0, degrees_of_freedom, proposed_tares } = answer.figures;
  const notes = proposed_tares.map(
    (tare) => `note: a jump of ${tare.step_mgal.toFixed(3)} mGal is confirmed with ${tareAsTyped(tare)}`,
  );
  if (degrees_of_freedom > 0)
    notes.push(
      `note: σ0 ${sigma0.toFixed(2)} with ${degrees_of_freedom} degrees of freedom; the χ² test ` +
        `${chi_square.accepted ? "accepts" : "rejects"} the sigmas`,
    );
  return { ...answer, notes };
}

/** No station has gravity: say why, rather than write an empty table. */
function nothingTied(report: StepReport, file: string, bases: Columns, readings: string): FormatError {
  const names = textColumn(bases, "station").slice(0, 5).join(", ");
  return new FormatError({
    file,
    problem: `no station of ${readings} gets gravity from its bases (${names})`,
    advice: report.warnings[0],
  });
}
