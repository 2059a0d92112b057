import type { TideSky } from "./tide-sky.js";
import type { TideStation } from "./tide-station.js";

/** GM of Moon and Sun in m³/s² (IERS Conventions 2010, table 1.1). */
const MOON_GM = 0.0123000371 * 3.986004418e14;
const SUN_GM = 1.32712440041e20;
/** Equatorial radius to which the catalogue of the resonance waves refers, in metres. */
const CATALOGUE_RADIUS = 6378136.3;
/** A of the mean potential A (r/a)² (sin²ψ − 1/3) of Moon and Sun at 2000, in m²/s² (Mäkinen 2021, eq. 18). */
const PERMANENT_POTENTIAL = -2.9166;

/** Gravity tide of the Moon on the Earth that the station's factors describe, m/s², upwards. */
export function moonTide(station: TideStation, sky: TideSky): number {
  return bodyTide(station, sky.moon, MOON_GM, true) + resonanceTide(station, sky.resonance.moon);
}

/** Gravity tide of the Sun, m/s², upwards. */
export function sunTide(station: TideStation, sky: TideSky): number {
  return bodyTide(station, sky.sun, SUN_GM, false) + resonanceTide(station, sky.resonance.sun);
}

/** Mean of the tide over all time: the permanent tide, m/s², upwards. */
export function permanentTide(station: TideStation): number {
  return zonalTide(station, PERMANENT_POTENTIAL / (3 * CATALOGUE_RADIUS ** 2));
}

/**
 * The derivative along the ellipsoidal normal of the tidal potential Σ GM rⁿ/dⁿ⁺¹ Pₙ(cos ψ), n = 2, 3 (and 4), each
 * degree, and each order of degree 2, with its own factor. The body's direction (u, v, w) is taken in the station's meridian: u away
 * from the axis, v to the east, w along the axis. With q = ρu + zw the degrees are polynomials:
 *
 * ```
 * V₂ = GM/d³ [ (3w² − 1)(2z² − ρ²)/4 + 3 z w ρ u + 3/4 ρ² (u² − v²) ]     orders 0, 1, 2
 * V₃ = GM/d⁴ (5 q³ − 3 q r²)/2
 * V₄ = GM/d⁵ (35 q⁴ − 30 q² r² + 3 r⁴)/8
 * ```
 */
function bodyTide(
  station: TideStation,
  body: readonly [number, number, number],
  gm: number,
  hasDegree4: boolean,
) {
  const { rho, z, r, normalRho, normalZ, factors } = station;
  const d = Math.hypot(body[0], body[1], body[2]);
  const u = (body[0] * station.cosLongitude + body[1] * station.sinLongitude) / d;
  const v = (body[1] * station.cosLongitude - body[0] * station.sinLongitude) / d;
  const w = body[2] / d;

  // Degree 2. A phase lead of κ turns cos H into cos (H + κ): u = cos δ cos H and v = −cos δ sin H.
  const gm2 = gm / d ** 3;
  const { diurnalLead: lead1, semidiurnalLead: lead2 } = factors;
  const u1 = lead1 === 0 ? u : u * Math.cos(lead1) + v * Math.sin(lead1);
  const u2 = lead2 === 0 ? u * u - v * v : (u * u - v * v) * Math.cos(lead2) + 2 * u * v * Math.sin(lead2);
  const degree2 =
    zonalTide(station, (gm2 * (3 * w * w - 1)) / 4) +
    factors.diurnal * gm2 * 3 * w * u1 * (z * normalRho + rho * normalZ) +
    factors.semidiurnal * gm2 * 1.5 * rho * normalRho * u2;

  // Degrees 3 and 4: q and its derivative along the normal, and half the derivative of r².
  const q = rho * u + z * w;
  const qNormal = u * normalRho + w * normalZ;
  const rNormal = rho * normalRho + z * normalZ;
  const gm3 = gm2 / d;
  const degree3 = factors.degree3 * gm3 * ((7.5 * q * q - 1.5 * r * r) * qNormal - 3 * q * rNormal);
  if (!hasDegree4) return degree2 + degree3;
  const degree4 =
    (gm3 / d) * ((17.5 * q ** 3 - 7.5 * q * r * r) * qNormal + (1.5 * r * r - 7.5 * q * q) * rNormal);
  return degree2 + degree3 + factors.degree4 * degree4;
}

/** Derivative along the normal of the zonal potential `strength` · (2z² − ρ²), on the Earth of the factors. */
function zonalTide({ rho, z, normalRho, normalZ, factors }: TideStation, strength: number): number {
  return factors.longPeriod * strength * (4 * z * normalZ - 2 * rho * normalRho);
}

/** What the resonance of the core adds to the diurnal tide (see `tideResonance`). */
function resonanceTide(
  { rho, z, normalRho, normalZ, cosLongitude, sinLongitude, factors }: TideStation,
  { cosine, sine }: { readonly cosine: number; readonly sine: number },
): number {
  if (factors.resonance === 0) return 0;
  const inPhase = cosine * cosLongitude + sine * sinLongitude;
  const ahead = sine * cosLongitude - cosine * sinLongitude;
  const wave = inPhase * Math.cos(factors.diurnalLead) + ahead * Math.sin(factors.diurnalLead);
  return (Math.sqrt(15) / CATALOGUE_RADIUS ** 2) * wave * (z * normalRho + rho * normalZ);
}
