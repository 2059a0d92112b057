import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import { normalShare } from "../../core/distributions.js";
import { median } from "../../core/robust-statistics.js";
import { countOf, nameList, shortText, textPage } from "../../core/text-page.js";
import type { NetworkAdjustment } from "./adjust-network.js";
import type { WorstReading } from "./explain-worst.js";

/** The adjustment in words, to be read aloud: what there was, whether it fits, how good it is, what is doubtful. */
export function adjustmentText(
  network: NetworkAdjustment<Columns>,
  worst: readonly WorstReading[],
  title: string,
): string {
  const paragraphs = [
    title,
    overview(network),
    agreement(network),
    quality(network),
    checks(network),
    meterLines(network),
    worstLines(network, worst),
    openQuestions(network),
    nextStep(network, worst),
  ];
  return textPage(paragraphs, "… and more: see the tables of the adjustment.");
}

function overview({ observations, figures, report, meters, result }: NetworkAdjustment<Columns>): string {
  const { readings, readings_left_out, base_ties, stations } = report.rows;
  const leftOut =
    readings_left_out > 0 ? ` (${countOf(readings_left_out, "reading")} left out by a flag)` : "";
  const held = Array.from(numberColumn(result, "gravity_sigma_mgal")).filter((sigma) => sigma === 0).length;
  const ties =
    base_ties > 0
      ? `It is tied to ${countOf(base_ties, "absolute value")}${held > 0 ? `; ${countOf(held, "station")} taken as true` : ""}.`
      : "It is tied to no absolute value, so only differences of gravity have a meaning.";
  const priors = textColumn(observations, "kind").filter((kind) => kind === "prior").length;
  const known = priors > 0 ? ` and ${countOf(priors, "thing")} known beforehand` : "";
  return (
    `${countOf(readings, "reading")}${leftOut} of ${countOf(textColumn(meters, "meter").length, "meter")} join ` +
    `${countOf(stations, "station")} to a network. ${ties} ` +
    `${countOf(figures.observations - priors, "observation")}${known} stand against ${countOf(figures.rank, "unknown")}: ` +
    (figures.degrees_of_freedom > 0
      ? `${figures.degrees_of_freedom} are more than needed, and these show the errors.`
      : "none is more than needed.")
  );
}

function agreement({ figures }: NetworkAdjustment<Columns>): string {
  const { sigma0, chi_square, degrees_of_freedom, sigma_scale } = figures;
  if (degrees_of_freedom < 1)
    return "Nothing is measured twice, so nothing tells whether the readings are right.";
  const verdict = chi_square.accepted
    ? "The χ² test agrees: the readings are as good as their sigmas say."
    : sigma0 > 1
      ? "The χ² test says no: the sigmas are too small, or some readings are wrong."
      : "The χ² test says no: the readings are better than their sigmas say.";
  const scaled =
    sigma_scale !== 1 ? ` The sigmas of the results were multiplied with ${sigma_scale.toFixed(2)}.` : "";
  return `Do the readings fit? The residuals are ${sigma0.toFixed(2)} times as large as the sigmas promise (σ0). ${verdict}${scaled}`;
}

function quality({ result }: NetworkAdjustment<Columns>): string {
  const names = textColumn(result, "station");
  const sigma = numberColumn(result, "gravity_sigma_mgal");
  const known = Array.from(sigma.keys()).filter((i) => sigma[i] > 0);
  if (known.length === 0) return "";
  const worst = known.reduce((a, b) => (sigma[b] > sigma[a] ? b : a));
  return (
    `How good is gravity? Half of the stations have a sigma below ${mgal(median(known.map((i) => sigma[i])))} mGal. ` +
    `The weakest is ${shortText(names[worst], 20)}, ± ${mgal(sigma[worst])} mGal.`
  );
}

