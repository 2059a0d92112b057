import { rowCount } from "../core/columns.js";
import { crossValidationWords } from "./cross-validation-words.js";
import type { GridFacts, ReleaseParts } from "./release-parts.js";
import { amount } from "./release-words.js";

/** The statement on the quality of the data, in sentences: accuracy, completeness, lineage, and what is not known. */
export function qualityStatement(parts: ReleaseParts, facts: readonly GridFacts[]): string[] {
  const { settings, points, chain } = parts;
  return [
    ...(settings.quality ? [settings.quality.trim()] : []),
    ...facts.map(accuracy),
    ...facts.map(crossValidationWords),
    ...facts.map(
      ({ quantityInSentence, known, nodes }) =>
        `Completeness of the ${quantityInSentence}: ${known} of ${nodes} nodes have a value; the others are marked as no data.`,
    ),
    points === undefined
      ? "Completeness of the stations: this release holds no stations."
      : `Completeness of the stations: ${rowCount(points.columns)} rows, those with a flag included.`,
    `Lineage: ${chain.links.length} commands from ${chain.sources.length} raw files; provenance.json tells each with its arguments and checksums. ${chain.missing.length === 0 ? "The chain has no gap." : `The chain has gaps: ${chain.missing.join(" ")}`}`,
  ];
}

function accuracy({ quantityInSentence, units, sigma, misfit }: GridFacts): string {
  const known =
    sigma === undefined
      ? "its standard deviation is not known"
      : `half of its nodes have a standard deviation below ${amount(sigma, units)}`;
  const fit =
    misfit === undefined
      ? "it was not compared with the stations"
      : `at ${misfit.points} of ${misfit.withoutFlag} stations without a flag${elsewhere(misfit)} the grid differs from them by ${amount(misfit.mean, units)} on average, with a standard deviation of ${amount(misfit.deviation, units)}`;
  return `Accuracy of the ${quantityInSentence}: ${known}; ${fit}.`;
}

function elsewhere({ points, withoutFlag }: NonNullable<GridFacts["misfit"]>): string {
  if (points === withoutFlag) return "";
  return " (at the others the grid or the station has no value)";
}
