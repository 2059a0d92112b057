import type { Columns } from "../core/columns.js";
import { stackRows } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { StepReport, TextFile } from "../core/report.js";
import { writeCsv } from "../formats/csv.js";
import { readTextFile } from "../node/files.js";
import { reduceStations } from "../reduce/reduce-stations.js";
import { findDuplicates } from "../survey/clean/points-duplicates.js";
import { compileSurveys } from "../survey/compile/compile-surveys.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { type CompilePlan, parsePlan } from "./compile-plan.js";
import { type OpenedSources, openSources } from "./compile-sources.js";
import { writeResults } from "./results.js";

interface Options {
  out: string;
  surveys?: string;
  pairs?: string;
  report?: string;
}

/** `igdp compile PLAN`: point files and grids of several surveys → one table on one standard and one level. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "compile",
    "Brings points and grids of several surveys to one standard (gravity datum, positions, heights), reduces them alike, levels them to one another, and says what was changed for whom. A plan in JSON names the files and what each stands on. No row is dropped.",
    "igdp compile plan.json --out compiled.csv --surveys surveys.csv --pairs pairs.csv --report compile.json",
  )
    .argument(
      "<plan>",
      "JSON: sources (files and what they stand on), reduction, levelling; see the example below",
    )
    .requiredOption("--out <file>", "all points with level_correction_mgal and the levelled column, CSV")
    .option("--surveys <file>", "a row a survey: shift, sigma, decision, CSV")
    .option("--pairs <file>", "a row a pair of surveys: differences before and after, CSV")
    .addHelpText("after", PLAN_EXAMPLE)
    .action(compile);
  return runCommand(command, argv);
}

const PLAN_EXAMPLE = `
A plan:
  {
    "sources": [
      { "file": "new.csv", "survey": "Country A" },
      { "file": "old.csv", "surveyColumn": "sheet", "crs": "EPSG:4131", "gravityDatum": "potsdam",
        "heightUnit": { "B-2": "ft" }, "gravitySigma_mgal": 0.12, "heightSigma_m": 3 },
      { "grid": "altimetry.nc", "survey": "altimetry", "sigma_mgal": 3, "block": 4 },
      { "release": "../country-b-2026", "survey": "Country B" }
    ],
    "reduction": { "standard": "hinze2005" },
    "levelling": { "column": "bouguer_anomaly_mgal", "reference": ["Country A"] }
  }
Files are looked for beside the plan. A release brings its points, or where it shares none, its grid.
What a source may say are the options of standardisePoints (or pointsOfGrid, for a grid), reduction has those of
reduceStations, levelling those of compileSurveys (background: { "grid", "sigma_mgal" }).
`;

async function compile(path: string, options: Options): Promise<void> {
  const file = await readTextFile(path);
  const plan = parsePlan(file);
  const sources = await openSources(plan, path);
  const { points, steps } = onOneStandard(plan, sources);
  const distinct = findDuplicates(points);
  const { result, report } = compileSurveys(distinct.result, levellingOf(plan, sources, file));
  const inputs = [file, ...sources.files].map(({ name, sha256 }) => ({ name, sha256 }));
  const all: StepReport[] = [...steps, distinct.report, { ...report, inputs }];
  await writeResults(
    {
      [options.out]: writeCsv(result.points),
      ...(options.surveys ? { [options.surveys]: writeCsv(result.surveys) } : {}),
      ...(options.pairs ? { [options.pairs]: writeCsv(result.pairs) } : {}),
    },
    { report: options.report, steps: all, inputs: [file, ...sources.files] },
  );
  printWarnings(all);
  printSurveys(result.surveys);
  console.log(`${report.rows.points} points of ${report.rows.surveys} surveys → ${options.out}`);
}

/** Points with gravity are standardised and reduced together; nodes of grids have the column already. */
function onOneStandard(plan: CompilePlan, sources: OpenedSources): { points: Columns; steps: StepReport[] } {
  const steps = sources.points.map(({ report }) => report);
  const parts: Columns[] = [];
  if (sources.points.length > 0) {
    const stacked = stackRows(sources.points.map(({ result }) => result));
    const reduced = reduceStations(stacked, plan.reduction);
    steps.push(reduced.report);
    parts.push(reduced.result);
  }
  return { points: stackRows([...parts, ...sources.grids]), steps };
}

function levellingOf(plan: CompilePlan, { background }: OpenedSources, file: TextFile) {
  const { background: named, ...levelling } = plan.levelling;
  if (named === undefined || background === undefined) return levelling;
  if (background.units !== "mGal")
    throw new FormatError({
      file: file.name,
      problem: `the background ${named.grid} is in ${background.units || "no unit"}, not in mGal`,
    });
  return { ...levelling, background: { grid: background, sigma_mgal: named.sigma_mgal } };
}

/** What was done to whom, a line a survey. */
function printSurveys(surveys: Columns): void {
  const [shift, sigma] = ["shift_mgal", "shift_sigma_mgal"].map((name) => surveys[name] as Float64Array);
  const decision = surveys.decision as readonly string[];
  for (const [k, name] of (surveys.survey as readonly string[]).entries()) {
    const amount = Number.isNaN(shift[k])
      ? ""
      : `${shift[k].toFixed(2)} ± ${sigma[k].toFixed(2)} mGal too high: `;
    console.log(`${name.padEnd(12)} ${amount}${decision[k]}`);
  }
}
