import { regularAxis } from "../../lib/index.js";
import { REGION } from "./area.js";
import { geoidHeight } from "./geoid.js";
import { gridFile } from "./grid-file.js";

/** How far the grid reaches beyond the region, degrees. */
const MARGIN = 0.1;

/** The geoid at 1′, to the millimetre, as netCDF. Between its nodes, bilinear interpolation is good to 1 mm. */
export function geoidGrid(): Uint8Array {
  const [west, east, south, north] = REGION;
  const x = regularAxis(west - MARGIN, east + MARGIN, 1 / 60);
  const y = regularAxis(south - MARGIN, north + MARGIN, 1 / 60);
  const values = Float64Array.from({ length: x.length * y.length }, (_, at) => {
    const height = geoidHeight(x[at % x.length], y[Math.floor(at / x.length)]);
    return Math.round(height * 1000) / 1000;
  });
  return gridFile({ x, y, values, crs: "EPSG:4326", name: "geoid_height_m", units: "m" });
}
