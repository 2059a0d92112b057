import { ArgumentError } from "../../core/errors.js";
import { parseUtc } from "../../core/time.js";
import type { NetworkTare } from "./network-options.js";
import type { DriftGroup } from "./network-readings.js";

/**
 * The confirmed tares of each group, in minutes: each becomes a step unknown of the network, in which the jump is found
 * together with gravity and drift.
 */
export function taresByGroup(
  groups: readonly DriftGroup[],
  tares: readonly NetworkTare[],
  meters: readonly string[],
): number[][] {
  const found: number[][] = groups.map(() => []);
  for (const [i, tare] of tares.entries()) {
    const at = `options.tares[${i}]`;
    if (tare.meter !== undefined && !meters.includes(tare.meter)) unknownMeter(tare.meter, meters);
    const minutes = tare.elapsed_minutes ?? parseUtc(tare.time_utc ?? "") / 60_000;
    if (!Number.isFinite(minutes))
      throw new ArgumentError({
        argument: at,
        value: tare.time_utc ?? tare.elapsed_minutes,
        accepted: "a time_utc such as 2026-01-05T01:30:00Z, or elapsed_minutes",
      });
    const hit = groups.flatMap(({ loop, meter, occupations }, g) => {
      const isMeant =
        (tare.meter === undefined || tare.meter === meter) && (tare.loop === undefined || tare.loop === loop);
      const last = occupations[occupations.length - 1];
      return isMeant && occupations.length > 0 && occupations[0].minutes <= minutes && minutes < last.minutes
        ? [g]
        : [];
    });
    if (hit.length !== 1)
      throw new ArgumentError({
        argument: at,
        value: tare.time_utc ?? tare.elapsed_minutes,
        accepted: `a time inside one loop of one meter (it is inside ${hit.length})`,
        advice: "Give meter and loop beside the time.",
      });
    found[hit[0]].push(minutes);
  }
  return found;
}

/** Throws: an option names a meter that no reading has. */
export function unknownMeter(name: string, meters: readonly string[]): never {
  throw new ArgumentError({
    argument: "meter in the options",
    value: name,
    accepted: `a meter of the readings: ${meters.join(", ") || "they have no column meter"}`,
  });
}
