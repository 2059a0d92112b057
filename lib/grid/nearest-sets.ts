import type { Positions } from "../core/grid-sample.js";

/**
 * The nearest points of one place after another. From place to place few points change: the set of the place before is
 * mended, by exchanging its farthest point for the nearest one outside, until none outside is nearer.
 */
export class NearestSets {
  /** 1 for each candidate that is among the nearest. */
  inside: Uint8Array = new Uint8Array(0);
  /** 1 for each that was, at all places so far; and at some of them. */
  always: Uint8Array = new Uint8Array(0);
  ever: Uint8Array = new Uint8Array(0);
  /** Positions of the candidates, which the caller fills in before it begins. */
  x: Float64Array = new Float64Array(0);
  y: Float64Array = new Float64Array(0);
  private squares = new Float64Array(0);
  private count = 0;

  /** Makes room for so many candidates. */
  reserve(count: number): void {
    if (this.x.length >= count) return;
    [this.x, this.y, this.squares] = [0, 1, 2].map(() => new Float64Array(2 * count));
    [this.inside, this.always, this.ever] = [0, 1, 2].map(() => new Uint8Array(2 * count));
  }

  /** Begins with a place, and with `inside` of as many candidates as are to be chosen, if not yet the right ones. */
  begin(count: number, places: Positions, k: number): void {
    this.count = count;
    this.move(places, k);
    const { inside, always, ever } = this;
    for (let i = 0; i < count; i++) always[i] = ever[i] = inside[i];
  }

  /**
   * Moves to another place; says whether the set changed. Of candidates at the same distance the first count.
   */
  move(places: Positions, k: number): boolean {
    const { x, y, squares, count } = this;
    const px = places.x[k];
    const py = places.y[k];
    for (let i = 0; i < count; i++) {
      const dx = x[i] - px;
      const dy = y[i] - py;
      squares[i] = dx * dx + dy * dy;
    }
    let isChanged = false;
    while (this.exchange()) isChanged = true;
    return isChanged;
  }

  /** Exchanges the farthest inside for the nearest outside, if that is nearer. */
  private exchange(): boolean {
    const { inside, always, ever, squares, count } = this;
    let farthest = -1;
    let nearest = Number.POSITIVE_INFINITY;
    let last = -1;
    let first = -1;
    for (let i = 0; i < count; i++) {
      const square = squares[i];
      if (inside[i] === 1) {
        if (square < farthest) continue;
        farthest = square;
        last = i;
      } else if (square < nearest) {
        nearest = square;
        first = i;
      }
    }
    if (nearest > farthest || (nearest === farthest && first > last)) return false;
    inside[last] = always[last] = 0;
    inside[first] = ever[first] = 1;
    return true;
  }
}

/** The n-th smallest of the first `count` values, n from 1, which change their order (Hoare's quickselect). */
export function nthSmallest(values: Float64Array, count: number, n: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const other = values[i];
      values[i++] = values[j];
      values[j--] = other;
    }
    if (n - 1 <= j) high = j;
    else if (n - 1 >= i) low = i;
    else break;
  }
  return values[n - 1];
}
