import { defineExercise, type Exercise, instead, number, whole } from "../../exercise/index.js";

/** A network as a report tells it. Each loop has an offset and a straight drift, each meter an unknown scale factor. */
interface NetworkGiven {
  readonly stations: number;
  readonly absolute_values: number;
  readonly meters: number;
  readonly loops: number;
  readonly visits: number;
  /** Sum of (residual / sigma)². */
  readonly sum_of_squares: number;
}

/** All answers, from the number of unknowns and of observations: the steps after them are done rightly. */
function answered({ sum_of_squares }: NetworkGiven, unknowns: number, observations: number) {
  const more_than_needed = observations - unknowns;
  return { unknowns, more_than_needed, sigma0: Math.sqrt(sum_of_squares / more_than_needed) };
}

const unknownsOf = ({ stations, loops, meters }: NetworkGiven): number => stations + 2 * loops + meters;
const observationsOf = ({ visits, absolute_values }: NetworkGiven): number => visits + absolute_values;
const right = (given: NetworkGiven) => answered(given, unknownsOf(given), observationsOf(given));

/** Exercise 07.2. */
export const moreThanNeeded: Exercise = defineExercise({
  id: "07.2",
  objective: "Count the unknowns of a network, and compute sigma-zero",
  minutes: 5,
  points: 2,
  given: [
    { stations: 12, absolute_values: 3, meters: 2, loops: 8, visits: 64, sum_of_squares: 98 },
    { stations: 20, absolute_values: 4, meters: 3, loops: 15, visits: 150, sum_of_squares: 71 },
  ] satisfies NetworkGiven[],
  // σ0 is told with two digits.
  reads: { unknowns: whole(), more_than_needed: whole(), sigma0: number("1", { tolerance: 0.006 }) },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "offset-forgotten",
      "unknowns",
      ({ given: { stations, loops, meters } }) => stations + loops + meters,
      "Each loop has two unknowns: the drift, and also the offset. A reading alone means nothing, since every loop of a meter counts from its own zero.",
    ),
    instead(
      "scale-forgotten",
      "unknowns",
      ({ given: { stations, loops } }) => stations + 2 * loops,
      "You have the stations and the loops. The scale factor of each meter is asked for too: one unknown for each meter.",
    ),
    instead(
      "bases-known",
      "unknowns",
      ({ given }) => unknownsOf(given) - given.absolute_values,
      "You counted the absolute bases as known. But an absolute value is measured and has a sigma. So it is an observation, and gravity at its station is still unknown.",
    ),
    instead(
      "drift-of-the-meter",
      "unknowns",
      ({ given: { stations, meters } }) => stations + 3 * meters,
      "You gave each meter one offset and one drift. A meter begins anew in each loop: the offset and the drift belong to the loop.",
    ),
    instead(
      "absolute-forgotten",
      "more_than_needed",
      ({ given }) => given.visits - unknownsOf(given),
      "The unknowns are right. But you counted only the visits as observations. Each absolute value is an observation too.",
      { whenRight: ["unknowns"] },
    ),
    instead(
      "root-forgotten",
      "sigma0",
      ({ given }) => given.sum_of_squares / (observationsOf(given) - unknownsOf(given)),
      "The counts are right. This is the square of σ0. Take the root.",
      { whenRight: ["unknowns", "more_than_needed"] },
    ),
    instead(
      "divided-by-all",
      "sigma0",
      ({ given }) => Math.sqrt(given.sum_of_squares / observationsOf(given)),
      "The counts are right. But you divided by all observations. So many were needed for the unknowns, and only the others can show errors. Divide by what is more than needed.",
      { whenRight: ["unknowns", "more_than_needed"] },
    ),
  ],
  hints: [
    "What do we want to know, and what must we find on the way? Stations, loops, meters.",
    "Unknown are: gravity of each station, offset and drift of each loop, scale factor of each meter. Observed are the visits and the absolute values. The difference is what is more than needed.",
    "Write: `unknowns = stations + 2 * loops + ...;`, `more_than_needed = visits + ... - unknowns;` and `sigma0 = Math.sqrt(sum_of_squares / ...);`",
  ],
  wrong: {
    "offset-forgotten": ({ given: g }) => answered(g, g.stations + g.loops + g.meters, observationsOf(g)),
    "scale-forgotten": ({ given: g }) => answered(g, g.stations + g.loops + g.loops, observationsOf(g)),
    "bases-known": ({ given: g }) =>
      answered(g, g.stations - g.absolute_values + 2 * g.loops + g.meters, observationsOf(g)),
    "drift-of-the-meter": ({ given: g }) =>
      answered(g, g.stations + g.meters + 2 * g.meters, observationsOf(g)),
    "absolute-forgotten": ({ given: g }) => answered(g, g.stations + 2 * g.loops + g.meters, g.visits),
    "root-forgotten": ({ given }) => ({ ...right(given), sigma0: right(given).sigma0 ** 2 }),
    "divided-by-all": ({ given }) => ({
      ...right(given),
      sigma0: (given.sum_of_squares / (given.visits + given.absolute_values)) ** 0.5,
    }),
  },
});
