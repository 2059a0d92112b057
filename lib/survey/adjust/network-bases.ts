import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  rowCount,
  textColumn,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";

/** One absolute tie: gravity of a station from outside the network. */
export interface NetworkBase {
  readonly station: string;
  readonly gravity_mgal: number;
  /** 0 where it is taken as true. */
  readonly sigma_mgal: number;
}

/**
 * The absolute ties. A base may have several rows (two epochs, two instruments) as long as each has a sigma. A row
 * without gravity is left out with a warning.
 *
 * @param fixed - take all as true, whatever their sigma
 * @throws ArgumentError if a sigma is negative, or two rows that are both true give a base two values
 */
export function networkBases(bases: Columns, fixed: boolean, warnings: string[]): NetworkBase[] {
  const names = textColumn(bases, "station");
  const gravity = numberColumn(bases, "gravity_mgal");
  const sigma = optionalNumberColumn(bases, "gravity_sigma_mgal");
  const ties: NetworkBase[] = [];
  const trueValue = new Map<string, number>();
  for (let row = 0; row < rowCount(bases); row++) {
    const station = names[row];
    if (!Number.isFinite(gravity[row])) {
      warnings.push(`Base ${station || `in row ${row + 1}`} has no gravity: it ties nothing.`);
      continue;
    }
    if (sigma !== undefined && sigma[row] < 0)
      throw new ArgumentError({
        argument: `gravity_sigma_mgal of base ${station}`,
        value: sigma[row],
        accepted: "0 or more",
      });
    const sigma_mgal = fixed ? 0 : sigma?.[row] || 0;
    const before = trueValue.get(station);
    if (sigma_mgal === 0 && before !== undefined && before !== gravity[row])
      throw new ArgumentError({
        argument: `gravity_mgal of base ${station}`,
        value: gravity[row],
        accepted: `${before}, as in an earlier row`,
        advice: "Keep one row for each base, or give each row a gravity_sigma_mgal.",
      });
    if (sigma_mgal === 0 && before === undefined) trueValue.set(station, gravity[row]);
    if (sigma_mgal > 0 || before === undefined)
      ties.push({ station, gravity_mgal: gravity[row], sigma_mgal });
  }
  return ties;
}
