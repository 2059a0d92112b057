import type { KrigingField } from "./kriging-field.js";
import type { KrigingPlaces } from "./kriging-matrix.js";
import { NearestSets } from "./nearest-sets.js";
import { BLOCK } from "./whiten-rows.js";

/** Some of a list of numbers, from one index to before another. */
export interface Part {
  readonly list: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** Which points some places near each other choose. The arrays are longer than what counts, and used again. */
export interface ChosenSets {
  /** Rows of the field: first the core, then the points that some of the places choose. */
  points: Int32Array;
  count: number;
  /** How many of the points belong to the core, which all places choose; whole blocks. */
  core: number;
  /** How many groups of places with the same points there are. */
  groups: number;
  /** Where the places of each group end in the order. */
  ends: Int32Array;
  /** The points of each group beside the core: `each` ascending positions in `points`. */
  others: Int32Array;
  each: number;
}

/** Makes the choice of each place's nearest points; it puts places with the same points one after another. */
export function setsOfPlaces(
  field: KrigingField,
): (candidates: Part, places: KrigingPlaces, order: Part) => ChosenSets {
  const { neighbours } = field;
  const nearest = new NearestSets();
  const none = new Int32Array(0);
  const sets: ChosenSets = {
    ...{ points: none, count: 0, core: 0, groups: 0, ends: none, others: none, each: 0 },
  };
  let [x, y] = [new Float64Array(0), new Float64Array(0)];
  let [chosen, uses, position, groupOf, keys, sorted] = [none, none, none, none, none, none];

  const reserve = (count: number, size: number): void => {
    if (x.length < count) {
      [x, y] = [new Float64Array(2 * count), new Float64Array(2 * count)];
      [uses, position, sets.points] = [0, 1, 2].map(() => new Int32Array(2 * count));
    }
    if (groupOf.length >= size) return;
    [groupOf, keys, sorted, sets.ends] = [0, 1, 2, 3].map(() => new Int32Array(2 * size));
    [chosen, sets.others] = [0, 1].map(() => new Int32Array(2 * size * neighbours));
  };

  /** Puts the points that all choose first, those that some choose after them; leaves out the rest. */
  const coreFirst = ({ list, from }: Part, count: number, size: number): void => {
    let shared = 0;
    for (let i = 0; i < count; i++) if (uses[i] === size) shared += 1;
    sets.core = shared - (shared % BLOCK);
    let [first, other] = [0, sets.core];
    for (let i = 0; i < count; i++) {
      if (uses[i] === 0) continue;
      position[i] = uses[i] === size && first < sets.core ? first++ : other++;
      sets.points[position[i]] = list[from + i];
    }
    sets.count = other;
    sets.each = neighbours - sets.core;
  };

  /** Finds the group of a place, or begins one. */
  const join = (place: number): void => {
    const { core, others, each } = sets;
    const own = sets.groups * each;
    let [count, key] = [own, 0];
    for (let j = place * neighbours; j < (place + 1) * neighbours; j++) {
      const at = position[chosen[j]];
      if (at < core) continue;
      others[count++] = at;
      key = (Math.imul(key, 31) + at) | 0;
    }
    for (let g = sets.groups - 1; g >= 0; g--) {
      if (keys[g] !== key || !isSame(others, g * each, own, each)) continue;
      groupOf[place] = g;
      sets.ends[g] += 1;
      return;
    }
    groupOf[place] = sets.groups;
    keys[sets.groups] = key;
    sets.ends[sets.groups] = 1;
    sets.groups += 1;
  };

  /** Counting sort of the order by group. */
  const sortByGroup = ({ list, from }: Part, size: number): void => {
    const { ends, groups } = sets;
    for (let [g, at] = [0, from]; g < groups; g++) {
      at += ends[g];
      ends[g] = at - ends[g];
    }
    for (let i = 0; i < size; i++) sorted[ends[groupOf[i]]++ - from] = list[from + i];
    for (let i = 0; i < size; i++) list[from + i] = sorted[i];
  };

  /** All places have the same points. */
  const oneGroup = ({ list, from, to }: Part, order: Part): ChosenSets => {
    const count = to - from;
    reserve(count, 1);
    for (let i = 0; i < count; i++) sets.points[i] = list[from + i];
    sets.ends[0] = order.to;
    [sets.count, sets.groups, sets.each] = [count, 1, count % BLOCK];
    sets.core = count - sets.each;
    for (let i = 0; i < sets.each; i++) sets.others[i] = sets.core + i;
    return sets;
  };

  return (candidates, places, order) => {
    const [count, size] = [candidates.to - candidates.from, order.to - order.from];
    if (count === neighbours) return oneGroup(candidates, order);
    reserve(count, size);
    for (let i = 0; i < count; i++) {
      x[i] = field.x[candidates.list[candidates.from + i]];
      y[i] = field.y[candidates.list[candidates.from + i]];
    }
    nearest.restart(count);
    uses.fill(0, 0, count);
    for (let i = 0; i < size; i++) {
      const [k, at] = [order.list[order.from + i], i * neighbours];
      nearest.choose(x, y, count, places.x[k], places.y[k], neighbours, chosen, at);
      for (let j = at; j < at + neighbours; j++) uses[chosen[j]] += 1;
    }
    coreFirst(candidates, count, size);
    sets.groups = 0;
    for (let i = 0; i < size; i++) join(i);
    sortByGroup(order, size);
    return sets;
  };
}

function isSame(list: Int32Array, a: number, b: number, count: number): boolean {
  for (let k = 0; k < count; k++) if (list[a + k] !== list[b + k]) return false;
  return true;
}
