import { nameList } from "../../core/text-page.js";
import type { BaseTie } from "./loop-drift.js";
import type { Occupation } from "./occupations.js";

/** A faster change than this, mGal/h, is no drift of a healthy spring gravimeter. */
const FASTEST_DRIFT = 0.2;
/** A loop that lasts longer than this, hours, is most likely two loops. */
const LONGEST_LOOP = 36;

/**
 * What a person should know about one loop before trusting its stations: one sentence for each thing.
 *
 * @param lost - bases that were read in the loop, but with no reading that can be used
 * @param known - all bases
 */
export function loopWarnings(
  loop: string,
  occupations: readonly Occupation[],
  ties: readonly BaseTie[],
  lost: readonly string[],
  known: ReadonlyMap<string, unknown>,
): string[] {
  const warnings = [...tieWarnings(loop, ties, lost, known), ...driftWarning(loop, ties)];
  const outside = occupations.filter(
    ({ minutes }) =>
      ties.length > 1 && (minutes < ties[0].minutes || minutes > ties[ties.length - 1].minutes),
  );
  if (outside.length > 0) {
    const names = outside.map((occupation) => occupation.station).join(", ");
    warnings.push(
      `Loop ${loop}: read before the first or after the last base: ${names}. Drift is a guess there.`,
    );
  }
  const last = occupations[occupations.length - 1]?.minutes ?? 0;
  const hours = (last - (occupations[0]?.minutes ?? 0)) / 60;
  if (hours > LONGEST_LOOP) {
    warnings.push(
      `Loop ${loop} lasts ${hours.toFixed(1)} hours. Is a date wrong, or are two loops under one name?`,
    );
  }
  return warnings;
}

function tieWarnings(
  loop: string,
  ties: readonly BaseTie[],
  lost: readonly string[],
  known: ReadonlyMap<string, unknown>,
): string[] {
  if (ties.length > 1) return [];
  if (ties.length === 1)
    return [`Loop ${loop} visits a base once: its drift is unknown, taken as zero, and counted in sigma.`];
  if (lost.length > 0) {
    return [
      `Loop ${loop} visits ${lost.join(", ")}, but no reading there can be used (no value, no time, no position ` +
        "for the tide, or a flag): its stations get no gravity.",
    ];
  }
  return [
    `Loop ${loop} visits no base: its stations get no gravity. The bases are: ${nameList(known.keys())}. Look at the spelling.`,
  ];
}

/** The fastest change between two neighbouring ties, where it is too fast to be drift. */
function driftWarning(loop: string, ties: readonly BaseTie[]): string[] {
  const steps = ties.slice(1).map((tie, k) => {
    const hours = (tie.minutes - ties[k].minutes) / 60;
    const change = ties[k].correction_mgal - tie.correction_mgal;
    return { hours, change, rate: hours > 0 ? change / hours : 0 };
  });
  const fastest = steps.reduce((a, b) => (Math.abs(b.rate) > Math.abs(a.rate) ? b : a), {
    hours: 0,
    change: 0,
    rate: 0,
  });
  if (Math.abs(fastest.rate) <= FASTEST_DRIFT) return [];
  return [
    `Loop ${loop}: between two visits to a base, ${fastest.hours.toFixed(1)} hours apart, the meter changes by ` +
      `${fastest.change.toFixed(3)} mGal (${fastest.rate.toFixed(2)} mGal/h). More than ${FASTEST_DRIFT} mGal/h is ` +
      "no drift: is a base reading mistyped, or did the meter jump?",
  ];
}
