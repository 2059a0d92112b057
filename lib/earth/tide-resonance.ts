import { RADIANS_PER_DEGREE } from "../core/constants.js";

/**
 * The resonance of the diurnal tide at an instant. On the elastic Earth the degree-2 diurnal tide gets the potential
 * √15 z (cosine · x + sine · y) / a² more than its factor gives, in m²/s², with the station at (x, y, z) metres.
 */
export interface TideResonance {
  readonly moon: { readonly cosine: number; readonly sine: number };
  readonly sun: { readonly cosine: number; readonly sine: number };
}

/** Frequencies in degrees per hour: of O1, where the diurnal factor is given, and of the free core nutation. */
const O1_FREQUENCY = 13.943036;
const CORE_FREQUENCY = 15.0759;
/** Strength of the resonance in the gravimetric factor. */
const STRENGTH = -0.000615;

/**
 * Diurnal waves near the resonance: multiples of s, h, p, −N and p₁ beside the lunar time τ, and the amplitude of
 * sin in m²/s² (Hartmann & Wenzel 1995, epoch 2000). Those left out change gravity by 0.02 nm/s² rms.
 */
const WAVES: readonly {
  readonly body: "moon" | "sun";
  readonly name: string;
  readonly multiples: readonly [number, number, number, number, number];
  readonly amplitude: number;
}[] = [
  { body: "moon", name: "K1", multiples: [1, 0, 0, 0, 0], amplitude: -0.492528854 },
  { body: "sun", name: "K1", multiples: [1, 0, 0, 0, 0], amplitude: -0.22797794 },
  { body: "moon", name: "K1 + N", multiples: [1, 0, 0, 1, 0], amplitude: -0.0977663929 },
  { body: "moon", name: "K1 − N", multiples: [1, 0, 0, -1, 0], amplitude: 0.0142689589 },
  { body: "moon", name: "K1 + 2N", multiples: [1, 0, 0, 2, 0], amplitude: 0.0021007778 },
  { body: "sun", name: "P1", multiples: [1, -2, 0, 0, 0], amplitude: 0.238031322 },
  { body: "sun", name: "ψ1", multiples: [1, 1, 0, 0, -1], amplitude: -0.0057160479 },
  { body: "sun", name: "φ1", multiples: [1, 2, 0, 0, 0], amplitude: -0.0102392652 },
  { body: "sun", name: "π1", multiples: [1, -3, 0, 0, 1], amplitude: 0.0139201619 },
  { body: "sun", name: "S1", multiples: [1, -1, 0, 0, 1], amplitude: -0.0057137809 },
  { body: "moon", name: "J1", multiples: [2, 0, -1, 0, 0], amplitude: -0.0403016885 },
];

/** Degrees at J2000 and per Julian century of s, h, p, −N and p₁ (Simon et al. 1994), linear terms. */
const LONGITUDES = [
  [218.31664563, 481267.88119575],
  [280.46645016, 36000.76974880556],
  [83.35324312, 4069.01363525],
  [234.95544499, 1934.13626197],
  [282.93734098, 1.71945767],
] as const;
const HOURS_PER_CENTURY = 36525 * 24;

/** Each wave with its multiples of s and h as lunar time brings them, and the change of its gravimetric factor. */
const TERMS = WAVES.map(({ body, multiples: [s, h, p, n, p1], amplitude }) => {
  // Lunar time is τ = h − s + longitude + 15° per hour of UT since midnight (as Hartmann and Wenzel count it).
  const multiples = [s - 1, h + 1, p, n, p1];
  const frequency = 15 + multiples.reduce((sum, k, i) => sum + k * LONGITUDES[i][1], 0) / HOURS_PER_CENTURY;
  return { body, multiples, weight: amplitude * resonantChange(frequency) };
});

/**
 * How much larger the gravimetric factor of a diurnal wave is than that of O1, because the liquid core resonates:
 * −0.000615 (f − f(O1)) / (f(core) − f). It is −0.0194 for K1 and −0.0053 for P1.
 *
 * @param frequency - degrees per hour
 */
export function resonantChange(frequency: number): number {
  return (STRENGTH * (frequency - O1_FREQUENCY)) / (CORE_FREQUENCY - frequency);
}

/**
 * The liquid core turns against the mantle, almost in step with the diurnal tides near K1, and changes the Earth's
 * answer to them. So they get factors of their own: up to 10 nm/s² of gravity.
 *
 * @param days - days since noon of 1 January 2000, UTC
 *
 * Sources: Dehant, Defraigne & Wahr (1999), Journal of Geophysical Research 104, 1035–1058 (frequency of the free core
 * nutation 1.0023182 cycles per sidereal day; strength from the factors 1.1542 of O1 and 1.1349 of K1), in the form of
 * Wahr (1981), Geophysical Journal of the Royal Astronomical Society 64, 677–703; waves: Hartmann & Wenzel (1995),
 * Geophysical Research Letters 22, 3553–3556.
 */
export function tideResonance(days: number): TideResonance {
  const centuries = days / 36525;
  const longitudes = LONGITUDES.map(
    ([start, rate]) => (start + ((rate * centuries) % 360)) * RADIANS_PER_DEGREE,
  );
  // Hours since midnight: the epoch is a noon.
  const clock = ((days + 0.5) % 1) * 2 * Math.PI;
  const sums = { moon: { cosine: 0, sine: 0 }, sun: { cosine: 0, sine: 0 } };
  for (const { body, multiples, weight } of TERMS) {
    let phase = clock;
    for (let i = 0; i < 5; i++) phase += multiples[i] * longitudes[i];
    sums[body].cosine += weight * Math.sin(phase);
    sums[body].sine += weight * Math.cos(phase);
  }
  return sums;
}
