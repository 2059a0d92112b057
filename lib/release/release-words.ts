import { type Columns, rowCount } from "../core/columns.js";
import type { GridFacts, ReleaseParts } from "./release-parts.js";

/** A column of numbers in a few figures. */
export interface ColumnNumbers {
  readonly name: string;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
}

/** The columns of numbers of a table that hold any. */
export function dataNumbers(columns: Columns): ColumnNumbers[] {
  return Object.entries(columns).flatMap(([name, column]) => {
    if (!(column instanceof Float64Array)) return [];
    const known = column.filter(Number.isFinite);
    if (known.length === 0) return [];
    const [minimum, maximum] = known.reduce(
      ([a, b], v) => [Math.min(a, v), Math.max(b, v)],
      [Infinity, -Infinity],
    );
    return [
      { name, count: known.length, minimum, maximum, mean: known.reduce((a, v) => a + v, 0) / known.length },
    ];
  });
}

/** A value with its unit, at most two decimals. */
export function amount(value: number, units: string): string {
  return `${Number(value.toFixed(2))}${units && ` ${units}`}`;
}

/** What the release is about: in the words of its makers, or from the data. */
export function abstractOf({ settings, points }: ReleaseParts, facts: readonly GridFacts[]): string {
  if (settings.abstract !== undefined) return settings.abstract.trim();
  const grids = facts.map(
    ({ quantityInSentence, minimum, maximum, units }) =>
      `${quantityInSentence} from ${amount(minimum, units)} to ${amount(maximum, units)}`,
  );
  const stations = points === undefined ? "" : ` from ${rowCount(points.columns)} stations`;
  return `${settings.title}: ${grids.join("; ")}${stations}. Released by ${settings.organisation} on ${settings.date}.`;
}

/** West, east, south and north of everything, in degrees; undefined where a grid lies nowhere on the Earth. */
export function degreesOf(
  facts: readonly GridFacts[],
): readonly [number, number, number, number] | undefined {
  const all = facts.flatMap(({ degrees }) => (degrees === undefined ? [] : [degrees]));
  if (all.length < facts.length || all.length === 0) return undefined;
  return [
    Math.min(...all.map(([west]) => west)),
    Math.max(...all.map(([, east]) => east)),
    Math.min(...all.map(([, , south]) => south)),
    Math.max(...all.map(([, , , north]) => north)),
  ];
}

/** The distance between nodes in words. */
export function spacingText([x, y]: readonly [number, number], crs: string): string {
  const unit = crs === "EPSG:4326" ? "°" : " m";
  const text = (value: number) => `${Number(value.toPrecision(6))}${unit}`;
  return text(x) === text(y) ? text(x) : `${text(x)} × ${text(y)}`;
}
