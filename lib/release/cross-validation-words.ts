import type { CrossValidation, MethodErrors } from "./cross-validation.js";
import type { GridFacts } from "./release-parts.js";
import { amount, spacingText } from "./release-words.js";
import type { ReportBlock, ReportTable } from "./report-blocks.js";

/** Shares within one sigma at which it is called right; of normal errors 68 % are. */
const RIGHT = [0.62, 0.75] as const;

/** Cross-validation of a grid in sentences: how it was done, what came out and what that means; or that there was none. */
export function crossValidationWords(facts: GridFacts): string {
  const { quantity, crossValidation: found, units } = facts;
  const name = `Cross-validation of the ${quantity}: `;
  if (found === undefined)
    return `${name}none was made, so nothing says how well the grid predicts between its points. To make one, grid with igdp grid --calibrate (or --method auto), or run igdp cross-validate on the same points, and give the report to igdp release with --reports.`;
  const { method, parameters, heldOut, rmse, bias, methods } = found;
  const best = methods.length > 1 && methods[0].rmse === rmse;
  const how = `${heldOut} points were held out${partsText(found, facts)} and predicted from the rest with ${method}${parameters && ` (${parameters})`}${best ? `, which predicted best of ${methods.length} methods and parameters` : ""}.`;
  const mean = bias === undefined ? "" : `${amount(bias, units)} on average and `;
  const error = `Prediction less measurement is ${mean}${amount(rmse, units)} in root mean square: expect such an error where the map is as far from its points as those were.`;
  return [name + how, error, sigmaText(found)].filter(Boolean).join(" ");
}

function partsText({ folds, blockSize }: CrossValidation, { crs }: GridFacts): string {
  const parts = folds === undefined ? "" : ` in ${folds} parts`;
  return blockSize === undefined ? parts : `${parts}, in blocks of ${spacingText(rounded(blockSize), crs)},`;
}

const rounded = ([x, y]: readonly [number, number]): readonly [number, number] => [
  Number(x.toPrecision(3)),
  Number(y.toPrecision(3)),
];

function sigmaText({ insideOneSigma: one, insideTwoSigma: two }: MethodErrors): string {
  if (one === undefined || two === undefined)
    return "The method has no standard deviation that could be compared with these errors.";
  const judged =
    one < RIGHT[0]
      ? "too small: the errors are larger than it says"
      : one > RIGHT[1]
        ? "too large: the errors are smaller than it says"
        : "about right";
  return `${percent(one)} of these differences lie within 1 standard deviation and ${percent(two)} within 2 (of normal errors 68 % and 95 %): the standard deviation is ${judged}.`;
}

/** The section on cross-validation: a paragraph for each grid, with tables where one was made. */
export function crossValidationBlocks(facts: readonly GridFacts[]): ReportBlock[] {
  return facts.flatMap((fact): ReportBlock[] => [
    { kind: "paragraph", text: crossValidationWords(fact) },
    ...(fact.crossValidation ? tablesOf(fact, fact.crossValidation) : []),
  ]);
}

function tablesOf({ quantity, units }: GridFacts, { methods, coverage }: CrossValidation): ReportTable[] {
  const unit = units && `, ${units}`;
  const ranking: ReportTable = {
    kind: "table",
    caption: `Methods tried for the ${quantity}, best first, and their errors at points that were held out${unit}`,
    head: ["Method", "Parameters", "Root mean square", "Mean size", "Mean", "Within 1 σ", "Within 2 σ"],
    rows: methods.map(({ method, parameters, rmse, fellBehind, ...row }) => [
      ...[method, parameters || "as usual", fellBehind ? `${number(rmse)} (first part alone)` : number(rmse)],
      ...[number(row.meanAbsoluteError), number(row.bias)],
      ...[percent(row.insideOneSigma), percent(row.insideTwoSigma)],
    ]),
  };
  if (coverage.length === 0) return [ranking];
  return [
    ranking,
    {
      kind: "table",
      caption: `How often the standard deviation of the ${quantity} was right, by part of the survey`,
      head: ["Part", "Points", "Within 1 σ (68 %)", "Within 2 σ (95 %)"],
      rows: coverage.map(({ part, points, insideOneSigma, insideTwoSigma }) => [
        ...[part, String(points), percent(insideOneSigma), percent(insideTwoSigma)],
      ]),
    },
  ];
}

function number(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? "–" : String(Number(value.toPrecision(3)));
}

function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${(100 * share).toFixed(0)} %`;
}
