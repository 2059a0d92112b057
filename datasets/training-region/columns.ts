import { GRAVITATIONAL_CONSTANT, prismGravityByDepth } from "../../lib/index.js";
import type { ColumnsBody } from "./bodies.js";
import { type Place, toFrame } from "./frame.js";
import { geoidHeight } from "./geoid.js";

/** From this distance on a column counts as sixteen masses, metres. */
const FAR = 15_000;

/**
 * The field of a body of columns, m/s² along a place's ellipsoidal normal, positive down. Each column stands upright
 * in the frame of the place, with the centre of its top where that is in space. Near columns by the prism's formula;
 * far ones by Gauss-Legendre cubature with 2 × 2 × 4 nodes, whose error there is below 1e-6 of the column's effect.
 */
export function columnsField(body: ColumnsBody): (place: Place) => number {
  const count = body.columns_deg_deg_m.length;
  const tops = new Float64Array(3 * count);
  const depths = new Float64Array(4 * count);
  const masses = new Float64Array(4 * count);
  const [sizeEast, sizeNorth] = body.size_m;
  body.columns_deg_deg_m.forEach(([longitude, latitude, bottom], k) => {
    toFrame(longitude, latitude, geoidHeight(longitude, latitude) - body.top_depth_m, tops, 3 * k);
    const height = bottom - body.top_depth_m;
    for (let node = 0; node < 4; node++) {
      const down = (height * (1 + NODES[node])) / 2;
      depths[4 * k + node] = down;
      const density = polynomial(body.density_polynomial_kg_m3, body.top_depth_m + down);
      // A quarter of the sheet's mass stands in each of its four nodes.
      masses[4 * k + node] =
        (GRAVITATIONAL_CONSTANT * density * sizeEast * sizeNorth * height * WEIGHTS[node]) / 8;
    }
  });
  return ({ position, axes }) => {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const dx = tops[3 * k] - position[0];
      const dy = tops[3 * k + 1] - position[1];
      const dz = tops[3 * k + 2] - position[2];
      const easting = dx * axes[0] + dy * axes[1] + dz * axes[2];
      const northing = dx * axes[3] + dy * axes[4] + dz * axes[5];
      const top = dx * axes[6] + dy * axes[7] + dz * axes[8];
      if (easting * easting + northing * northing < FAR * FAR)
        sum += nearColumn(body, k, easting, northing, top);
      else
        for (let node = 4 * k; node < 4 * k + 4; node++)
          sum += fourMasses(easting, northing, top - depths[node], sizeEast, sizeNorth) * masses[node];
    }
    return sum;
  };
}

function nearColumn(body: ColumnsBody, k: number, easting: number, northing: number, top: number): number {
  const [east, north] = body.size_m;
  const bounds = {
    west: easting - east / 2,
    east: easting + east / 2,
    south: northing - north / 2,
    north: northing + north / 2,
    bottom: top - (body.columns_deg_deg_m[k][2] - body.top_depth_m),
    top,
  };
  return prismGravityByDepth(0, 0, 0, bounds, (upward) =>
    polynomial(body.density_polynomial_kg_m3, body.top_depth_m + top - upward),
  );
}

/** Vertical pull, positive down, of unit masses (G = 1) in the four Gauss-Legendre nodes of a level rectangle. */
function fourMasses(easting: number, northing: number, upward: number, east: number, north: number): number {
  const a = (east / 2) * FLAT_NODE;
  const b = (north / 2) * FLAT_NODE;
  const zz = upward * upward;
  const west2 = (easting - a) * (easting - a) + zz;
  const east2 = (easting + a) * (easting + a) + zz;
  const south2 = (northing - b) * (northing - b);
  const north2 = (northing + b) * (northing + b);
  return (
    -upward * (cubed(west2 + south2) + cubed(west2 + north2) + cubed(east2 + south2) + cubed(east2 + north2))
  );
}

/** 1/r³ of a squared distance. */
function cubed(r2: number): number {
  return 1 / (r2 * Math.sqrt(r2));
}

/** c0 + c1 z + c2 z² + … */
export function polynomial(coefficients: readonly number[], z: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * z + coefficients[k];
  return sum;
}

// Gauss-Legendre nodes and weights for two points (1/√3, weight 1) and four (Abramowitz & Stegun 1964, table 25.4).
const FLAT_NODE = 0.5773502691896258;
const NODES = [-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526];
const WEIGHTS = [0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538];
