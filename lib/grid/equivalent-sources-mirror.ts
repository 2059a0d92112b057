import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { geodeticToCartesian } from "../earth/cartesian.js";
import { GRS80 } from "../earth/ellipsoid.js";

/** Numbers of a place: three coordinates in metres, and its lift. */
export const PLACE = 4;

/**
 * `reciprocal` is the effect of a point source, 1 over the distance; `poisson` is the attraction of a point mass towards the
 * mirror, Poisson's kernel. As covariances they are those of the gravity of masses scattered at random: `poisson` of masses at
 * one depth, half that of the sources below the data; `reciprocal` of masses at every depth from there down.
 */
export type SourceKernel = "reciprocal" | "poisson";

/**
 * A mirror below the data. Each datum has its source at its own mirror image, so the effect of the source of P′ in P,
 *
 * ```
 * ρ² = |P − P′|² + u u′
 * K(P, P′) = 1 / ρ                          reciprocal
 * K(P, P′) = (u + u′ + u u′ / R) / (2 ρ³)   poisson
 * ```
 *
 * is the same in both directions. u, the lift, is twice the height z above a flat mirror, where u u′ = 4 z z′, the
 * source lies at −z′, and 1 / R = 0; it is (r² − R²) / R above a sphere of radius R, where the source lies at the inverse point
 * R² P′ / r′² with strength R / r′ (Kelvin's transform). Both are harmonic above the mirror, and positive definite: they are
 * covariances of gravity (Moritz 1980, section 23, with Krarup's kernel and Poisson's).
 */
export interface Mirror {
  /** Metres in a unit of x and of y, near the data. */
  readonly metres: readonly [x: number, y: number];
  /** Writes a place's four numbers into `out` from `at` on. */
  readonly place: (x: number, y: number, height: number, out: Float64Array, at: number) => void;
  /**
   * What a value at the place is to be multiplied with to become a harmonic function: 1 above a plane; r / R above a
   * sphere, since it is gravity times r that is harmonic there (Heiskanen & Moritz 1967, section 2-14).
   */
  readonly factor: (places: Float64Array, at: number) => number;
}

/** What a mirror needs to know of the data. */
export interface MirrorData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly height: Float64Array;
}

/** A kernel of places; see {@link Mirror}. */
export interface MirrorKernel {
  readonly kind: SourceKernel;
  /** 1 / R of the mirror, per metre; 0 for a plane. */
  readonly curvature: number;
}

/** How far below the data the mirror lies, and how they lie above it. */
export interface PlacedMirror extends Mirror {
  readonly kernel: MirrorKernel;
  /** What makes the kernel of a datum of middle height with itself 1. */
  readonly scale: number;
  /** Distance from a datum of middle height to its source, metres. */
  readonly depth: number;
  /** Highest less lowest datum, above the plane or the sphere, metres. */
  readonly relief: number;
}

/** The mirror for a depth of sources and a kernel. */
export type MirrorAtDepth = (depth: number, kind: SourceKernel) => PlacedMirror;

/**
 * Mirrors that lie half of a depth below the data's middle height, or, where that is not below all data, a quarter of it
 * below the lowest datum; then the depth of the sources grows.
 */
export function mirrorsBelow(data: MirrorData, coordinates: "plane" | "geographic"): MirrorAtDepth {
  const surface = coordinates === "plane" ? plane() : touchingSphere(middle(data.x), middle(data.y));
  const sorted = data.x.map((x, k) => surface.elevation(x, data.y[k], data.height[k])).sort();
  const median = sorted[Math.floor(sorted.length / 2)];
  return (asked, kind) => {
    const base = Math.min(median - asked / 2, sorted[0] - asked / 4);
    const depth = 2 * (median - base);
    return {
      kernel: { kind, curvature: surface.curvature(base) },
      scale: kind === "poisson" ? depth * depth : depth,
      metres: surface.metres,
      place: surface.above(base),
      factor: surface.factor,
      depth,
      relief: sorted[sorted.length - 1] - sorted[0],
    };
  };
}

