import { type Columns, optionalTextColumn } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import { writeCsv } from "../formats/csv.js";
import { readPoints } from "../formats/points.js";
import { figureSvg } from "../map/figure-svg.js";
import { readTextFile } from "../node/files.js";
import { planNetwork } from "../survey/adjust/plan-network.js";
import type { PlanNetworkOptions } from "../survey/adjust/plan-options.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  readingSigma: number;
  setupSigma: number;
  driftWalk: number;
  driftDegree: number;
  out: string;
  report?: string;
  ties?: string;
  map?: string;
  meters?: string;
  days?: number;
  hoursPerDay: number;
  travelSpeed: number;
  visitMinutes: number;
  readingsPerVisit: number;
  rankBy: "mean" | "worst";
  target?: number;
}

/** `igdp plan DESIGN`: loops that are planned → the sigmas, reliability and cost to expect. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "plan",
    "Tells before the field how good gravity will be, what a planned survey costs, and which extra tie helps most.",
    "igdp plan design.csv --reading-sigma 0.005 --days 10 --out sigmas.csv --report plan.json",
  )
    .argument(
      "<design>",
      "CSV, a row a visit in order: loop, station, coordinates; base_sigma_mgal at bases; meter, elapsed_minutes",
    )
    .requiredOption("--out <file>", "the table of stations with their sigmas, CSV")
    .option("--ties <file>", "write the extra ties there, the best first, CSV")
    .option("--map <file>", "draw the plan there, SVG")
    .option(
      "--meters <file>",
      'JSON of the meters by name, such as {"CG-6": {"readingSigma_mgal": 0.005}}, in place of the next four',
    )
    .option("--reading-sigma <mGal>", "standard deviation of a reading", numberOption("mGal"), 0.01)
    .option("--setup-sigma <mGal>", "what putting the meter down anew adds", numberOption("mGal"), 0)
    .option(
      "--drift-walk <mGal/sqrt(h)>",
      "strength of a wandering drift",
      numberOption("mGal per root hour"),
      0,
    )
    .option("--drift-degree <number>", "degree of the drift of a loop", numberOption("", [0, 3]), 1)
    .option("--days <number>", "field days that there are", numberOption("days"))
    .option("--hours-per-day <h>", "hours of a field day", numberOption("hours"), 8)
    .option("--travel-speed <km/h>", "speed between stations", numberOption("km/h"), 30)
    .option("--visit-minutes <min>", "minutes that a visit takes", numberOption("minutes"), 10)
    .option("--readings-per-visit <number>", "readings at every visit", numberOption(), 1)
    .option(
      "--rank-by <sigma>",
      "the best tie lowers the mean or the worst sigma",
      oneOf("mean", "worst"),
      "mean",
    )
    .option("--target <mGal>", "the sigma that every station is to have", numberOption("mGal"))
    .action(plan);
  return runCommand(command, argv);
}

async function plan(path: string, options: Options): Promise<void> {
  const file = await readTextFile(path);
  const design = readPoints(file, ["loop", "station", "base_sigma_mgal"]);
  const metersFile = options.meters === undefined ? undefined : await readTextFile(options.meters);
  const { out, report, ties, map } = options;
  const answer = planNetwork(design, {
    meters: metersFile === undefined ? oneKind(design, options) : metersOf(metersFile),
    ...{ days: options.days, hoursPerDay: options.hoursPerDay, rankBy: options.rankBy },
    travelSpeed_km_per_hour: options.travelSpeed,
    visitMinutes: options.visitMinutes,
    readingsPerVisit: options.readingsPerVisit,
    target_mgal: options.target,
  });
  const inputs = [file, ...(metersFile ? [metersFile] : [])].map(({ name, sha256 }) => ({ name, sha256 }));
  const step = { ...answer.report, inputs };
  const picture = answer.figure && figureSvg(answer.figure, { width: 860, height: 620 });
  await writeResults(
    {
      [out]: writeCsv(answer.result),
      ...(ties ? { [ties]: writeCsv(answer.ties) } : {}),
      ...(map && picture ? { [map]: picture } : {}),
    },
    { report, steps: [step], inputs },
  );
  printWarnings([step]);
  if (map && !picture) console.error("warning: no map: the stations have no coordinates.");
  console.log(`${answer.text}\n\n${answer.figures.stations} stations → ${out}`);
}

/** The meters of the design, all of one kind. */
function oneKind(design: Columns, options: Options): NonNullable<PlanNetworkOptions["meters"]> {
  const names = [...new Set(optionalTextColumn(design, "meter") ?? [])].filter(Boolean);
  const meter = {
    readingSigma_mgal: options.readingSigma,
    setupSigma_mgal: options.setupSigma,
    driftWalk_mgal_per_root_hour: options.driftWalk,
    driftDegree: options.driftDegree,
  };
  return Object.fromEntries((names.length > 0 ? names : [""]).map((name) => [name, meter]));
}

function metersOf(file: TextFile): NonNullable<PlanNetworkOptions["meters"]> {
  try {
    const meters: unknown = JSON.parse(file.text);
    if (typeof meters === "object" && meters !== null && !Array.isArray(meters))
      return meters as NonNullable<PlanNetworkOptions["meters"]>;
  } catch {
    // said below
  }
  throw new FormatError({
    file: file.name,
    problem: "it is no JSON object of meters by name",
    advice: 'Write for example {"CG-6": {"readingSigma_mgal": 0.005}}.',
  });
}
