import { type Grid, makeGrid, type Registration, regularAxis } from "../../../lib/core/grid.js";
import { seededRandom } from "../../../lib/core/random.js";

/** Which grid {@link sampleGrid} makes. */
export interface SampleGrid {
  readonly crs: string;
  readonly registration?: Registration;
  readonly hasSigma?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A grid of random anomalies with holes, on an odd number of columns and rows, in degrees or metres. */
export function sampleGrid({
  crs,
  registration = "gridline",
  hasSigma = true,
  columns = 63,
  rows = 41,
}: SampleGrid): Grid {
  const random = seededRandom(7);
  const isDegrees = crs === "EPSG:4326";
  const [x0, y0, step] = isDegrees ? [100.125, 14.875, 0.05] : [512345.5, 1987654.25, 250];
  const values = Float64Array.from({ length: columns * rows }, () => 400 * random() - 250);
  for (let k = 0; k < values.length; k += 29) values[k] = Number.NaN;
  return makeGrid({
    x: regularAxis(x0, x0 + (columns - 1) * step, step),
    y: regularAxis(y0, y0 + (rows - 1) * step, step),
    values,
    ...(hasSigma ? { sigma: values.map((value) => (value + 250) / 100) } : {}),
    registration,
    crs,
    name: "complete_bouguer_anomaly_mgal",
    units: "mGal",
  });
}
