import type { Attraction, GradientTensor } from "./field.js";
import { pointMassAttraction, pointMassGradient, pointMassPotential } from "./point-mass.js";
import { prismAttraction, prismPotential } from "./prism.js";
import { prismGradient } from "./prism-gradient.js";
import { type Tesseroid, tesseroidPieces } from "./tesseroid-pieces.js";

export type { Tesseroid } from "./tesseroid-pieces.js";

/**
 * Vertical attraction of a tesseroid (a piece of a spherical shell between two meridians, two parallels and two
 * radii) at any point: outside, inside and on its faces.
 *
 * ```
 * g_z = Gρ ∭ (r − r′ cos ψ) / ℓ³ · r′² cos φ′ dr′ dφ′ dλ′,   ℓ² = r² + r′² − 2 r r′ cos ψ
 * ```
 *
 * The body is cut in two along every side that is longer than 0.4 of its distance from the point; what is left is
 * integrated by Gauss-Legendre quadrature, with as many nodes as its distance asks for. Pieces of less than 20 m that
 * are still too near count as prisms. The error is below 1e-7 of the attraction of the nearest piece of the size of
 * its own distance: below 2e-5 mGal for the Earth's topography.
 *
 * @param longitude - of the point, degrees
 * @param latitude - of the point, spherical (geocentric), degrees
 * @param radius - of the point, metres from the centre
 * @param body - bounds (degrees and metres from the centre) and density contrast (kg/m³)
 * @returns attraction along the radius in m/s², positive down; NaN where an argument is NaN
 * @throws ArgumentError where a bound lies beyond its opposite, or off the sphere
 *
 * Source: the method of Uieda, L., Barbosa, V. & Braitenberg, C. (2016), Tesseroids: forward-modeling gravitational
 * fields in spherical coordinates, Geophysics 81, F41–F48, eq. 1–9; the limits are our own.
 *
 * @example
 * const sphere = { west: 0, east: 360, south: -90, north: 90, bottom: 6.37e6, top: 6.371e6, density: 2670 };
 * const mass = (2670 * 4 * Math.PI * (6.371e6 ** 3 - 6.37e6 ** 3)) / 3;
 * const exact = (GRAVITATIONAL_CONSTANT * mass) / 6.5e6 ** 2;
 * Math.abs(tesseroidGravity(102, 18, 6.5e6, sphere) / exact - 1) < 1e-7; // => true
 */
export function tesseroidGravity(
  longitude: number,
  latitude: number,
  radius: number,
  body: Tesseroid,
): number {
  return 0 - tesseroidAttraction(longitude, latitude, radius, body).upward;
}

/**
 * Attraction of a tesseroid along the axes east, north and up of the point; {@link tesseroidGravity} says more.
 *
 * @param longitude - of the point, degrees
 * @param latitude - of the point, spherical (geocentric), degrees
 * @param radius - of the point, metres from the centre
 * @param body - bounds (degrees and metres from the centre) and density contrast (kg/m³)
 * @returns the gradient of the potential in m/s²; NaN where an argument is NaN
 * @throws ArgumentError where a bound lies beyond its opposite, or off the sphere
 *
 * Source: Uieda et al. (2016), eq. 2.
 *
 * @example
 * const body = { west: -1, east: 1, south: 10, north: 12, bottom: 6.34e6, top: 6.35e6, density: 300 };
 * Math.abs(tesseroidAttraction(0, 11, 6.4e6, body).easting) < 1e-15; // => true
 * tesseroidAttraction(5, 11, 6.4e6, body).easting < 0; // => true
 */
export function tesseroidAttraction(
  longitude: number,
  latitude: number,
  radius: number,
  body: Tesseroid,
): Attraction {
  let [easting, northing, upward] = [0, 0, 0];
  const add = (part: Attraction): void => {
    easting += part.easting;
    northing += part.northing;
    upward += part.upward;
  };
  tesseroidPieces(longitude, latitude, radius, body, {
    mass: (piece) => add(pointMassAttraction(0, 0, 0, piece)),
    prism: (piece, turn) => add(turnedBack(prismAttraction(0, 0, 0, piece), turn)),
  });
  return { easting, northing, upward };
}

