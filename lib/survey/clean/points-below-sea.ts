import { type Columns, numberColumn, optionalTextColumn } from "../../core/columns.js";
import { addFlag, type Flags, flagsOf } from "../../core/flags.js";
import { nearestPoints } from "../../core/nearest-points.js";
import { type Reported, stepReport } from "../../core/report.js";
import { localPlane } from "../../earth/local-plane.js";
import { collocation } from "./points-collocation.js";
import {
  type Candidate,
  fitOf,
  groupCandidates,
  judgeGroup,
  type Measured,
  type Surroundings,
  type Verdict,
} from "./points-height-meaning.js";
import { type LeaveOneOutOptions, leaveOneOut, NEIGHBOUR_DEFAULTS } from "./points-leave-one-out.js";
import {
  type HeightMeaning,
  QUANTITY_PER_DEPTH,
  QUANTITY_PER_METRE,
  smoothQuantity,
} from "./points-quantity.js";

/** Options of `heightsBelowSea`. */
export interface HeightsBelowSeaOptions extends Partial<LeaveOneOutOptions> {
  /** A meaning whose gravity is off by more standard deviations than this does not fit; default 3.5. */
  readonly threshold?: number;
}

const NO_FIT = { difference: Number.NaN, score: Number.NaN } as const;

/**
 * What heights of zero and below mean: the columns-in, columns-out form of {@link heightsBelowSea} in
 * `points-table.ts`, where it is described.
 */
export function heightsBelowSea(points: Columns, options: HeightsBelowSeaOptions = {}): Reported<Columns> {
  const { threshold = 3.5, ...given } = options;
  const settings = { ...NEIGHBOUR_DEFAULTS, ...given };
  const measured: Measured = {
    gravity: numberColumn(points, "gravity_mgal"),
    latitude: numberColumn(points, "latitude_deg"),
    height: numberColumn(points, "height_m"),
  };
  const { gravity, height } = measured;
  const { around, candidates } = prepare(points, measured, settings);
  const below = candidates.filter(({ row }) => height[row] < 0);
  const groups = groupCandidates(below, around);
  // Large groups first: they are the surest, and small ones near them can lean on them.
  const members = Array.from({ length: groups }, (_, group) => below.filter((c) => c.group === group));
  const settled = new Map<HeightMeaning, number>();
  for (const group of members.sort((a, b) => b.length - a.length)) {
    judgeGroup(group, measured, around, threshold, settled);
    for (const { verdict } of group)
      if (verdict !== "error" && verdict !== "undecided" && verdict !== "sea_level")
        settled.set(verdict, (settled.get(verdict) ?? 0) + 1);
  }
  judgeZeros(
    candidates.filter(({ row }) => height[row] === 0),
    measured,
    around,
    threshold,
  );
  const flags = flagsOf(points);
  const meaning: string[] = Array.from(height, (h) => (h > 0 ? "height" : ""));
  for (const candidate of candidates) {
    meaning[candidate.row] = candidate.verdict;
    flagCandidate(flags, candidate, height[candidate.row]);
  }
  const rows = countVerdicts(candidates);
  const proposed = [
    ...(optionalTextColumn(points, "proposed_repair") ?? Array<string>(height.length).fill("")),
  ];
  for (const { row, verdict } of candidates)
    proposed[row] ||=
      verdict === "sea_surface" ? "water_depth" : verdict === "wrong_sign" ? "negate_height" : "";
  return {
    result: { ...points, height_meaning: meaning, proposed_repair: proposed, ...flags },
    report: stepReport("heightsBelowSea", {
      parameters: { threshold, ...settings },
      rows: { points: gravity.length, heights_not_above_zero: candidates.length, ...rows },
      warnings:
        rows.sea_surface === 0
          ? []
          : [
              `${rows.sea_surface} heights are depths of water under sea stations: 'water_depth' makes them height 0.`,
            ],
    }),
  };
}

