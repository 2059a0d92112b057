import type { InputFile, StepReport } from "../core/report.js";
import type { Chain, ChainLink } from "./chain.js";
import { isRecord } from "./command-run.js";

/** How a gridding method did at points that were held out. */
export interface MethodErrors {
  readonly method: string;
  /** Its parameters in words. */
  readonly parameters: string;
  /** Root mean square of prediction less measurement, in the units of the values. */
  readonly rmse: number;
  readonly meanAbsoluteError?: number;
  readonly bias?: number;
  /** Share of the differences within 1 and 2 standard deviations, from 0 to 1. */
  readonly insideOneSigma?: number;
  readonly insideTwoSigma?: number;
  /** True for a method that fell behind in the first part, and was not tried in the others. */
  readonly fellBehind?: true;
}

/** What cross-validation says of a grid: the errors of its method are those of {@link MethodErrors}. */
export interface CrossValidation extends MethodErrors {
  /** Number of points that were held out. */
  readonly heldOut: number;
  readonly folds?: number;
  /** Sides of the blocks that were held out together, in the units of the coordinates. */
  readonly blockSize?: readonly [number, number];
  /** All methods that were tried and did not fail, the best first. */
  readonly methods: readonly MethodErrors[];
  /** Shares within the calibrated standard deviation in parts of the survey; none where the grid's sigma is another one. */
  readonly coverage: readonly (Required<Pick<MethodErrors, "insideOneSigma" | "insideTwoSigma">> & {
    readonly part: string;
    readonly points: number;
  })[];
}

/**
 * What cross-validation found out about a grid: from the command that made it, or from an `igdp cross-validate` of the same
 * points and column that tried the grid's method. Undefined where there is neither. Reports may come from anywhere: what is
 * not as it should be counts as not there.
 */
export function crossValidationOf(
  { links, results }: Chain,
  { files }: { readonly files: readonly InputFile[] },
): CrossValidation | undefined {
  const made = results.find(({ sha256 }) => sha256 === files[0]?.sha256)?.fromLink;
  const maker = made === undefined ? undefined : links[made - 1];
  if (maker === undefined) return undefined;
  const own = maker.steps.find(isSearch);
  if (own !== undefined) return read(own);
  const asked = maker.steps.find(({ parameters }) => typeof parameters.method === "string");
  const other = links
    .filter((link) => link.command === "cross-validate" && sharesColumn(link, maker))
    .flatMap(({ steps }) => steps)
    .find(isSearch);
  return other && asked && read(other, asked.parameters);
}

const isSearch = ({ step }: StepReport): boolean => step === "chooseGridder";

/** Whether two commands read the same points, and the same column of them. */
function sharesColumn(one: ChainLink, other: ChainLink): boolean {
  const column = ({ arguments: words }: ChainLink) =>
    words.flatMap((word, k) =>
      word === "--column" ? [words[k + 1]] : word.startsWith("--column=") ? [word.slice(9)] : [],
    )[0];
  const read = new Set(one.inputs.map(({ sha256 }) => sha256));
  return column(one) === column(other) && other.inputs.some(({ sha256 }) => read.has(sha256));
}

/** The search as facts; with the parameters of a grid, those of the method that it was made with. */
function read(
  { figures, parameters, rows }: StepReport,
  asked?: Readonly<Record<string, unknown>>,
): CrossValidation | undefined {
  const table = listOf(figures.table).filter((row) => typeof row.rmse === "number");
  const chosen = asked === undefined ? table[0] : table.find((row) => isAsked(row, asked));
  if (chosen === undefined) return undefined;
  const isBest = chosen === table[0];
  const coverage = isBest && asked === undefined ? listOf(figures.coverage).flatMap(coverageOf) : [];
  const all = coverage.find(({ part }) => part === "all");
  const { blockSize, folds } = parameters;
  const isPair = Array.isArray(blockSize) && blockSize.length === 2 && blockSize.every(Number.isFinite);
  return {
    ...errorsOf(chosen),
    ...(all && { insideOneSigma: all.insideOneSigma, insideTwoSigma: all.insideTwoSigma }),
    heldOut: numberOf(chosen.heldOut) ?? numberOf(rows.held_out) ?? Number.NaN,
    ...(typeof folds === "number" && { folds }),
    ...(isPair && { blockSize: [Number(blockSize[0]), Number(blockSize[1])] as const }),
    methods: table.map(errorsOf),
    coverage,
  };
}

/** Whether a row of the ranking has the method of a grid, and no parameter that the grid has otherwise. */
function isAsked({ method, parameters }: Record<string, unknown>, asked: Readonly<Record<string, unknown>>) {
  const own = isRecord(parameters) ? parameters : {};
  return method === asked.method && Object.entries(own).every(([name, value]) => asked[name] === value);
}

function errorsOf(row: Record<string, unknown>): MethodErrors {
  const parameters = Object.entries(isRecord(row.parameters) ? row.parameters : {});
  const [mean, bias, one, two] = ["meanAbsoluteError", "bias", "insideOneSigma", "insideTwoSigma"].map(
    (name) => numberOf(row[name]),
  );
  return {
    method: String(row.method),
    parameters: parameters.map(([name, value]) => `${name} ${String(value)}`).join(", "),
    rmse: numberOf(row.rmse) ?? Number.NaN,
    ...(mean !== undefined && { meanAbsoluteError: mean }),
    ...(bias !== undefined && { bias }),
    ...(row.isComplete === false && { fellBehind: true as const }),
    ...(one !== undefined && two !== undefined && { insideOneSigma: one, insideTwoSigma: two }),
  };
}

function coverageOf({ part, points, insideOneSigma, insideTwoSigma }: Record<string, unknown>) {
  if (typeof part !== "string" || typeof points !== "number") return [];
  if (typeof insideOneSigma !== "number" || typeof insideTwoSigma !== "number") return [];
  return [{ part, points, insideOneSigma, insideTwoSigma }];
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
