import { kilometres } from "./area.js";
import type { ColumnsBody } from "./bodies.js";
import { alongShore } from "./landforms.js";
import { fractal, rise } from "./noise.js";

/** Spacing of the columns, degrees: 1′, so that they stand on the nodes of the truth grids. */
const SPACING_PER_DEGREE = 60;
const TOP = 60;
/** Thinner than this a column is left out, metres. */
const THINNEST = 60;

/**
 * The rifted basin under the coastal plain and the shelf: a half-graben that drops along a border fault in the
 * west-south-west and rises gently towards the sea. A saddle divides it into two troughs.
 */
export function basinColumns(): ColumnsBody {
  const columns: [number, number, number][] = [];
  for (let j = 17.4 * SPACING_PER_DEGREE; j <= 18.6 * SPACING_PER_DEGREE; j++)
    for (let i = 105.6 * SPACING_PER_DEGREE; i <= 106.8 * SPACING_PER_DEGREE; i++) {
      const [longitude, latitude] = [Math.round(i) / SPACING_PER_DEGREE, Math.round(j) / SPACING_PER_DEGREE];
      const { x, y } = kilometres(longitude, latitude);
      const bottom = Math.round(basementDepth(x, y) / 10) * 10;
      if (bottom - TOP >= THINNEST) columns.push([round(longitude), round(latitude), bottom]);
    }
  return {
    name: "basin",
    kind: "columns",
    about: "Sediments of a rift under the coastal plain and the shelf, denser with depth.",
    density_polynomial_kg_m3: [-420, 0.078, -4.6e-6],
    size_m: [1768, 1845],
    top_depth_m: TOP,
    columns_deg_deg_m: columns,
  };
}

function basementDepth(x: number, y: number): number {
  const { out, along } = alongShore(
    x + 3 * fractal(x / 24, y / 24, 41, 3),
    y + 3 * fractal(x / 24, y / 24, 42, 3),
  );
  const up = Math.max(0, 1 - (out + 19) / 36);
  const across = out < -19 ? rise(out, -27, -18) : up * (0.5 + 0.5 * up);
  const ends = rise(along, -72, -40) * rise(along, 19, -12);
  const saddle = 1 - 0.38 * rise(Math.abs(along + 20), 11, 2);
  return 4900 * across * ends * saddle * (1 + 0.1 * fractal(x / 12, y / 12, 43, 3));
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
