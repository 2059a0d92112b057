import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  rowCount,
  textColumn,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { parseUtc } from "../../core/time.js";
import type { OceanLoadingPlace } from "../../earth/ocean-loading-place.js";
import { type TideOptions, tides } from "../../earth/tide.js";
import { applyCorrection, rangeOf } from "./apply-correction.js";
import { compareMeterTide } from "./meter-tide.js";
import { oceanCorrection } from "./ocean-correction.js";

/**
 * Options of `correctTide`: the model (`longman`, the default, or `ephemeris` with its `permanentTide`, `factors` and
 * `earth`), and what belongs to readings.
 */
export interface CorrectTideOptions extends TideOptions {
  /**
   * Keep a tide correction that is there already, and compute only those that are empty or zero (a meter whose
   * tide correction is switched off writes zeros). Default false: all are replaced.
   */
  readonly onlyMissing?: boolean;
  /** Places with ocean loading, from `readBlq`: each reading gets that of the nearest one within 50 km. Default none. */
  readonly oceanLoading?: readonly OceanLoadingPlace[];
}

const TIDE = "tide_correction_mgal";
const OCEAN = "ocean_loading_correction_mgal";

/**
 * Adds the tide to readings: the columns-in, columns-out form of {@link correctTide} in
 * `correct-tide-table.ts`, where it is described.
 */
export function correctTide(readings: Columns, options: CorrectTideOptions = {}): Reported<Columns> {
  const { onlyMissing = false, oceanLoading: places, ...model } = options;
  const time = timesOf(readings);
  const latitude = numberColumn(readings, "latitude_deg");
  const longitude = numberColumn(readings, "longitude_deg");
  const height = optionalNumberColumn(readings, "height_m")?.map((h) => (Number.isNaN(h) ? 0 : h)) ?? 0;
  const computed = tides(time, latitude, longitude, height, model);
  const compared = compareMeterTide(readings, computed);
  const [tide, kept] = onlyMissing ? keepOld(readings, TIDE, computed) : [computed, 0];
  const missing = tide.filter(Number.isNaN).length;
  const { smallest, largest } = rangeOf(tide);
  const tided = withoutReading(applyCorrection(readings, TIDE, tide), tide);
  const ocean = places && oceanCorrection(readings, time, latitude, longitude, places);
  const loading = ocean && (onlyMissing ? keepOld(readings, OCEAN, ocean.correction)[0] : ocean.correction);
  const loadingRange = loading && rangeOf(loading);
  return {
    result: loading ? applyCorrection(tided, OCEAN, loading) : tided,
    report: stepReport("correctTide", {
      parameters: { ...modelParameters(model), ocean_loading_places: ocean?.places ?? [], onlyMissing },
      rows: {
        readings: rowCount(readings),
        corrected: time.length - kept - missing,
        kept,
        without_time_or_position: missing,
        ...(ocean ? { without_ocean_loading: ocean.far } : {}),
      },
      figures: {
        tide_smallest_mgal: smallest,
        tide_largest_mgal: largest,
        ...compared.figures,
        ...(loadingRange
          ? {
              ocean_loading_smallest_mgal: loadingRange.smallest,
              ocean_loading_largest_mgal: loadingRange.largest,
            }
          : {}),
      },
      warnings: [
        ...(missing === 0
          ? []
          : [`${missing} readings have no time or no position: no tide, and no reading_mgal.`]),
        ...mixedSystems(kept, model),
        ...compared.warnings,
        ...(ocean?.warnings ?? []),
      ],
    }),
  };
}

function timesOf(readings: Columns): readonly number[] {
  if (readings.time_utc !== undefined) return textColumn(readings, "time_utc").map(parseUtc);
  throw new ArgumentError({
    argument: "readings",
    value: `a table of ${Object.keys(readings).join(", ")}`,
    accepted: "a table with a column time_utc",
    advice: "The tide depends on the hour and the date. Minutes since the first reading do not tell them.",
  });
}

/** The correction that is there already, and the computed one where that is empty or zero; and how many were kept. */
function keepOld(readings: Columns, column: string, computed: Float64Array): readonly [Float64Array, number] {
  const before = optionalNumberColumn(readings, column);
  const isKept = (i: number) => before !== undefined && before[i] !== 0 && !Number.isNaN(before[i]);
  let kept = 0;
  const mixed = computed.map((value, i) => {
    if (before === undefined || !isKept(i)) return value;
    kept++;
    return before[i];
  });
  return [mixed, kept];
}

/** A reading without a tide is no reading: it would be wrong by up to 0.3 mGal. */
function withoutReading(readings: Columns, tide: Float64Array): Columns {
  const reading_mgal = numberColumn(readings, "reading_mgal").map((value, i) =>
    Number.isNaN(tide[i]) ? Number.NaN : value,
  );
  return { ...readings, reading_mgal };
}

/** What the report says of the model: everything that would be needed to compute it again. */
function modelParameters({ model = "longman", earth, permanentTide, factors }: TideOptions) {
  if (model === "longman") return { model, gravimetric_factor: 1.1575, permanent_tide: "tide-free" };
  return {
    model,
    earth: earth ?? "elastic",
    permanent_tide: permanentTide ?? "zero",
    factors: factors ?? "Dehant, Defraigne & Wahr (1999)",
  };
}

function mixedSystems(kept: number, { model, permanentTide = "zero" }: TideOptions): readonly string[] {
  if (kept === 0 || model !== "ephemeris" || permanentTide === "tide-free") return [];
  return [
    `${kept} readings keep the meter's tide, which is tide-free, and the others get '${permanentTide}': gravity in two systems of the permanent tide, some µGal apart. Take permanentTide 'tide-free', or replace all.`,
  ];
}
