import type { Columns } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import type { Reported, StepReport } from "../core/report.js";
import type { PermanentTide } from "../earth/tide-ephemeris.js";
import { correctTide } from "../survey/correct/correct-tide.js";

/** What `--tide` takes. */
export type TideChoice = "auto" | "longman" | "ephemeris" | "none";

const MODELS = { auto: "Longman's formula", longman: "Longman's formula", ephemeris: "the ephemeris model" };

/** The tide of `igdp adjust`: corrected readings, the report, and a sentence on what was done. */
export function tideStep(
  readings: Columns,
  tide: TideChoice,
  permanentTide?: PermanentTide,
): { result: Columns; reports: StepReport[]; said?: string } {
  if (permanentTide !== undefined && tide !== "ephemeris")
    throw new ArgumentError({
      argument: "--permanent-tide",
      value: permanentTide,
      accepted: "beside --tide ephemeris",
      advice: "Longman's formula, as the meters write it, is always tide-free.",
    });
  if (tide === "none") return { result: readings, reports: [] };
  const canTide = ["time_utc", "latitude_deg", "longitude_deg"].every((name) => readings[name] !== undefined);
  const onlyMissing = tide === "auto" && readings.tide_correction_mgal !== undefined;
  if (tide === "auto" && !canTide) {
    const said = onlyMissing
      ? "note: the tide corrections in the file were kept"
      : "warning: no tide correction: it needs time_utc, latitude_deg and longitude_deg.";
    return { result: readings, reports: [], said };
  }
  const model = tide === "ephemeris" ? { model: tide, permanentTide } : {};
  const { result, report }: Reported<Columns> = correctTide(readings, { onlyMissing, ...model });
  const { corrected, kept } = report.rows;
  const keptPart = kept > 0 ? `; the meter's own was kept for ${kept}` : "";
  const said = `note: the tide was corrected by ${MODELS[tide]}${model.permanentTide ? `, ${model.permanentTide},` : ""} for ${corrected} readings${keptPart}`;
  return { result, reports: [report], said };
}
