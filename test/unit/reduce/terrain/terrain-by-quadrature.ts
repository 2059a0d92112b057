/** What is integrated. */
export interface Ground {
  /** Height of the ground at a place `east`, `north` of the station along the sphere (or plane), metres. */
  readonly height: (east: number, north: number) => number;
  readonly stationHeight: number;
  readonly radius: number;
  /** 1/radius of the Earth, or 0. */
  readonly curvature: number;
  /** Lengths at which the radial steps change, metres. */
  readonly steps?: number;
  readonly directions?: number;
}

/**
 * Terrain correction in mGal for 2670 kg/m³ by quadrature in polar coordinates around the station, and nothing of the
 * library: ∫∫ F(z(ρ, θ)) ρ dρ dθ by Gauss–Legendre in rings that widen outwards, with
 * F = ∫ (r'/R)² (R_s − r' cos ψ)/d³ dr' by Gauss–Legendre too. On a plane ρF = 1 − ρ/√(ρ² + v²), which is smooth at the
 * station.
 */
export function correctionByQuadrature({
  height,
  stationHeight,
  radius,
  curvature,
  steps = 60,
  directions = 720,
}: Ground): number {
  let sum = 0;
  const first = radius * 1e-5;
  const grow = (radius / first) ** (1 / steps);
  for (let ring = -1; ring < steps; ring++) {
    const from = ring < 0 ? 0 : first * grow ** ring;
    const to = first * grow ** (ring + 1);
    for (const [t, weight] of GAUSS) {
      const arc = from + t * (to - from);
      for (let k = 0; k < directions; k++) {
        const angle = (2 * Math.PI * (k + 0.5)) / directions;
        const z = height(arc * Math.cos(angle), arc * Math.sin(angle));
        sum += weight * (to - from) * radial(arc, z, stationHeight, curvature);
      }
    }
  }
  return 6.6743e-11 * 2670 * 1e5 * sum * ((2 * Math.PI) / directions);
}

/** Area element times column effect at a distance, without the angle. */
function radial(arc: number, z: number, stationHeight: number, c: number): number {
  const v = stationHeight - z;
  if (c === 0) return 1 - arc / Math.hypot(arc, v);
  const R = 1 / c;
  const [psi, Rs] = [arc / R, R + stationHeight];
  let sum = 0;
  // From the ground to the station's level, in pieces no longer than a fifth of the distance to the nearest mass.
  const pieces = Math.max(1, Math.ceil(Math.abs(v) / (0.7 * arc)));
  if (pieces > 400) return ((R * Math.sin(psi)) / arc) * (1 - arc / Math.hypot(arc, v)); // the last centimetres: a plane
  for (let piece = 0; piece < pieces; piece++)
    for (const [t, weight] of GAUSS) {
      const q = R + z + (v * (piece + t)) / pieces;
      const d2 = (Rs - q) ** 2 + 4 * Rs * q * Math.sin(psi / 2) ** 2;
      const pull = (Rs - q + 2 * q * Math.sin(psi / 2) ** 2) / (d2 * Math.sqrt(d2));
      sum += ((weight * v) / pieces) * (q / R) ** 2 * pull;
    }
  return R * Math.sin(psi) * sum;
}

/** Gauss–Legendre with six points on 0 to 1. */
const GAUSS: readonly (readonly [number, number])[] = [
  [0.9324695142031521, 0.1713244923791704],
  [0.6612093864662645, 0.3607615730481386],
  [0.2386191860831969, 0.46791393457269104],
].flatMap(([root, weight]) => [
  [(1 - root) / 2, weight / 2],
  [(1 + root) / 2, weight / 2],
]);