function checks({ observations, figures }: NetworkAdjustment<Columns>): string {
  const kind = textColumn(observations, "kind");
  const rows = kind.flatMap((what, i) => (what === "prior" ? [] : [i]));
  const of = (name: string) => rows.map((i) => numberColumn(observations, name)[i]);
  const redundancy = of("redundancy");
  const share = redundancy.reduce((a, b) => a + b, 0) / Math.max(1, redundancy.length);
  const internal = of("internal_reliability_mgal").filter(Number.isFinite);
  const unchecked = rows.length - internal.length;
  const w = of("w").filter(Number.isFinite);
  if (w.length === 0) return "";
  const beyond = w.filter((value) => Math.abs(value) > figures.w_limit).length;
  const chance = w.length * 2 * (1 - normalShare(figures.w_limit));
  const usual = `${beyond} of ${w.length} are beyond the limit of ${figures.w_limit.toFixed(2)}; chance alone gives about ${chance < 1 ? chance.toFixed(1) : Math.round(chance)}.`;
  return (
    `How well do readings check each other? On average ${Math.round(100 * share)} % of an error shows in the residual. ` +
    `${unchecked === 0 ? "All are checked by others. Half of them" : `${unchecked} are checked by nothing. Of the others half`} must be wrong by more than ` +
    `${mgal(median(internal))} mGal to be found surely. By the w test ${usual}`
  );
}

function meterLines({ meters, drift }: NetworkAdjustment<Columns>): string {
  const names = textColumn(meters, "meter");
  const column = (name: string) => numberColumn(meters, name);
  const driftMeter = textColumn(drift, "meter");
  const rates = numberColumn(drift, "drift_mgal_per_hour");
  const lines = names.map((name, m) => {
    const own = Array.from(rates).filter((rate, i) => driftMeter[i] === name && Number.isFinite(rate));
    const drifts =
      own.length === 0
        ? ""
        : own.length === 1
          ? `, drift ${own[0].toFixed(4)} mGal per hour`
          : `, drift in ${own.length} loops from ${least(own).toFixed(4)} to ${greatest(own).toFixed(4)} mGal per hour`;
    const sigma = column("scale_factor_sigma")[m];
    const scale =
      sigma > 0 ? `, scale factor ${column("scale_factor")[m].toFixed(6)} ± ${sigma.toFixed(6)}` : "";
    const factor = column("sigma_factor")[m];
    const times = Math.abs(factor - 1) > 0.005 ? `, sigmas times ${factor.toFixed(2)}` : "";
    const sigma0 = column("sigma0")[m];
    const own0 = column("redundancy")[m] > 1e-6 ? `, σ0 ${sigma0.toFixed(2)}` : "";
    return `  ${shortText(name, 20) || (names.length === 1 ? "the meter" : "the meter without a name")}: ${countOf(column("observations")[m], "observation")}${own0}${times}${drifts}${scale}.`;
  });
  const most = 6;
  const more = lines.length > most ? [`  and ${lines.length - most} more.`] : [];
  return ["The meters:", ...lines.slice(0, most), ...more].join("\n");
}

function worstLines(network: NetworkAdjustment<Columns>, worst: readonly WorstReading[]): string {
  if (worst.length === 0) return "";
  const { sigma0 } = network.figures;
  const lines = worst.map((entry, i) => {
    const { leftOut } = entry;
    const high = entry.estimated_error_mgal > 0 ? "high" : "low";
    const error = `it seems ${mgal(Math.abs(entry.estimated_error_mgal))} mGal too ${high} (w ${entry.w.toFixed(1)})`;
    return `  ${i + 1}. ${whatIs(entry)}: ${error}. ${effect(entry)}${
      Number.isFinite(leftOut.sigma0) ? `; σ0 from ${sigma0.toFixed(3)} to ${leftOut.sigma0.toFixed(3)}` : ""
    }.`;
  });
  const head =
    worst.length === 1
      ? "The reading that fits worst, and what leaving it out does:"
      : `The ${worst.length} that fit worst, and what leaving each one out does:`;
  const calm = worst.some(({ isRejected }) => isRejected) ? [] : ["None of them is suspicious by itself."];
  return [head, ...lines, ...twins(worst), ...calm].join("\n");
}

/** Readings of the same |w| have residuals that follow each other: one condition is all that checks them. */
function twins(worst: readonly WorstReading[]): string[] {
  const groups: number[][] = [];
  for (const [i, { w }] of worst.entries()) {
    const last = groups[groups.length - 1];
    const isSame = last && Math.abs(Math.abs(w) - Math.abs(worst[last[0]].w)) < 1e-6 * Math.abs(w);
    if (isSame) last.push(i);
    else groups.push([i]);
  }
  return groups.flatMap((group) => {
    if (group.length < 2) return [];
    const numbers = group.map((i) => String(i + 1));
    const names = `${numbers.slice(0, -1).join(", ")} and ${numbers[numbers.length - 1]}`;
    return [`Numbers ${names} are checked by each other alone: the readings cannot tell which is wrong.`];
  });
}

