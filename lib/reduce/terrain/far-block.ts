import { D2, D2X, D2Y, D3, DX, DXX, DXY, DY, DYY, LARGEST, MEAN, SPREAD } from "./block-moments.js";

/**
 * A block as one station sees it. `x`, `y` are the offset (block less station) along the block's own east and north, at
 * the station's distance from the Earth's centre; `s` the square of the chord between the two places at sea level;
 * `curvature` 1/radius of the Earth, or 0 for a plane.
 */
export interface BlockView {
  stationHeight: number;
  curvature: number;
  x: number;
  y: number;
  s: number;
  width: number;
  height: number;
}

/**
 * F(z), the column from the height z up to the station's level (negative direction: from above down to it), divided by
 * G, density and area at sea level: ∫ k dv over v = H − z, where
 *
 * ```
 * k = (1 + cz)² [v + (1 + cz) c s/2] / [v² + (1 + cH)(1 + cz) s]^(3/2)
 * ```
 *
 * is the vertical pull of a mass on a sphere of curvature c. With c = 0 this is 1/ρ − 1/√(ρ² + v²). On the sphere
 * 1 + cz = β − cv; the integral is closed for the constant factor β², and its small correction −2cv/β is taken by two
 * points of Gauss.
 *
 * @param v - H − z, metres
 */
export function columnEffect(v: number, s: number, stationHeight: number, c: number): number {
  const beta = 1 + c * stationHeight;
  const S = beta * beta * s;
  const r = Math.sqrt(S);
  const b = (c * beta * s) / 2;
  const d = Math.sqrt(S + v * (v - 2 * b));
  const chord = (v * (v - 2 * b)) / (r * d * (r + d)); // 1/r − 1/d
  if (c === 0) return chord;
  const kappa = (c * c * s) / 2;
  const closed = (1 - kappa) * chord + ((b * (2 - kappa)) / (S - b * b)) * ((v - b) / d + b / r);
  const one = v * 0.21132486540518713;
  const two = v - one;
  const D1 = S + one * (one - 2 * b);
  const D2 = S + two * (two - 2 * b);
  const first =
    (v / 2) *
    ((one * (one * (1 - kappa) + b)) / (D1 * Math.sqrt(D1)) +
      (two * (two * (1 - kappa) + b)) / (D2 * Math.sqrt(D2)));
  return beta * beta * closed - 2 * c * beta * first;
}

/**
 * Effect of a block on a far station, divided by G and the block's mass per metre (density × area): Taylor's series in
 * place and height, from the column at the block's mean height, to the third order. The column spread over the block's
 * rectangle gives the terms in F_s and F_ss; the ground above and below the mean gives the derivatives of the pull
 * g = ∂(1/d)/∂n along the block's own axes, contracted with its moments. All derivatives are those of 1/d,
 *
 * ```
 * −a·q/d³,   3(a·q)(b·q)/d⁵ − a·b/d³,   −15(a·q)(b·q)(c·q)/d⁷ + 3[(a·b)(c·q) + (a·c)(b·q) + (b·c)(a·q)]/d⁵
 * ```
 *
 * with q the way from station to block, a the station's vertical n, and b, c the block's axes; so the sphere needs no
 * approximation but Taylor's.
 */
