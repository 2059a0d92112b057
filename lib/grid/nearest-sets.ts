/**
 * The nearest points of one place after another, chosen from candidates. From the radius that sufficed for the place
 * before follows between which radii the new one lies: only candidates between the two are sorted.
 */
export class NearestSets {
  private squares = new Float64Array(0);
  private between = new Float64Array(0);
  private radius = Infinity;
  private lastX = 0;
  private lastY = 0;

  /** Forgets the place before. */
  restart(candidates: number): void {
    this.radius = Infinity;
    if (this.squares.length >= candidates) return;
    this.squares = new Float64Array(2 * candidates);
    this.between = new Float64Array(2 * candidates);
  }

  /**
   * Writes the numbers of the `size` candidates nearest to a place to `chosen`, from `at` on, ascending. Of candidates at
   * the same distance the first count.
   */
  choose(
    x: Float64Array,
    y: Float64Array,
    count: number,
    px: number,
    py: number,
    size: number,
    chosen: Int32Array,
    at: number,
  ): void {
    if (count === size) {
      for (let i = 0; i < size; i++) chosen[at + i] = i;
      return;
    }
    const { squares } = this;
    const limit = this.lastSquare(x, y, count, px, py, size);
    const end = at + size;
    let taken = at;
    for (let i = 0; i < count; i++) if (squares[i] <= limit && taken++ < end) chosen[taken - 1] = i;
    if (taken === end) return;
    // More than one is at the last distance.
    let ties = size;
    for (let i = 0; i < count; i++) if (squares[i] < limit) ties -= 1;
    for (let [i, next] = [0, at]; next < end; i++)
      if (squares[i] < limit || (squares[i] === limit && ties-- > 0)) chosen[next++] = i;
  }

  /** Fills the squared distances; returns that of the last one of the nearest. */
  private lastSquare(
    x: Float64Array,
    y: Float64Array,
    count: number,
    px: number,
    py: number,
    size: number,
  ): number {
    const { squares, between, radius } = this;
    const step = Math.sqrt((px - this.lastX) ** 2 + (py - this.lastY) ** 2) + 1e-9 * radius;
    const low = radius < Infinity ? Math.max(radius - step, 0) ** 2 : 0;
    const high = (radius + step) ** 2;
    let [inside, found] = [0, 0];
    for (let i = 0; i < count; i++) {
      const dx = x[i] - px;
      const dy = y[i] - py;
      const square = dx * dx + dy * dy;
      squares[i] = square;
      if (square < low) inside += 1;
      else if (square <= high) between[found++] = square;
    }
    const limit = nthSmallest(between, found, size - inside);
    this.radius = Math.sqrt(limit);
    this.lastX = px;
    this.lastY = py;
    return limit;
  }
}

/** The n-th smallest of the first `count` values, n from 1, which change their order (Hoare's quickselect). */
export function nthSmallest(values: Float64Array, count: number, n: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low, high];
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
