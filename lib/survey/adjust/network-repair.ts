import type { UnseenCombination } from "../../core/sparse-cholesky.js";
import { nameList } from "../../core/text-page.js";
import type { NetworkModel, Repairs } from "./network-model.js";

/** Parts of a combination below this are rounding. */
const ROUNDING = 1e-5;

/**
 * Looks at a combination of unknowns that the readings do not see, and takes down what to do about it: a scale factor
 * in it is held, a drift rate gets a sigma beforehand, a tare is left out. What remains (stations and offsets that move
 * together) is the level of a part of the network that has no base.
 *
 * @returns a sentence on what was done, or undefined where nothing is left to do
 */
export function repairFor(
  combination: UnseenCombination,
  model: NetworkModel,
  repairs: Repairs,
  driftSigma: number,
): string | undefined {
  const seen = Array.from(combination.unknowns).filter(
    (_, k) => Math.abs(combination.scaledParts[k]) > ROUNDING,
  );
  const of = (kind: string) => seen.filter((unknown) => model.unknowns[unknown].kind === kind);
  const groupName = (unknown: number) => model.drifts[model.unknowns[unknown].owner].group.name;
  for (const unknown of of("scale").slice(0, 1)) {
    const meter = model.unknowns[unknown].owner;
    repairs.scales.add(model.meters[meter]);
    return (
      `The scale factor of meter ${model.meters[meter] || "(no name)"} cannot be found and stays ` +
      `${1 / model.scaleStart[meter]}: read two bases of different gravity with it, or the stations of a meter ` +
      "whose factor is known."
    );
  }
  const drifts = of("drift").filter((unknown) => {
    const { owner, term } = model.unknowns[unknown];
    return !repairs.drifts.has(`${owner}:${term}`);
  });
  if (drifts.length > 0) {
    for (const unknown of drifts)
      repairs.drifts.add(`${model.unknowns[unknown].owner}:${model.unknowns[unknown].term}`);
    const names = [...new Set(drifts.map(groupName))];
    return (
      `The drift cannot be seen in: ${nameList(names)}. It is taken as 0 ± ${driftSigma} mGal/h and counted in sigma. ` +
      "Read one station again at the end of a loop."
    );
  }
  for (const unknown of of("tare").slice(0, 1)) {
    repairs.tares.add(`${model.unknowns[unknown].owner}:${model.unknowns[unknown].term}`);
    return `${groupName(unknown)}: a tare cannot be found, since no station is read on both sides of it. It is left out.`;
  }
  for (const unknown of of("periodic").slice(0, 1)) {
    const { owner, term } = model.unknowns[unknown];
    const number = Math.floor(term / 2);
    repairs.periods.add(`${owner}:${number}`);
    return (
      `The periodic error of ${model.periodic[owner][number].period_counter} counter units of meter ` +
      `${model.meters[owner] || "(no name)"} cannot be found and is left out: its readings stand at too few counters.`
    );
  }
  return undefined;
}