/**
 * Gravitational potential of a tesseroid at any point; {@link tesseroidGravity} says more.
 *
 * @param longitude - of the point, degrees
 * @param latitude - of the point, spherical (geocentric), degrees
 * @param radius - of the point, metres from the centre
 * @param body - bounds (degrees and metres from the centre) and density contrast (kg/m³)
 * @returns potential in m²/s², positive for a positive density; NaN where an argument is NaN
 * @throws ArgumentError where a bound lies beyond its opposite, or off the sphere
 *
 * Source: Uieda et al. (2016), eq. 1.
 *
 * @example
 * const shell = { west: 0, east: 360, south: -90, north: 90, bottom: 6.37e6, top: 6.371e6, density: 2670 };
 * const inside = 2 * Math.PI * GRAVITATIONAL_CONSTANT * 2670 * (6.371e6 ** 2 - 6.37e6 ** 2);
 * Math.abs(tesseroidPotential(102, 18, 6e6, shell) / inside - 1) < 1e-7; // => true
 */
export function tesseroidPotential(
  longitude: number,
  latitude: number,
  radius: number,
  body: Tesseroid,
): number {
  let potential = 0;
  tesseroidPieces(longitude, latitude, radius, body, {
    mass: (piece) => {
      potential += pointMassPotential(0, 0, 0, piece);
    },
    prism: (piece) => {
      potential += prismPotential(0, 0, 0, piece);
    },
  });
  return potential;
}

/**
 * Gravity gradient tensor of a tesseroid, along the axes east, north and up of the point. On the tesseroid's own
 * faces it jumps, and on its edges it is infinite.
 *
 * @param longitude - of the point, degrees
 * @param latitude - of the point, spherical (geocentric), degrees
 * @param radius - of the point, metres from the centre
 * @param body - bounds (degrees and metres from the centre) and density contrast (kg/m³)
 * @returns second derivatives of the potential in s⁻² (1 E = 1e-9 s⁻²), covariant: those along straight axes
 * @throws ArgumentError where a bound lies beyond its opposite, or off the sphere
 *
 * Source: Uieda et al. (2016), eq. 3.
 *
 * @example
 * const body = { west: -1, east: 1, south: 10, north: 12, bottom: 6.34e6, top: 6.35e6, density: 300 };
 * const { ee, nn, uu } = tesseroidGradient(0, 11, 6.4e6, body);
 * Math.abs(ee + nn + uu) < 1e-9 * uu; // => true
 */
export function tesseroidGradient(
  longitude: number,
  latitude: number,
  radius: number,
  body: Tesseroid,
): GradientTensor {
  const sum = { ee: 0, nn: 0, uu: 0, en: 0, eu: 0, nu: 0 };
  const add = (part: GradientTensor): void => {
    for (const key of TENSOR_PARTS) sum[key] += part[key];
  };
  tesseroidPieces(longitude, latitude, radius, body, {
    mass: (piece) => add(pointMassGradient(0, 0, 0, piece)),
    prism: (piece, turn) => add(tensorTurnedBack(prismGradient(0, 0, 0, piece), turn)),
  });
  return sum;
}

/** A vector given in axes that are turned by an angle from east to north, along east and north. */
function turnedBack({ easting, northing, upward }: Attraction, turn: number): Attraction {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return { easting: c * easting - s * northing, northing: s * easting + c * northing, upward };
}

function tensorTurnedBack({ ee, nn, uu, en, eu, nu }: GradientTensor, turn: number): GradientTensor {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return {
    ee: c * c * ee - 2 * c * s * en + s * s * nn,
    nn: s * s * ee + 2 * c * s * en + c * c * nn,
    ...{ uu, en: c * s * (ee - nn) + (c * c - s * s) * en, eu: c * eu - s * nu, nu: s * eu + c * nu },
  };
}

const TENSOR_PARTS = ["ee", "nn", "uu", "en", "eu", "nu"] as const;

/**
 * Mass of a tesseroid, kg: density · (r₂³ − r₁³)/3 · (sin φ₂ − sin φ₁) · (λ₂ − λ₁).
 *
 * @param body - bounds (degrees and metres from the centre) and density (kg/m³)
 * @returns kg; NaN where a bound is NaN
 *
 * @example
 * tesseroidMass({ west: 0, east: 360, south: -90, north: 90, bottom: 0, top: 1, density: 1 }).toFixed(9);
 * // => ((4 * Math.PI) / 3).toFixed(9)
 */
export function tesseroidMass({ west, east, south, north, bottom, top, density }: Tesseroid): number {
  const radians = Math.PI / 180;
  const thickness = top - bottom;
  const shell = thickness * (bottom * bottom + bottom * top + top * top); // r₂³ − r₁³, without cancelling
  const zone = 2 * Math.cos(((north + south) / 2) * radians) * Math.sin(((north - south) / 2) * radians); // sin φ₂ − sin φ₁
  return (density * shell * zone * (east - west) * radians) / 3;
}