export function blockEffect(view: BlockView, m: Float32Array | Float64Array, at: number): number {
  const { stationHeight, curvature: c, x, y, s, width, height } = view;
  const mean = m[at + MEAN];
  const v = stationHeight - mean;
  const beta = 1 + c * stationHeight;
  const kappa = (c * c * s) / 2;
  const q2 = v * v + beta * (1 + c * mean) * s;
  const i2 = 1 / q2;
  const i3 = i2 * Math.sqrt(i2);
  const i5 = i3 * i2;
  // The rectangle: ½ (w²/12 F_xx + h²/12 F_yy), F_xx = 2 F_s + 4x² F_ss, with F = β²[1/(β√s) − 1/d] + cv/d, d² = v² + Ds.
  const j2 = 1 / s;
  const j3 = j2 * Math.sqrt(j2);
  const D = beta * (1 + c * mean);
  const fs = 0.5 * ((beta * beta * D - c * v) * i3 - beta * j3);
  const fss = 0.75 * (beta * j3 * j2 - (beta * beta * D * D - c * v) * i5);
  const w2 = width * width;
  const h2 = height * height;
  const spread = ((w2 + h2) * fs + 2 * (w2 * x * x + h2 * y * y) * fss) / 12;
  const column = columnEffect(v, s, stationHeight, c) + spread;
  if (m[at + SPREAD] === 0) return column;
  // Scalar products of the station's vertical (n) and the block's axes (e, o, u) with q and one another.
  const nq = -v - ((1 + c * mean) * c * s) / 2;
  const uq = -v + (beta * c * s) / 2;
  const ne = (-c * x) / beta;
  const no = (-c * y) / beta;
  const nu = 1 - kappa;
  const i7 = 15 * nq * i5 * i2;
  const t5 = 3 * i5;
  const gx = t5 * nq * x - ne * i3;
  const gy = t5 * nq * y - no * i3;
  const gu = t5 * nq * uq - nu * i3;
  const guu = t5 * (2 * nu * uq + nq) - i7 * uq * uq;
  const gux = t5 * (nu * x + ne * uq) - i7 * uq * x;
  const guy = t5 * (nu * y + no * uq) - i7 * uq * y;
  const gxx = t5 * (2 * ne * x + nq) - i7 * x * x;
  const gxy = t5 * (ne * y + no * x) - i7 * x * y;
  const gyy = t5 * (2 * no * y + nq) - i7 * y * y;
  const ground =
    gx * m[at + DX] +
    gy * m[at + DY] +
    0.5 * (gu - 2 * c * nq * i3) * m[at + D2] +
    (guu * m[at + D3]) / 6 +
    0.5 * (gux * m[at + D2X] + guy * m[at + D2Y] + gxx * m[at + DXX] + gyy * m[at + DYY]) +
    gxy * m[at + DXY];
  return column - (1 + c * mean) ** 2 * ground;
}

/**
 * Upper bound of the error of {@link blockEffect}, in the same unit: the terms of the fourth order, with every
 * derivative of 1/d at its largest at the block's nearest point, and the moments bounded by spread, largest height above
 * the mean and size of the block. A mixed derivative of 1/d of order four is at most 24/d⁵; of those with two steps
 * up and two aside it is 14.25/d⁵; with an odd number of steps up it vanishes at the station's level and grows as
 * 60 z/d⁶ and 45 z/d⁶. Infinite where the station stands in the block.
 */
export function blockError(view: BlockView, m: Float32Array | Float64Array, at: number): number {
  const { stationHeight, curvature: c, s, width, height } = view;
  const near = Math.sqrt(s) - 0.5 * Math.sqrt(width * width + height * height);
  if (near <= 0) return Number.POSITIVE_INFINITY;
  const v = Math.abs(stationHeight - m[at + MEAN]);
  const largest = m[at + LARGEST];
  const spread = m[at + SPREAD];
  const i = 1 / near;
  const i5 = i * i * i * i * i;
  const a = Math.max(width, height);
  const a2 = a * a;
  const a4 = a2 * a2;
  // The column of the mean height over the rectangle: 180 v²/d⁷ or 120 v/d⁶, and 12 cv/d⁵ by the curvature.
  const steep = v * i;
  const column = a4 * i5 * (Math.min(0.125 * steep * steep, 0.084 * steep) + 0.0084 * c * v);
  if (spread === 0) return column;
  const level = (v + largest + 1.6 * c * s) * i; // height over distance, with what curvature tilts
  const ground =
    spread *
    (1.04 * a2 * a * level +
      spread * (1.8 * a2 + 5.3 * largest * a * level + largest * largest * (level < 0.3 ? 0.375 : 1)));
  return column + ground * i5;
}
