import { readPointTable } from "../../../lib/index.js";
import type { World } from "../../exercise/index.js";

/** A row of first-survey's truth, as far as this lesson needs it. */
export interface Place {
  readonly station: string;
  readonly longitude_deg: number;
  readonly height_m: number;
  readonly gravity_mgal: number;
}

/** The places of the survey with their true heights and their true gravity. */
export async function truePlaces({ read }: World): Promise<readonly Place[]> {
  return readPointTable(await read("first-survey", "truth.csv")).objects() as Place[];
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;
