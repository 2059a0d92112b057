/** A landscape on a square lattice, row-major, south row first: what rivers work on. */
export interface Landscape {
  readonly columns: number;
  readonly rows: number;
  /** Heights, metres; changed in place. */
  readonly height: Float64Array;
  /** Rise in one step, metres. */
  readonly uplift: Float64Array;
  /** How easily rivers cut, 0 to 1. */
  readonly erodibility: Float64Array;
  /** 1 where the height is held: the sea, and where rivers leave the lattice. */
  readonly isOutlet: Uint8Array;
}

/** Part of a cell's drop to its receiver that a river from one cell wears off in a step. */
const CUT = 0.16;
/** Part of the difference to its neighbours that a slope loses in a step. */
const CREEP = 0.012;

/**
 * Lets rivers cut a landscape while it rises: dh/dt = U − K √A · slope (the stream power law with m = 1/2, n = 1),
 * solved backwards in time from the outlets up; hollows fill with sediment. Sums, products and square roots only:
 * every machine gives the same bits.
 *
 * Source: Braun, J. & Willett, S. D. (2013), A very efficient O(n), implicit and parallel method to solve the stream
 * power equation, Geomorphology 180, 170–179; the order of the cells by Barnes, R., Lehman, C. & Mulla, D. (2014),
 * Priority-flood, Computers & Geosciences 62, 117–127.
 */
export function erode(land: Landscape, steps: number): void {
  const cells = land.columns * land.rows;
  const order = new Int32Array(cells);
  const receiver = new Int32Array(cells);
  const flood = new Flood(land);
  const area = new Float64Array(cells);
  const before = new Float64Array(cells);
  for (let step = 0; step < steps; step++) {
    flood.run(order, receiver);
    cut(land, order, receiver, area);
    creep(land, before);
  }
}

function cut(land: Landscape, order: Int32Array, receiver: Int32Array, area: Float64Array): void {
  const { columns, height, uplift, erodibility, isOutlet } = land;
  area.fill(1);
  for (let k = order.length - 1; k >= 0; k--) {
    const cell = order[k];
    if (receiver[cell] !== cell) area[receiver[cell]] += area[cell];
  }
  for (let k = 0; k < order.length; k++) {
    const cell = order[k];
    const to = receiver[cell];
    if (to === cell || isOutlet[cell]) continue;
    const step = Math.abs(cell - to);
    const isStraight = step === 1 || step === columns;
    const power = CUT * erodibility[cell] * Math.sqrt(area[cell]) * (isStraight ? 1 : Math.SQRT1_2);
    const risen = height[cell] + uplift[cell];
    const lower = height[to];
    height[cell] = risen > lower ? (risen + power * lower) / (1 + power) : lower + 0.02;
  }
}

/** Slopes creep towards the mean of their neighbours. */
function creep({ columns, rows, height, isOutlet }: Landscape, before: Float64Array): void {
  before.set(height);
  for (let row = 1; row < rows - 1; row++)
    for (let column = 1; column < columns - 1; column++) {
      const at = row * columns + column;
      if (isOutlet[at]) continue;
      const around = before[at - 1] + before[at + 1] + before[at - columns] + before[at + columns];
      height[at] += CREEP * (around - 4 * before[at]);
    }
}

/** Floods a landscape from its outlets, lowest cell first: gives every cell a way down to an outlet. */
class Flood {
  private readonly land: Landscape;
  private readonly heap: Int32Array;
  private readonly level: Float64Array;
  private readonly state: Uint8Array;
  private size = 0;
  private known = 0;

  constructor(land: Landscape) {
    this.land = land;
    this.heap = new Int32Array(land.height.length);
    this.level = new Float64Array(land.height.length);
    this.state = new Uint8Array(land.height.length);
  }

  /** Fills `order` with the cells from the outlets up, and `receiver` with the cell that each one drains to. */
  run(order: Int32Array, receiver: Int32Array): void {
    const { height, isOutlet } = this.land;
    this.state.fill(0);
    this.size = 0;
    this.known = 0;
    for (let cell = 0; cell < height.length; cell++) {
      if (!isOutlet[cell]) continue;
      this.level[cell] = height[cell];
      if (this.touchesLand(cell)) this.push(cell, height[cell]);
      else this.settle(cell, order, receiver);
    }
    while (this.size > 0) {
      const cell = this.pop();
      this.settle(cell, order, receiver);
      receiver[cell] = this.look(cell);
    }
  }

  private settle(cell: number, order: Int32Array, receiver: Int32Array): void {
    order[this.known++] = cell;
    receiver[cell] = cell;
    this.state[cell] = 2;
  }

  private touchesLand(cell: number): boolean {
    const { columns, rows, isOutlet } = this.land;
    const column = cell % columns;
    for (let dy = -columns; dy <= columns; dy += columns)
      for (let dx = -1; dx <= 1; dx++) {
        const other = cell + dy + dx;
        if (other < 0 || other >= columns * rows || column + dx < 0 || column + dx >= columns) continue;
        if (!isOutlet[other]) return true;
      }
    return false;
  }

  /** Floods the neighbours of a cell; returns the one, of those done before, that it falls to most steeply. */
  private look(cell: number): number {
    const { columns, rows, height, isOutlet } = this.land;
    const column = cell % columns;
    const level = this.level[cell];
    let best = cell;
    let bestDrop = Number.NEGATIVE_INFINITY;
    for (let dy = -columns; dy <= columns; dy += columns)
      for (let dx = -1; dx <= 1; dx++) {
        const other = cell + dy + dx;
        if (other < 0 || other >= columns * rows || column + dx < 0 || column + dx >= columns) continue;
        if (this.state[other] === 0) this.push(other, Math.max(height[other], level));
        if (this.state[other] !== 2 || other === cell) continue;
        const drop = (level - this.level[other]) * (dx === 0 || dy === 0 ? 1 : Math.SQRT1_2);
        if (drop > bestDrop) {
          bestDrop = drop;
          best = other;
        }
      }
    return isOutlet[cell] ? cell : best;
  }

  private push(cell: number, level: number): void {
    this.state[cell] = 1;
    this.level[cell] = level;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isLower(cell, this.heap[parent])) break;
      this.heap[at] = this.heap[parent];
      at = parent;
    }
    this.heap[at] = cell;
  }

  private pop(): number {
    const top = this.heap[0];
    const last = this.heap[--this.size];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.isLower(this.heap[child + 1], this.heap[child])) child++;
      if (!this.isLower(this.heap[child], last)) break;
      this.heap[at] = this.heap[child];
      at = child;
    }
    if (this.size > 0) this.heap[at] = last;
    return top;
  }

  private isLower(a: number, b: number): boolean {
    return this.level[a] < this.level[b] || (this.level[a] === this.level[b] && a < b);
  }
}
