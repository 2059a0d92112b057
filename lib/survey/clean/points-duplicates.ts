import { type Columns, optionalNumberColumn, optionalTextColumn, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, flagsOf } from "../../core/flags.js";
import { nearestPoints } from "../../core/nearest-points.js";
import { type Reported, stepReport } from "../../core/report.js";
import { localPlane } from "../../earth/local-plane.js";

/** Options of `findDuplicates`. */
export interface FindDuplicatesOptions {
  /** Points nearer than this are at one position, metres; default 1. */
  readonly samePosition_m?: number;
  /** Points nearer than this, but not at one position, are too near, metres; default 10. */
  readonly tooNear_m?: number;
  /** Gravity that differs by no more is the same, mGal; default 0.02. */
  readonly sameGravity_mgal?: number;
  /** Heights that differ by no more are the same, metres; default 0.1. */
  readonly sameHeight_m?: number;
}

const DEFAULTS = { samePosition_m: 1, tooNear_m: 10, sameGravity_mgal: 0.02, sameHeight_m: 0.1 } as const;

/**
 * Points at one position, and points too near to each other: the columns-in, columns-out form of
 * {@link findDuplicates} in `points-table.ts`, where it is described.
 */
export function findDuplicates(points: Columns, options: FindDuplicatesOptions = {}): Reported<Columns> {
  const settings = { ...DEFAULTS, ...options };
  for (const [name, value] of Object.entries(settings)) {
    if (!(value >= 0)) throw new ArgumentError({ argument: `options.${name}`, value, accepted: "0 or more" });
  }
  const plane = localPlane(points);
  const index = nearestPoints(plane.x_km, plane.y_km);
  const flags = flagsOf(points);
  const rows = rowCount(points);
  const groupOf = new Int32Array(rows).fill(-1);
  const groups: number[][] = [];
  const counts = { same_values: 0, different_values: 0, too_near: 0 };
  const name = rowNames(points);
  for (let i = 0; i < rows; i++) {
    if (groupOf[i] >= 0) continue;
    // The index answers in the order of its tree; groups follow the order of the table.
    const here = index
      .within(plane.x_km[i], plane.y_km[i], settings.samePosition_m / 1000)
      .sort((a, b) => a - b);
    const group = here.filter((j) => groupOf[j] < 0);
    if (group.length < 2) continue;
    for (const j of group) groupOf[j] = groups.length;
    groups.push(group);
  }
  const difference = differenceOf(points, settings);
  for (const group of groups) {
    const found = group.map((j) => difference(group[0], j)).find((text) => text !== "");
    for (const j of group) {
      if (found !== undefined) {
        counts.different_values++;
        const others = group.filter((k) => k !== j).map(name);
        addFlag(flags, j, "duplicate_conflict", `at the position of ${others.join(", ")}, but ${found}`);
      } else if (j !== group[0]) {
        counts.same_values++;
        addFlag(flags, j, "duplicate", `as ${name(group[0])}: position, height and gravity`);
      }
    }
  }
  for (let i = 0; i < rows && settings.tooNear_m > settings.samePosition_m; i++) {
    const [near] = index
      .within(plane.x_km[i], plane.y_km[i], settings.tooNear_m / 1000)
      .filter((j) => j !== i && (groupOf[i] < 0 || groupOf[j] !== groupOf[i]))
      .sort((a, b) => a - b);
    if (near === undefined) continue;
    counts.too_near++;
    const metres = 1000 * Math.hypot(plane.x_km[i] - plane.x_km[near], plane.y_km[i] - plane.y_km[near]);
    addFlag(flags, i, "too_near", `${metres.toFixed(1)} m from ${name(near)}`);
  }
  return {
    result: { ...points, ...flags },
    report: stepReport("findDuplicates", {
      parameters: settings,
      rows: {
        points: rows,
        repeated_positions: groups.length,
        points_beyond_the_first: groups.reduce((sum, group) => sum + group.length - 1, 0),
        ...counts,
      },
      warnings:
        counts.different_values === 0
          ? []
          : [
              `${counts.different_values} points share a position but not their values: one of each is wrong.`,
            ],
    }),
  };
}

/** What differs between two rows, in words; empty where nothing does. */
function differenceOf(
  points: Columns,
  { sameGravity_mgal, sameHeight_m }: Required<FindDuplicatesOptions>,
): (a: number, b: number) => string {
  const gravity = optionalNumberColumn(points, "gravity_mgal");
  const height = optionalNumberColumn(points, "height_m");
  const slack = 1e-9; // 0.02 typed twice must not differ by its rounding
  return (a, b) => {
    const texts: string[] = [];
    const apart = (
      values: Float64Array | undefined,
      limit: number,
      what: string,
      unit: string,
      digits: number,
    ) => {
      const off = values === undefined ? 0 : Math.abs(values[a] - values[b]);
      if (off > limit + slack) texts.push(`${what} differs by ${off.toFixed(digits)} ${unit}`);
    };
    apart(gravity, sameGravity_mgal, "gravity", "mGal", 2);
    apart(height, sameHeight_m, "height", "m", 1);
    return texts.join(" and ");
  };
}

/** How a row is called in a sentence: by its station, or its number counted from 1. */
export function rowNames(points: Columns): (row: number) => string {
  const station = optionalTextColumn(points, "station");
  return (row) => (station?.[row] ? `station ${station[row]}` : `row ${row + 1}`);
}
