/**
 * What a block of terrain is to a station far away: moments of its surfaces' heights and places. With δ the height
 * above the block's mean and x, y the place east and north of its middle, all as means over the block's area:
 *
 * mean, E δ², E δx, E δy, E δ³, E δ²x, E δ²y, E δx², E δxy, E δy², the largest |δ|, and √E|δ²|.
 *
 * A cell may have several surfaces (sea floor and sea level, say); each has its share of the density, and the shares
 * add up to 1.
 */
export const MOMENTS = 12;
export const MEAN = 0;
export const D2 = 1;
export const DX = 2;
export const DY = 3;
export const D3 = 4;
export const D2X = 5;
export const D2Y = 6;
export const DXX = 7;
export const DXY = 8;
export const DYY = 9;
export const LARGEST = 10;
export const SPREAD = 11;

/** A part of a parent block: its moments, where its middle lies in the parent, its size and its share of the area. */
export interface ChildBlock {
  readonly moments: Float64Array;
  x: number;
  y: number;
  width: number;
  height: number;
  share: number;
}

/** An empty part. */
export function childBlock(): ChildBlock {
  return { moments: new Float64Array(MOMENTS), x: 0, y: 0, width: 0, height: 0, share: 0 };
}

/**
 * Moments of the whole from those of its parts, exactly: with Δ = mean of the part less mean of the whole and
 * (ex, ey) the part's middle, δ = δ' + Δ and x = x' + ex. Shares of density may be negative (rock heavier than the
 * slab's), so the spread is carried on by Minkowski's inequality where it is not the root of E δ².
 */
export function joinBlocks(
  parts: readonly ChildBlock[],
  count: number,
  into: Float32Array,
  at: number,
): void {
  let mean = 0;
  for (let k = 0; k < count; k++) mean += parts[k].share * parts[k].moments[MEAN];
  sums.fill(0);
  for (let k = 0; k < count; k++) addPart(parts[k], parts[k].moments[MEAN] - mean);
  sums[MEAN] = mean;
  sums[SPREAD] = Math.sqrt(Math.max(sums[SPREAD], sums[D2], 0));
  for (let k = 0; k < MOMENTS; k++) into[at + k] = sums[k];
}

const sums = new Float64Array(MOMENTS);

function addPart({ moments: m, x, y, width, height, share }: ChildBlock, rise: number): void {
  const rise2 = rise * rise;
  sums[D2] += share * (m[D2] + rise2);
  sums[DX] += share * (m[DX] + rise * x);
  sums[DY] += share * (m[DY] + rise * y);
  sums[D3] += share * (m[D3] + 3 * rise * m[D2] + rise2 * rise);
  sums[D2X] += share * (m[D2X] + 2 * rise * m[DX] + x * (m[D2] + rise2));
  sums[D2Y] += share * (m[D2Y] + 2 * rise * m[DY] + y * (m[D2] + rise2));
  sums[DXX] += share * (m[DXX] + 2 * x * m[DX] + rise * ((width * width) / 12 + x * x));
  sums[DXY] += share * (m[DXY] + x * m[DY] + y * m[DX] + rise * x * y);
  sums[DYY] += share * (m[DYY] + 2 * y * m[DY] + rise * ((height * height) / 12 + y * y));
  sums[LARGEST] = Math.max(sums[LARGEST], m[LARGEST] + Math.abs(rise));
  const isPlain = m[SPREAD] * m[SPREAD] <= m[D2] * (1 + 1e-6);
  sums[SPREAD] += share * (isPlain ? m[D2] + rise2 : (m[SPREAD] + Math.abs(rise)) ** 2);
}

/**
 * {@link joinBlocks} for the most frequent block: two by two level cells of one size, which are heights and nothing else.
 *
 * @param southWest - height, metres, and so on
 * @param width - of one cell, metres
 */
export function joinFourCells(
  southWest: number,
  southEast: number,
  northWest: number,
  northEast: number,
  width: number,
  height: number,
  into: Float32Array,
  at: number,
): void {
  const mean = (southWest + southEast + northWest + northEast) / 4;
  const a = southWest - mean;
  const b = southEast - mean;
  const c = northWest - mean;
  const d = northEast - mean;
  const [aa, bb, cc, dd] = [a * a, b * b, c * c, d * d];
  const square = (aa + bb + cc + dd) / 4;
  into[at + MEAN] = mean;
  into[at + D2] = square;
  into[at + DX] = ((b + d - a - c) * width) / 8;
  into[at + DY] = ((c + d - a - b) * height) / 8;
  into[at + D3] = (aa * a + bb * b + cc * c + dd * d) / 4;
  into[at + D2X] = ((bb + dd - aa - cc) * width) / 8;
  into[at + D2Y] = ((cc + dd - aa - bb) * height) / 8;
  into[at + DXX] = 0; // x² is the same for all four, and their rises add up to 0
  into[at + DXY] = ((a + d - b - c) * width * height) / 16;
  into[at + DYY] = 0;
  into[at + LARGEST] = Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
  into[at + SPREAD] = Math.sqrt(square);
}
