import { dirname, isAbsolute, join } from "node:path";
import type { Columns } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { InputFile, Reported, TextFile } from "../core/report.js";
import { readPoints } from "../formats/points.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { standardisePoints } from "../reduce/standardise-points.js";
import { pointsOfGrid } from "../survey/compile/points-of-grid.js";
import type { CompilePlan, GridSource, PointSource, ReleaseSource } from "./compile-plan.js";
import { openReleaseContent } from "./compile-release.js";
import { readGeoid } from "./geoid-file.js";

/** The sources of a plan, opened and on one standard. */
export interface OpenedSources {
  readonly points: readonly Reported<Columns>[];
  readonly grids: readonly Columns[];
  readonly background: Grid | undefined;
  readonly files: readonly InputFile[];
}

/** Columns of numbers beside those that every list may have. */
const NUMBERS = ["height_sigma_m", "position_sigma_m", "water_depth_m", "terrain_correction_mgal"];

/** Opens the files of a plan, which are named from the plan's own folder. */
export async function openSources(plan: CompilePlan, path: string): Promise<OpenedSources> {
  const files: InputFile[] = [];
  const near = (name: string) => (isAbsolute(name) ? name : join(dirname(path), name));
  const grid = async (name: string): Promise<Grid> => {
    const read = await readGridFile(near(name));
    files.push(...read.files);
    return read.grid;
  };
  const points: Reported<Columns>[] = [];
  const grids: Columns[] = [];
  const column = plan.levelling.column ?? "bouguer_anomaly_mgal";
  for (const source of plan.sources) {
    if ("grid" in source) {
      grids.push(nodesOf(await grid(source.grid), source, column));
      continue;
    }
    const released = "release" in source ? await openReleaseContent(near(source.release), column) : undefined;
    if (released !== undefined && "grid" in released) {
      files.push(...released.files);
      grids.push(nodesOf(released.grid, { survey: released.title, ...source }, column));
      continue;
    }
    const file = released?.points ?? (await readTextFile(near((source as PointSource).file)));
    const heights = source.geoid === undefined ? undefined : await readGeoid(near(source.geoid));
    files.push(file, ...(heights ? [heights.file] : []));
    points.push(standardised(file, source, heights?.grid, released?.title));
  }
  const { background } = plan.levelling;
  return { points, grids, background: background && (await grid(background.grid)), files };
}

/** The points of a file on one standard; a release's title is the survey of points that name none. */
function standardised(
  file: TextFile,
  source: PointSource | ReleaseSource,
  geoid: Grid | undefined,
  title: string | undefined,
): Reported<Columns> {
  const numbers = [...NUMBERS, ...(source.anomaly ? [source.anomaly.column] : [])];
  const { survey: names, ...rest } = named(readPoints(file, [], { numbers }), source.surveyColumn, file.name);
  // Whoever takes a release cannot change its table: a survey that the plan names counts for all of it.
  const isRenamed = names !== undefined && title !== undefined && source.survey !== undefined;
  const table: Columns = names === undefined || isRenamed ? rest : { ...rest, survey: names };
  const survey = source.survey ?? (names === undefined ? title : undefined);
  const { crs, operation, shift, heightUnit, gravityDatum, anomaly } = source;
  const { gravitySigma_mgal, heightSigma_m, positionSigma_m } = source;
  const { result, report } = standardisePoints(table, {
    ...{ survey, crs, operation, shift, heightUnit, geoid, gravityDatum, anomaly },
    ...{ gravitySigma_mgal, heightSigma_m, positionSigma_m },
  });
  if (result.survey === undefined)
    throw new FormatError({
      file: file.name,
      problem: "nothing says which survey these points are of",
      advice: "Write survey or surveyColumn in the plan.",
    });
  return { result, report: { ...report, inputs: [{ name: file.name, sha256: file.sha256 }] } };
}

function nodesOf(
  grid: Grid,
  { survey, sigma_mgal, block }: Omit<GridSource, "grid">,
  column: string,
): Columns {
  return pointsOfGrid(grid, { survey, sigma_mgal, block, column });
}

/** The table with the column of its surveys called `survey`. */
function named(table: Columns, column: string | undefined, file: string): Columns {
  if (column === undefined) return table;
  const values = table[column];
  if (values === undefined)
    throw new FormatError({
      file,
      column,
      problem: "this column is missing",
      advice: `The columns are: ${Object.keys(table).join(", ")}.`,
    });
  const survey = values instanceof Float64Array ? Array.from(values, String) : values;
  return { ...table, survey };
}