function prepare(
  points: Columns,
  { gravity, latitude, height }: Measured,
  settings: LeaveOneOutOptions,
): { around: Surroundings; candidates: Candidate[] } {
  const { x_km, y_km } = localPlane(points);
  const value = gravity.map((g, i) =>
    height[i] >= 0 ? smoothQuantity(g, latitude[i], height[i]) : Number.NaN,
  );
  const field = { x_km, y_km, height_m: height.slice(), value };
  const { model, inflation } = leaveOneOut(field, settings);
  const candidates: Candidate[] = [];
  for (let row = 0; row < height.length; row++) {
    if (height[row] <= 0 && Number.isFinite(gravity[row] + latitude[row] + x_km[row]))
      candidates.push({
        row,
        group: -1,
        verdict: "undecided",
        fits: { height: NO_FIT, sea_surface: NO_FIT, sea_bottom: NO_FIT, wrong_sign: NO_FIT },
      });
  }
  return { around: { field, index: nearestPoints(x_km, y_km), model, inflation, settings }, candidates };
}

/** A height of zero is the same for land and sea: it fits its neighbours, or it stands for a height that is missing. */
function judgeZeros(
  zeros: readonly Candidate[],
  measured: Measured,
  around: Surroundings,
  threshold: number,
): void {
  const predict = collocation(around.field, around.model, around.inflation, around.settings);
  for (const candidate of zeros) {
    const fit = fitOf(candidate.row, "height", measured, around, predict);
    candidate.fits = { ...candidate.fits, height: fit };
    candidate.verdict = Number.isNaN(fit.score) ? "undecided" : fit.score > threshold ? "error" : "sea_level";
  }
}

function countVerdicts(candidates: readonly Candidate[]): Record<string, number> {
  const count = (verdict: Verdict) => candidates.filter((c) => c.verdict === verdict).length;
  return {
    sea_surface: count("sea_surface"),
    sea_bottom: count("sea_bottom"),
    sea_level: count("sea_level"),
    land_below_sea: count("height"),
    wrong_sign: count("wrong_sign"),
    errors: count("error"),
    undecided: count("undecided"),
  };
}

function flagCandidate(flags: Flags, { row, verdict, fits }: Candidate, height: number): void {
  const off = (meaning: keyof typeof fits) => `${Math.abs(fits[meaning].difference).toFixed(0)} mGal`;
  const depth = Math.abs(height);
  if (verdict === "sea_surface")
    addFlag(
      flags,
      row,
      "depth_as_height",
      `a sea station: over ${depth} m of water its gravity is ${off("sea_surface")} off the neighbours, at a height of ${height} m ${off("height")}`,
    );
  if (verdict === "sea_bottom")
    addFlag(flags, row, "sea_bottom", `the gravity fits a meter on the sea floor, ${depth} m deep`);
  if (verdict === "wrong_sign")
    addFlag(
      flags,
      row,
      "height_sign",
      `at ${depth} m the gravity is ${off("wrong_sign")} off the neighbours, at ${height} m ${off("height")}`,
    );
  if (verdict === "error") addFlag(flags, row, "height_error", errorReason(height, fits));
  if (verdict === "undecided")
    addFlag(
      flags,
      row,
      "height_undecided",
      `${height} m may be a depth or a height: the gravity cannot tell`,
    );
}

function errorReason(height: number, fits: Candidate["fits"]): string {
  if (height === 0) {
    const { difference } = fits.height;
    const wanted = `a height of ${(-difference / QUANTITY_PER_METRE).toFixed(0)} m`;
    const depth = difference < 0 ? `, or ${(difference / -QUANTITY_PER_DEPTH).toFixed(0)} m of water,` : "";
    return `height 0 is ${Math.abs(difference).toFixed(0)} mGal off the neighbours, but ${wanted}${depth} would fit`;
  }
  const least = Math.min(...Object.values(fits).map((fit) => Math.abs(fit.difference)));
  return `neither a height of ${height} m nor such a depth fits: ${least.toFixed(0)} mGal off the neighbours at best`;
}
