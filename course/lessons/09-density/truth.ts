import { readPointTable } from "../../../lib/index.js";
import type { World } from "../../exercise/index.js";

/** A row of the training region's truth, as far as this lesson needs it. Effects are positive where they add gravity. */
export interface TrueStation {
  readonly station: string;
  readonly height_m: number;
  readonly slab_mgal: number;
  readonly curvature_mgal: number;
  readonly terrain_mgal: number;
  readonly free_air_anomaly_mgal: number;
}

/** What is true at a station, for 2670 kg/m³. */
export async function trueStation({ read }: Pick<World, "read">, station: string): Promise<TrueStation> {
  const table = readPointTable(await read("training-region", "truth-stations.csv"));
  const row = (table.objects() as TrueStation[]).find((one) => one.station === station);
  if (row === undefined) throw new Error(`truth-stations.csv has no station ${station}`);
  return row;
}
