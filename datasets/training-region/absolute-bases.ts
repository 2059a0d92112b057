import { normalRandom, seededRandom } from "../../lib/index.js";
import { MARK } from "./area.js";
import type { Place } from "./campaign-places.js";

/** Standard deviation of an absolute value, mGal, one for each base. */
const SIGMA = [0.004, 0.005, 0.004, 0.006, 0.005, 0.004] as const;
const COLUMNS =
  "station,longitude_deg,latitude_deg,ellipsoidal_height_m,date,sets,drops_per_set,set_scatter_mgal,measured_height_m,gradient_mgal_per_m,gravity_mgal,gravity_sigma_mgal";

/** The absolute net: what six reports of a field absolute gravimeter say, brought down to the mark. */
export function absoluteBasesCsv(bases: readonly Place[], gravityOf: (name: string) => number): string {
  const random = seededRandom(20251110);
  const rows = bases.map(({ name, point }, i) =>
    [
      name,
      point.longitude.toFixed(7),
      point.latitude.toFixed(7),
      point.ellipsoidal_height_m.toFixed(3),
      new Date(Date.UTC(2025, 10, 10 + 2 * i)).toISOString().slice(0, 10),
      10,
      120,
      (0.0015 + 0.0015 * random()).toFixed(4),
      "0.717",
      "-0.3086",
      (gravityOf(name) + SIGMA[i] * normalRandom(random)).toFixed(4),
      SIGMA[i].toFixed(3),
    ].join(","),
  );
  return [
    `# ${MARK}`,
    "# Absolute gravity of six bases, at the mark (height 0), tide-free, from a made-up field absolute gravimeter (A-10 class).",
    COLUMNS,
    ...rows,
    "",
  ].join("\n");
}
