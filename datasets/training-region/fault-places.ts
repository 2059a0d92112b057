import type { Place } from "./campaign-places.js";

/**
 * Two stops, one right after the other, at stations that were read once in the loop and differ most in gravity: where
 * exchanged names matter.
 *
 * @param reading - a reading of a stop, mGal or counter units
 */
export function stationPair<Stop extends { readonly place: Place }>(
  stops: readonly Stop[],
  reading: (stop: Stop) => number,
): [Stop, Stop] {
  let best: [Stop, Stop] | undefined;
  let most = 0;
  for (let i = 0; i + 1 < stops.length; i++) {
    const [a, b] = [stops[i], stops[i + 1]];
    if (!isSingle(stops, a) || !isSingle(stops, b)) continue;
    const difference = Math.abs(reading(a) - reading(b));
    if (difference > most) [best, most] = [[a, b], difference];
  }
  if (best === undefined) throw new Error("no two stations to exchange");
  return best;
}

/** Whether a stop is the loop's only one at its place, and the place no base. */
export function isSingle(
  stops: readonly { readonly place: Place }[],
  stop: { readonly place: Place },
): boolean {
  const times = stops.filter(({ place }) => place.name === stop.place.name).length;
  return times === 1 && !stop.place.name.startsWith("9");
}