function whatIs({ kind, station, from_station, meter, loop, time }: WorstReading): string {
  const name = shortText(station, 20);
  if (kind === "base") return `The absolute value of ${name}`;
  const what = kind === "difference" ? `${shortText(from_station, 20)} to ${name}` : name;
  const place = [meter && `meter ${shortText(meter, 20)}`, loop && `loop ${shortText(loop, 30)}`, time];
  return `${what} (${place.filter(Boolean).join(", ")})`;
}

function effect({ mostMoved, change_mgal, change_sigmas, stationsMoved, station }: WorstReading): string {
  if (mostMoved === "") return "No station moves, since it has no weight";
  const way = change_mgal > 0 ? "rises" : "falls";
  const others = stationsMoved - (Math.abs(change_sigmas) > 0.5 ? 1 : 0);
  const name = mostMoved === station ? "its station" : shortText(mostMoved, 20);
  const rest =
    others > 0
      ? `, and ${countOf(others, mostMoved === station ? "other" : "other station")} by more than half a sigma`
      : "";
  return `Without it ${name} ${way} by ${mgal(Math.abs(change_mgal))} mGal (${Math.abs(change_sigmas).toFixed(1)} sigma)${rest}`;
}

function openQuestions({ figures, report }: NetworkAdjustment<Columns>): string {
  const { undetermined, proposed_tares, degrees_of_freedom } = figures;
  const single_links = degrees_of_freedom > 0 ? figures.single_links : []; // else it has been said of all
  const lines = [
    ...(undetermined.length > 0
      ? [
          `  No gravity at ${nameList(undetermined.map(({ station }) => station))}: ${shortText(undetermined[0].reason, 160)}.`,
        ]
      : []),
    ...(single_links.length > 0
      ? [
          `  ${countOf(single_links.length, "station")} hang${single_links.length === 1 ? "s" : ""} on one visit alone, which nothing checks: ${nameList(single_links.map(({ station }) => station))}.`,
        ]
      : []),
    ...proposed_tares
      .slice(0, 4)
      .map(
        ({ meter, loop, after_station, before_station, step_mgal }) =>
          `  Meter ${meter || "(no name)"} seems to jump by ${mgal(step_mgal)} mGal in loop ${loop || "1"}, between ${after_station} and ${before_station}.`,
      ),
    ...(proposed_tares.length > 4 ? [`  and ${proposed_tares.length - 4} more jumps may be there.`] : []),
    ...(report.parameters.robust !== "none" || report.parameters.varianceComponents === true
      ? ["  What leaving out does is told for the weights as they are; a new adjustment finds others."]
      : []),
  ];
  return lines.length === 0 ? "" : ["Look at this too:", ...lines].join("\n");
}

function nextStep(
  { figures, observations }: NetworkAdjustment<Columns>,
  worst: readonly WorstReading[],
): string {
  if (figures.undetermined.length > 0) return "Next: tie the stations that have no gravity to the network.";
  if (figures.proposed_tares.length > 0)
    return "Next: look at the jumps in the drift curves first. Where the field notes tell of a knock, give it as a tare.";
  if (figures.degrees_of_freedom < 1) return "Next: read some stations a second time, in another loop.";
  const standsOut = textColumn(observations, "rejected_by").some((tests) => tests.includes("tau"));
  if (!standsOut && !figures.chi_square.accepted && figures.sigma0 > 1)
    return "Next: no single reading stands out from the rest (the τ test finds none). So the sigmas are too small, or the drift model is too simple: give a larger sigma, such as setupSigma_mgal, and adjust again.";
  const rejected = worst.filter(({ isRejected }) => isRejected).length;
  if (rejected > 0)
    return "Next: look up the first reading in the field notes. Flag it where you find its fault, adjust again, and only then judge the second: one wrong reading pulls others with it.";
  if (!figures.chi_square.accepted)
    return "Next: no single reading is to blame. Think about the sigmas, or about the drift model.";
  return "Next: nothing is suspicious. Go on to the reduction.";
}

/** Three decimals, and four where that is not enough. */
function mgal(value: number): string {
  return value.toFixed(Math.abs(value) < 0.0095 ? 4 : 3);
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
