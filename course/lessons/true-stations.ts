import { readPointTable } from "../../lib/index.js";
import type { World } from "../exercise/index.js";

/** A row of the training region's truth, as far as lessons need it. Effects are positive where they add gravity. */
export interface TrueStation {
  readonly station: string;
  readonly height_m: number;
  readonly ellipsoidal_height_m: number;
  readonly gravity_mgal: number;
  readonly gravity_disturbance_mgal: number;
  readonly free_air_anomaly_mgal: number;
  /** For 2670 kg/m³, as the two that follow. */
  readonly slab_mgal: number;
  readonly curvature_mgal: number;
  readonly terrain_mgal: number;
}

/** What is true at the stations of these names, in their order. */
export async function trueStations(
  { read }: Pick<World, "read">,
  stations: readonly string[],
): Promise<TrueStation[]> {
  const table = readPointTable(await read("training-region", "truth-stations.csv"));
  const rows = new Map((table.objects() as TrueStation[]).map((row) => [row.station, row]));
  return stations.map((station) => {
    const row = rows.get(station);
    if (row === undefined) throw new Error(`truth-stations.csv has no station ${station}`);
    return row;
  });
}

/** What is true at one station. */
export async function trueStation(world: Pick<World, "read">, station: string): Promise<TrueStation> {
  return (await trueStations(world, [station]))[0];
}
