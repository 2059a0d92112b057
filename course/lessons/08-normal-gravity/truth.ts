import { readPointTable } from "../../../lib/index.js";
import type { World } from "../../exercise/index.js";

/** A row of the training region's truth, as far as this lesson needs it. */
export interface TrueStation {
  readonly station: string;
  readonly gravity_mgal: number;
  readonly gravity_disturbance_mgal: number;
  readonly free_air_anomaly_mgal: number;
}

/** What is true at a station. */
export async function trueStation({ read }: Pick<World, "read">, station: string): Promise<TrueStation> {
  const table = readPointTable(await read("training-region", "truth-stations.csv"));
  const row = (table.objects() as TrueStation[]).find((one) => one.station === station);
  if (row === undefined) throw new Error(`truth-stations.csv has no station ${station}`);
  return row;
}
