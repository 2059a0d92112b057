/**
 * An order in which the unknowns of a sparse symmetric matrix can be eliminated with few new elements: at every step
 * one of the unknowns that has the fewest neighbours, counted approximately. An unknown that touches very many others
 * (a base in every loop, a meter's scale factor) comes last.
 *
 * @param size - unknowns
 * @param starts - neighbours of unknown i are `neighbours[starts[i]] … neighbours[starts[i + 1] − 1]`
 * @param neighbours - both (i, j) and (j, i) are there; without i itself
 * @returns the unknowns in the order of elimination
 *
 * Source: Amestoy, Davis & Duff (1996), An approximate minimum degree ordering algorithm, SIAM J. Matrix Analysis 17,
 * 886–905, algorithm 2 with element absorption, without supervariables.
 *
 * @example
 * // a star: the middle touches everybody and comes last or last but one
 * const order = minimumDegree(4, Int32Array.of(0, 3, 4, 5, 6), Int32Array.of(1, 2, 3, 0, 0, 0));
 * order.indexOf(0) >= 2; // => true
 */
export function minimumDegree(size: number, starts: Int32Array, neighbours: Int32Array): Int32Array {
  const limit = Math.max(16, 10 * Math.sqrt(size));
  const dense = Array.from({ length: size }, (_, i) => starts[i + 1] - starts[i] > limit);
  const order = new Int32Array(size);
  const graph = makeGraph(size, starts, neighbours, dense);
  const queue = makeQueue(size);
  let done = 0;
  for (let i = 0; i < size; i++) if (!dense[i]) queue.put(i, graph.variables[i].length);
  for (let next = queue.take(); next >= 0; next = queue.take()) {
    order[done++] = next;
    eliminate(graph, next, size - done, queue.put);
  }
  const last = Array.from({ length: size }, (_, i) => i).filter((i) => dense[i]);
  last.sort((a, b) => starts[a + 1] - starts[a] - (starts[b + 1] - starts[b]) || a - b);
  for (const i of last) order[done++] = i;
  return order;
}

/** The quotient graph: a variable's neighbours are its variables and all members of its elements. */
interface Graph {
  readonly variables: number[][];
  readonly elements: number[][];
  /** Members of the element that an eliminated variable has become; empty once another has absorbed it. */
  readonly members: number[][];
  readonly degree: Int32Array;
  /** Marks with the number of the step, so that they never need to be cleared. */
  readonly mark: Int32Array;
  readonly outside: Int32Array;
  readonly outsideStep: Int32Array;
}

function makeGraph(size: number, starts: Int32Array, neighbours: Int32Array, dense: boolean[]): Graph {
  const variables = Array.from({ length: size }, (_, i) =>
    dense[i] ? [] : Array.from(neighbours.subarray(starts[i], starts[i + 1])).filter((j) => !dense[j]),
  );
  return {
    variables,
    elements: Array.from({ length: size }, () => []),
    members: Array.from({ length: size }, () => []),
    degree: Int32Array.from(variables, (list) => list.length),
    mark: new Int32Array(size).fill(-1),
    outside: new Int32Array(size),
    outsideStep: new Int32Array(size).fill(-1),
  };
}

function eliminate(
  graph: Graph,
  pivot: number,
  left: number,
  put: (i: number, degree: number) => void,
): void {
  const { variables, elements, members, degree, mark, outside, outsideStep } = graph;
  const joined: number[] = [];
  mark[pivot] = pivot;
  const join = (list: readonly number[]) => {
    for (const i of list) {
      if (mark[i] === pivot) continue;
      mark[i] = pivot;
      joined.push(i);
    }
  };
  join(variables[pivot]);
  for (const element of elements[pivot]) {
    join(members[element]);
    members[element] = [];
  }
  members[pivot] = joined;
  variables[pivot] = [];
  elements[pivot] = [];
  // how many members every other element has outside the new one
  for (const i of joined)
    for (const element of elements[i]) {
      if (members[element].length === 0) continue;
      if (outsideStep[element] !== pivot) {
        outsideStep[element] = pivot;
        outside[element] = members[element].length;
      }
      outside[element]--;
    }
  for (const i of joined) {
    variables[i] = variables[i].filter((j) => mark[j] !== pivot);
    elements[i] = elements[i].filter((element) => members[element].length > 0 && outside[element] > 0);
    let count = variables[i].length + joined.length - 1;
    for (const element of elements[i]) count += outside[element];
    elements[i].push(pivot);
    degree[i] = Math.min(left - 1, degree[i] + joined.length - 1, count);
    put(i, degree[i]);
  }
}

/** Buckets by degree. A variable that is put again leaves its old bucket. */
function makeQueue(size: number): { put(i: number, degree: number): void; take(): number } {
  const head = new Int32Array(size + 1).fill(-1);
  const next = new Int32Array(size).fill(-1);
  const previous = new Int32Array(size).fill(-1);
  const bucket = new Int32Array(size).fill(-1);
  let lowest = 0;
  const leave = (i: number) => {
    if (bucket[i] < 0) return;
    if (previous[i] >= 0) next[previous[i]] = next[i];
    else head[bucket[i]] = next[i];
    if (next[i] >= 0) previous[next[i]] = previous[i];
    bucket[i] = -1;
  };
  return {
    put(i, degree) {
      leave(i);
      const at = Math.max(0, Math.min(size, degree));
      bucket[i] = at;
      previous[i] = -1;
      next[i] = head[at];
      if (head[at] >= 0) previous[head[at]] = i;
      head[at] = i;
      lowest = Math.min(lowest, at);
    },
    take() {
      while (lowest <= size && head[lowest] < 0) lowest++;
      if (lowest > size) return -1;
      const i = head[lowest];
      leave(i);
      return i;
    },
  };
}
