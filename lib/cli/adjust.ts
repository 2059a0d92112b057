import { type Columns, textColumn } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { Reported, StepReport } from "../core/report.js";
import { writeCsv } from "../formats/csv.js";
import { readPoints } from "../formats/points.js";
import { readTextFile, writeFiles } from "../node/files.js";
import { driftByLoop } from "../survey/adjust/drift-by-loop.js";
import { correctTide } from "../survey/correct/correct-tide.js";
import { newCommand, printWarnings, reportJson, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";

interface Options {
  bases: string;
  out: string;
  report?: string;
  tide: "auto" | "longman" | "none";
  readingSigma: number;
  driftSigma: number;
}

/** `igdp adjust READINGS --bases BASES`: readings and bases → gravity at every station. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "adjust",
    "Takes tide and drift out of the readings of each loop and ties them to bases of known gravity.",
    "igdp adjust readings.csv --bases bases.csv --out stations.csv --report adjust.json",
  )
    .argument("<readings>", "CSV of readings: station, loop, reading_mgal, time_utc or elapsed_minutes")
    .requiredOption(
      "--bases <file>",
      "CSV of bases: station, gravity_mgal, and gravity_sigma_mgal if it is known",
    )
    .requiredOption("--out <file>", "the table of stations, CSV")
    .option(
      "--tide <model>",
      "auto (Longman for readings that have no tide correction yet), longman or none",
      oneOf("auto", "longman", "none"),
      "auto",
    )
    .option(
      "--reading-sigma <mGal>",
      "standard deviation of a reading that has no sigma_mgal",
      numberOption("mGal"),
      0.01,
    )
    .option(
      "--drift-sigma <mGal/h>",
      "standard deviation of the drift where no two base visits enclose a reading",
      numberOption("mGal/h"),
      0.02,
    )
    .action(adjust);
  return runCommand(command, argv);
}

async function adjust(path: string, options: Options): Promise<void> {
  const [readingsFile, basesFile] = await Promise.all([readTextFile(path), readTextFile(options.bases)]);
  const readings = readPoints(readingsFile, ["station", "reading_mgal"]);
  const bases = readPoints(basesFile, ["station", "gravity_mgal"]);
  const tided = tideStep(readings, options.tide);
  const { result, report } = driftByLoop(tided.result, bases, {
    readingSigma_mgal: options.readingSigma,
    driftSigma_mgal_per_hour: options.driftSigma,
  });
  if (report.rows.stations === report.rows.stations_flagged)
    throw nothingTied(report, options.bases, bases, path);
  const inputs = [readingsFile, basesFile].map(({ name, sha256 }) => ({ name, sha256 }));
  const reports: StepReport[] = [...tided.reports, { ...report, inputs }];
  await writeFiles(
    {
      [options.out]: writeCsv(result),
      ...(options.report ? { [options.report]: reportJson(reports) } : {}),
    },
    { inputs: [path, options.bases] },
  );
  printWarnings(reports);
  if (tided.said) console.error(tided.said);
  console.log(
    `${report.rows.stations} stations, ${report.rows.stations_flagged} without gravity → ${options.out}`,
  );
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

function tideStep(
  readings: Columns,
  tide: Options["tide"],
): { result: Columns; reports: StepReport[]; said?: string } {
  if (tide === "none") return { result: readings, reports: [] };
  const canTide = ["time_utc", "latitude_deg", "longitude_deg"].every((name) => readings[name] !== undefined);
  const onlyMissing = tide === "auto" && readings.tide_correction_mgal !== undefined;
  if (tide === "auto" && !canTide) {
    const said = onlyMissing
      ? "note: the tide corrections in the file were kept"
      : "warning: no tide correction: it needs time_utc, latitude_deg and longitude_deg.";
    return { result: readings, reports: [], said };
  }
  const { result, report }: Reported<Columns> = correctTide(readings, { onlyMissing });
  const { corrected, kept } = report.rows;
  const keptPart = kept > 0 ? `; the meter's own was kept for ${kept}` : "";
  const said = `note: the tide was corrected by Longman's formula for ${corrected} readings${keptPart}`;
  return { result, reports: [report], said };
}
