import { dirname, isAbsolute, join } from "node:path";
import type { Columns } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { InputFile, Reported } from "../core/report.js";
import { readPoints } from "../formats/points.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { standardisePoints } from "../reduce/standardise-points.js";
import { pointsOfGrid } from "../survey/compile/points-of-grid.js";
import type { CompilePlan, GridSource, PointSource } from "./compile-plan.js";
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
    const file = await readTextFile(near(source.file));
    files.push(file);
    const { file: _, surveyColumn, geoid, ...options } = source;
    const table = named(
      readPoints(file, [], { numbers: [...NUMBERS, ...anomalyColumn(source)] }),
      surveyColumn,
      file.name,
    );
    const heights = geoid === undefined ? undefined : await readGeoid(near(geoid));
    if (heights !== undefined) files.push(heights.file);
    const { result, report } = standardisePoints(table, { ...options, geoid: heights?.grid });
    if (result.survey === undefined)
      throw new FormatError({
        file: file.name,
        problem: "nothing says which survey these points are of",
        advice: "Write survey or surveyColumn in the plan.",
      });
    points.push({ result, report: { ...report, inputs: [{ name: file.name, sha256: file.sha256 }] } });
  }
  const { background } = plan.levelling;
  return { points, grids, background: background && (await grid(background.grid)), files };
}

function nodesOf(grid: Grid, { survey, sigma_mgal, block }: GridSource, column: string): Columns {
  return pointsOfGrid(grid, { survey, sigma_mgal, block, column });
}

function anomalyColumn({ anomaly }: PointSource): string[] {
  return anomaly === undefined ? [] : [anomaly.column];
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
