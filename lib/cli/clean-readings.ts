import type { Columns } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import type { StepReport, TextFile } from "../core/report.js";
import { csvParts } from "../formats/csv.js";
import { detectUtcOffset } from "../formats/instruments/detect-utc-offset.js";
import { readPoints } from "../formats/points.js";
import { readTextFile } from "../node/files.js";
import { cleanReadings } from "../survey/clean/clean-readings.js";
import { applyReadingRepairs, proposedReadingRepairs } from "../survey/clean/reading-repairs.js";
import { printWarnings } from "./command.js";
import { writeResults } from "./results.js";

/** Options of `igdp clean` for a table of readings. */
export interface CleanReadingsCommand {
  readonly out: string;
  readonly report?: string;
  readonly coordinates?: string;
  readonly bases?: string;
  readonly repair?: readonly string[];
  readonly rename: readonly string[];
}

const REPAIRS = ["station_name", "tare"];

/** Whether a table is one of readings and not of points. */
export function isReadings(table: Columns): boolean {
  return table.reading_mgal !== undefined && table.station !== undefined;
}

/** Flags the readings of a file, and applies what was asked for. */
export async function cleanReadingsFile(
  file: TextFile,
  readings: Columns,
  options: CleanReadingsCommand,
): Promise<void> {
  const renames = renamesOf(options.rename);
  checkRepairs(options.repair);
  const list = options.coordinates === undefined ? undefined : await readTextFile(options.coordinates);
  const base = options.bases === undefined ? undefined : await readTextFile(options.bases);
  const cleaned = cleanReadings(readings, {
    ...(list && { stations: readPoints(list, ["station"]) }),
    ...(base && { bases: readPoints(base, ["station"]) }),
    detectOffset: detectUtcOffset,
  });
  const inputs = [file, list, base].flatMap((input) =>
    input ? [{ name: input.name, sha256: input.sha256 }] : [],
  );
  const steps: StepReport[] = [{ ...cleaned.report, inputs }];
  const wants = (repair: string) =>
    options.repair?.some((name) => name === repair || name === "all") ?? false;
  const proposed = proposedReadingRepairs(cleaned.report);
  const repairs = {
    names: { ...(wants("station_name") ? proposed.names : {}), ...renames },
    tares: wants("tare") ? proposed.tares : [],
  };
  let { result } = cleaned;
  if (options.repair !== undefined || options.rename.length > 0) {
    const repaired = applyReadingRepairs(result, repairs);
    result = repaired.result;
    steps.push(repaired.report);
  }
  await writeResults({ [options.out]: csvParts(result) }, { report: options.report, steps, inputs });
  printWarnings(steps);
  printSummary(steps, options.out);
}

function printSummary([{ rows, figures }, repair]: readonly StepReport[], out: string): void {
  for (const [flag, count] of Object.entries(figures.flags as Record<string, number>))
    console.log(`${String(count).padStart(7)}  ${flag}`);
  for (const [rule, reason] of Object.entries(figures.skipped_rules as Record<string, string>))
    console.log(`not checked: ${rule}, ${typed(reason)}`);
  const done =
    repair === undefined ? "" : `, ${repair.rows.renamed} renamed, ${repair.rows.stepped} freed of a step`;
  console.log(`${rows.readings} readings, ${rows.flagged} flagged${done} → ${out}`);
}

/** An option of the library, as it is typed here. */
function typed(text: string): string {
  return text.replace("options.stations", "--coordinates").replace("options.bases", "--bases");
}

function checkRepairs(repairs: readonly string[] = []): void {
  const unknown = repairs.find((name) => name !== "all" && !REPAIRS.includes(name));
  if (unknown === undefined) return;
  throw new ArgumentError({
    argument: "--repair",
    value: unknown,
    accepted: `all, or ${REPAIRS.join(", ")}, for readings`,
  });
}

function renamesOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, from, to] = /^\s*(.+?)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
      if (from !== undefined) return [from, to];
      const accepted = "the name that stands there, =, and the right one, such as SO12=S012";
      throw new ArgumentError({ argument: "--rename", value: text, accepted });
    }),
  );
}
