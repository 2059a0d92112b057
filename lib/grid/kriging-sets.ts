import type { Box, Part } from "./halve-places.js";
import type { KrigingField } from "./kriging-field.js";
import type { KrigingPlaces } from "./kriging-matrix.js";
import { NearestSets } from "./nearest-sets.js";

/** The points among which all places of a box have their nearest. */
export interface Candidates {
  readonly points: Part;
  readonly box: Box;
  /** Square of the distance from the middle of the box to its last neighbour; infinite where all points are neighbours. */
  readonly reach: number;
}

/** Which points some places near each other choose. The arrays are longer than what counts, and used again. */
export interface ChosenSets {
  /** Rows of the field: first the core, which all places choose, then the points that some of them choose. */
  points: Int32Array;
  core: number;
  count: number;
  /** How many groups of places with the same points there are; a group is of places one after another. */
  groups: number;
  /** Where the places of each group end in the order. */
  ends: Int32Array;
  /** The points of each group beside the core: `each` ascending positions in `points`. */
  others: Int32Array;
  each: number;
}

/** Distances are compared with so much room for rounding. */
const MARGIN = 1e-12;

/** Makes the choice of each place's nearest points. */
export function setsOfPlaces(
  field: KrigingField,
): (candidates: Candidates, places: KrigingPlaces, order: Part) => ChosenSets {
  const { neighbours } = field;
  const nearest = new NearestSets();
  const none = new Int32Array(0);
  const sets: ChosenSets = {
    ...{ points: none, core: 0, count: 0, groups: 0, ends: none, others: none, each: 0 },
  };
  /** Candidates that the box does not decide about: their rows of the field, and their positions in `points`. */
  let [ring, position, chosen] = [none, none, none];
  let squares = new Float64Array(0);

  const reserve = (count: number, size: number): void => {
    nearest.reserve(count);
    if (ring.length < count) {
      [ring, position, sets.points] = [0, 1, 2].map(() => new Int32Array(2 * count));
      squares = new Float64Array(2 * count);
    }
    if (sets.ends.length >= size) return;
    sets.ends = new Int32Array(2 * size);
    [chosen, sets.others] = [0, 1].map(() => new Int32Array(2 * size * neighbours));
  };

  /** Takes the points that all places choose wherever they are in the box; the others are the ring. */
  const split = ({ points: { list, from, to }, box, reach }: Candidates): number => {
    const sure = Math.max(Math.sqrt(reach) * (1 - MARGIN) - 2 * box.half, 0) ** 2;
    let count = 0;
    sets.core = 0;
    for (let i = from; i < to; i++) {
      const k = list[i];
      const dx = field.x[k] - box.x;
      const dy = field.y[k] - box.y;
      const square = dx * dx + dy * dy;
      if (square < sure) sets.points[sets.core++] = k;
      else {
        ring[count] = k;
        nearest.x[count] = field.x[k];
        nearest.y[count] = field.y[k];
        squares[count++] = square;
      }
    }
    return count;
  };

  /** The ring's nearest to the middle of the box, first come first served. */
  const chooseMiddle = (count: number, wanted: number, reach: number): void => {
    let taken = 0;
    for (let i = 0; i < count; i++) {
      const isNear = squares[i] <= reach && taken < wanted;
      nearest.inside[i] = isNear ? 1 : 0;
      if (isNear) taken += 1;
    }
  };

  /** Writes down who is inside, for a new group. */
  const write = (count: number, at: number): void => {
    let end = at;
    for (let i = 0; i < count; i++) if (nearest.inside[i] === 1) chosen[end++] = i;
  };

  /** Puts points that all places chose to the core, and those that some chose behind it. */
  const coreFirst = (count: number): void => {
    const { always, ever } = nearest;
    for (let i = 0; i < count; i++)
      if (always[i] === 1) {
        position[i] = -1;
        sets.points[sets.core++] = ring[i];
      }
    sets.count = sets.core;
    for (let i = 0; i < count; i++)
      if (always[i] === 0 && ever[i] === 1) {
        position[i] = sets.count;
        sets.points[sets.count++] = ring[i];
      }
  };

  const othersOfGroups = (length: number): void => {
    let end = 0;
    for (let j = 0; j < length; j++) {
      const at = position[chosen[j]];
      if (at >= 0) sets.others[end++] = at;
    }
  };

  return (candidates, places, order) => {
    const { list, from, to } = order;
    reserve(candidates.points.to - candidates.points.from, to - from);
    const count = split(candidates);
    const wanted = neighbours - sets.core;
    chooseMiddle(count, wanted, candidates.reach);
    nearest.begin(count, places, list[from]);
    write(count, 0);
    sets.groups = 1;
    for (let i = from + 1; i < to; i++) {
      if (!nearest.move(places, list[i])) continue;
      sets.ends[sets.groups - 1] = i;
      write(count, wanted * sets.groups++);
    }
    sets.ends[sets.groups - 1] = to;
    coreFirst(count);
    othersOfGroups(wanted * sets.groups);
    sets.each = neighbours - sets.core;
    return sets;
  };
}
