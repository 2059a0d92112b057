import { ephemerisTides, longmanTide } from "../../lib/index.js";
import type { TruePoint } from "./world.js";

/** The real tide at places and times: Moon and Sun on an elastic Earth, nothing left of the permanent tide, mGal. */
export function meterTides(times: readonly number[], points: readonly TruePoint[]): Float64Array {
  return ephemerisTides(
    times,
    points.map(({ latitude }) => latitude),
    points.map(({ longitude }) => longitude),
    points.map(({ ellipsoidal_height_m }) => ellipsoidal_height_m),
    { permanentTide: "tide-free" },
  );
}

/** The tide that a Scintrex meter computes and adds: Longman's formula at the position and time that it was told, mGal. */
export function scintrexTide(time: number, latitude: number, longitude: number, height: number): number {
  return longmanTide(time, latitude, longitude, height).total;
}
