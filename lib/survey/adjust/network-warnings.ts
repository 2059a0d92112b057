import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import { nameList } from "../../core/text-page.js";
import type { NetworkFigures } from "./network-figures.js";
import type { FullSettings } from "./network-options.js";
import type { ProposedSwap } from "./network-swaps.js";

/** A faster change than this, mGal/h, is no drift of a healthy spring gravimeter. */
const FASTEST_DRIFT = 0.2;

/** What to do about stations without gravity. */
const REMEDY = {
  no_tie: "Look at the spelling of the bases, or give the gravity of a station that was read.",
  disconnected: "Read one of them and a station that has gravity in one loop, or add a base among them.",
  rank: "Read a station of their loop again.",
} as const;

function swapSentence({
  meter,
  loop,
  station,
  other_station,
  row,
  other_row,
  error_mgal,
}: ProposedSwap): string {
  return (
    `Were ${station} (row ${row + 1}) and ${other_station} (row ${other_row + 1}) exchanged in loop ${loop || "-"} of meter ` +
    `${meter || "(no name)"}? The readings fit with the names the other way round: as they are, the first is off by ` +
    `${error_mgal.toFixed(3)} mGal.`
  );
}

/** The observations that fail a test, the worst first, with the error that each would explain alone. */
function outlierWarning(observations: Columns): string[] {
  const rejected = textColumn(observations, "rejected_by");
  const w = numberColumn(observations, "w");
  const error = numberColumn(observations, "estimated_error_mgal");
  const station = textColumn(observations, "station");
  const row = numberColumn(observations, "reading_row");
  const list = [...rejected.keys()].filter((i) => rejected[i] !== "");
  if (list.length === 0) return [];
  const names = list
    .sort((a, b) => Math.abs(w[b]) - Math.abs(w[a]))
    .map((i) => {
      const place = Number.isNaN(row[i]) ? "absolute tie" : `row ${row[i] + 1}`;
      return `${station[i]} (${place}, ${error[i] > 0 ? "+" : ""}${error[i].toFixed(3)} mGal)`;
    });
  return [
    `Outliers by the w or τ test, the worst first: ${nameList(names)}. One error pulls others with it: look at the first, ` +
      "flag it if it is wrong, and adjust again.",
  ];
}

/** Drifts that are too fast by more than their own uncertainty. */
function fastDrifts(drift: Columns): string[] {
  const [loop, meter] = [textColumn(drift, "loop"), textColumn(drift, "meter")];
  const sigma = numberColumn(drift, "drift_sigma_mgal_per_hour");
  const rate = numberColumn(drift, "drift_mgal_per_hour");
  const fast = [...rate.keys()].filter((i) => Math.abs(rate[i]) - 3 * (sigma[i] || 0) > FASTEST_DRIFT);
  if (fast.length === 0) return [];
  const names = fast.map((i) =>
    [loop[i] && `loop ${loop[i]}`, meter[i] && `meter ${meter[i]}`].filter(Boolean).join(", "),
  );
  const fastest = Math.max(...fast.map((i) => Math.abs(rate[i])));
  return [
    `The meter changes by up to ${fastest.toFixed(2)} mGal/h in: ${nameList(names.map((name) => name || "all readings"))}. ` +
      `More than ${FASTEST_DRIFT} mGal/h is no drift: is a reading mistyped, a time wrong, or did the meter jump?`,
  ];
}

/** What a person should know about the solution: one sentence for each thing. */
export function closingWarnings(
  figures: NetworkFigures,
  observations: Columns,
  drift: Columns,
  settings: FullSettings,
): string[] {
  const warnings: string[] = [];
  const { chi_square, sigma0, undetermined, proposed_tares } = figures;
  if (figures.degrees_of_freedom === 0) warnings.push("Nothing is measured twice: no error can show.");
  if (!chi_square.accepted)
    warnings.push(
      `The χ² test fails: ${chi_square.value.toFixed(1)} is not between ${chi_square.low.toFixed(1)} and ` +
        `${chi_square.high.toFixed(1)}; σ0 is ${sigma0.toFixed(2)}. ${
          sigma0 > 1
            ? "The sigmas of the readings are too small, or some readings are wrong."
            : "The sigmas of the readings are too large."
        }`,
    );
  warnings.push(...figures.proposed_swaps.map(swapSentence), ...outlierWarning(observations));
  for (const why of ["no_tie", "disconnected", "rank"] as const) {
    const list = undetermined.filter((entry) => entry.why === why);
    if (list.length > 0)
      warnings.push(
        `No gravity for ${nameList(list.map(({ station }) => station))}: ${list[0].reason}. ${REMEDY[why]}`,
      );
  }
  warnings.push(...fastDrifts(drift));
  for (const tare of proposed_tares)
    warnings.push(
      `Did meter ${tare.meter || "(no name)"} jump by ${tare.step_mgal.toFixed(3)} ± ${tare.step_sigma_mgal.toFixed(3)} ` +
        `mGal between ${tare.after_station} and ${tare.before_station} (loop ${tare.loop || "-"})? Where it did, give ` +
        "it as options.tares.",
    );
  if (settings.observations === "differences" && settings.driftDegree > 0)
    warnings.push(
      "Differences that follow one another share a reading, which makes them correlated; here they count as " +
        "independent, so the sigmas are an approximation.",
    );
  return warnings;
}
