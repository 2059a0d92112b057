import { type Columns, optionalTextColumn } from "../core/columns.js";
import { nameList } from "../core/text-page.js";

/** Names the stations of rows that fit, five at most; undefined where none does. */
export function stationsWhere(
  stations: Columns,
  rows: number,
): (fits: (i: number) => boolean) => string | undefined {
  const names = optionalTextColumn(stations, "station");
  return (fits) => {
    const bad = Array.from({ length: rows }, (_, i) => i).filter(fits);
    return bad.length === 0 ? undefined : nameList(bad.map((i) => names?.[i] || `row ${i + 1}`));
  };
}