interface Surface {
  readonly metres: readonly [x: number, y: number];
  readonly elevation: (x: number, y: number, height: number) => number;
  readonly above: (base: number) => Mirror["place"];
  /** 1 / R of the mirror at this elevation. */
  readonly curvature: (base: number) => number;
  readonly factor: Mirror["factor"];
}

function plane(): Surface {
  return {
    metres: [1, 1],
    elevation: (_x, _y, height) => height,
    factor: () => 1,
    curvature: () => 0,
    above: (base) => (x, y, height, out, at) => {
      out[at] = x;
      out[at + 1] = y;
      out[at + 2] = height;
      out[at + 3] = 2 * (height - base);
    },
  };
}

/**
 * The sphere that touches the ellipsoid at (longitude, latitude) and has its mean (Gaussian) curvature there: over a
 * thousand kilometres the two part by some 0.3 km.
 */
function touchingSphere(longitude: number, latitude: number): Surface {
  const { semimajorAxis, flattening } = GRS80;
  const e2 = flattening * (2 - flattening);
  const w2 = 1 - e2 * Math.sin(latitude * RADIANS_PER_DEGREE) ** 2;
  const across = semimajorAxis / Math.sqrt(w2);
  const along = (across * (1 - e2)) / w2;
  const radius = Math.sqrt(across * along);
  // The place as far below the ellipsoid as the sphere is large is its centre.
  const centre = geodeticToCartesian(longitude, latitude, -radius);
  const degree = RADIANS_PER_DEGREE;
  const cosine = Math.max(Math.cos(latitude * degree), 1e-3);
  return {
    metres: [across * cosine * degree, along * degree],
    elevation: (x, y, height) => {
      const at = geodeticToCartesian(x, y, height);
      return Math.hypot(at.x - centre.x, at.y - centre.y, at.z - centre.z) - radius;
    },
    factor: (places, at) => Math.hypot(places[at], places[at + 1], places[at + 2]) / radius,
    curvature: (base) => 1 / (radius + base),
    above: (base) => (x, y, height, out, at) => {
      const p = geodeticToCartesian(x, y, height);
      const [east, north, up] = [p.x - centre.x, p.y - centre.y, p.z - centre.z];
      const r = Math.sqrt(east * east + north * north + up * up);
      const mirror = radius + base;
      out[at] = east;
      out[at + 1] = north;
      out[at + 2] = up;
      out[at + 3] = ((r - mirror) * (r + mirror)) / mirror;
    },
  };
}

function middle(values: Float64Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return (low + high) / 2;
}

/** The places of many positions, one after the other. */
export function placesOf(mirror: Mirror, { x, y, height }: MirrorData): Float64Array {
  const places = new Float64Array(PLACE * x.length);
  for (let k = 0; k < x.length; k++) mirror.place(x[k], y[k], height[k], places, PLACE * k);
  return places;
}

/** K of two places. */
export function mirrorKernel(
  { kind, curvature }: MirrorKernel,
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
): number {
  const [p, q] = [PLACE * i, PLACE * j];
  const dx = a[p] - b[q];
  const dy = a[p + 1] - b[q + 1];
  const dz = a[p + 2] - b[q + 2];
  const [u, v] = [a[p + 3], b[q + 3]];
  const square = dx * dx + dy * dy + dz * dz + u * v;
  const reciprocal = 1 / Math.sqrt(square);
  return kind === "reciprocal" ? reciprocal : (0.5 * (u + v + curvature * u * v) * reciprocal) / square;
}

/** K of a place with itself, where ρ is the lift. */
export function ownKernel({ kind, curvature }: MirrorKernel, places: Float64Array, i: number): number {
  const u = places[PLACE * i + 3];
  return kind === "reciprocal" ? 1 / u : (1 + 0.5 * curvature * u) / (u * u);
}
