import type { NetworkOccupation } from "./network-readings.js";

/** What an unknown is: gravity of a station, a term of a group's drift, a meter's 1/scale factor or periodic error. */
export interface Unknown {
  readonly kind: "gravity" | "offset" | "drift" | "walk" | "rate" | "tare" | "scale" | "periodic";
  /** Index of the station, the group or the meter. */
  readonly owner: number;
  /** Power of time, number of the occupation, of the tare or of the term of a periodic error. */
  readonly term: number;
}

/** One equation: an occupation, a difference of two, an absolute tie, or what is known beforehand of an unknown. */
export interface Equation {
  readonly kind: "reading" | "difference" | "base" | "prior";
  /** Occupations with the sign that they have in the equation. */
  readonly parts: readonly { readonly occupation: NetworkOccupation; readonly sign: number }[];
  /** For bases and priors: the unknowns with their coefficients. */
  readonly direct: readonly { readonly unknown: number; readonly coefficient: number }[];
  readonly value: number;
  readonly sigma: number;
  /** Index of the meter; −1 for a base or a prior of a station. */
  readonly meter: number;
  readonly station: string;
}

/** An equation between unknowns themselves: an absolute tie, or what is known beforehand. */
export function directEquation(
  kind: "base" | "prior",
  unknown: number,
  value: number,
  sigma: number,
  meter: number,
  station: string,
): Equation {
  return { kind, parts: [], direct: [{ unknown, coefficient: 1 }], value, sigma, meter, station };
}
