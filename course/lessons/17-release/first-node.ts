import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface HeaderGiven {
  readonly ncols: number;
  readonly nrows: number;
  readonly xllcorner: number;
  readonly yllcorner: number;
  readonly cellsize: number;
}

const rightAnswer = ({ xllcorner, yllcorner, cellsize, ncols }: HeaderGiven) => ({
  west_deg: xllcorner + cellsize / 2,
  south_deg: yllcorner + cellsize / 2,
  east_deg: xllcorner + (ncols - 0.5) * cellsize,
});

/** Exercise 17.1. */
export const firstNode: Exercise = defineExercise({
  id: "17.1",
  objective: "Say where the samples of a grid stand, from the header of its file",
  minutes: 5,
  points: 1,
  given: [
    { ncols: 20, nrows: 31, xllcorner: 104.9, yllcorner: 17.1, cellsize: 0.05 },
    { ncols: 16, nrows: 25, xllcorner: 101.2, yllcorner: 14.6, cellsize: 0.04 },
  ] satisfies HeaderGiven[],
  // A tenth of half a cell: rounding passes, a shift by half a cell does not.
  reads: {
    west_deg: number("degree", { tolerance: 0.001 }),
    south_deg: number("degree", { tolerance: 0.001 }),
    east_deg: number("degree", { tolerance: 0.001 }),
  },
  check: ({ given }) => rightAnswer(given),
  misconceptions: [
    instead(
      "corner-as-sample",
      "west_deg",
      ({ given }) => given.xllcorner,
      "This is the corner of the first cell. The sample stands in the middle of the cell, half a cell farther.",
    ),
    instead(
      "corner-as-south-row",
      "south_deg",
      ({ given }) => given.yllcorner,
      "This is the south corner of the first cell. Its sample stands half a cell farther north.",
    ),
    instead(
      "north-row",
      "south_deg",
      ({ given }) => given.yllcorner + (given.nrows - 0.5) * given.cellsize,
      "This is the north row. The south row is the one beside the corner that the header names.",
    ),
    instead(
      "corner-minus-half",
      "west_deg",
      ({ given }) => given.xllcorner - given.cellsize / 2,
      "You went half a cell to the west. The cell lies east of its corner, so its middle is half a cell to the east.",
    ),
    instead(
      "whole-cell",
      "west_deg",
      ({ given }) => given.xllcorner + given.cellsize,
      "You went a whole cell. The middle of a cell is half a cell from its corner.",
    ),
    instead(
      "edge-for-sample",
      "east_deg",
      ({ given }) => given.xllcorner + given.ncols * given.cellsize,
      "This is the east edge of the grid. The last sample stands half a cell before it.",
    ),
    instead(
      "from-the-corner",
      "east_deg",
      ({ given }) => given.xllcorner + (given.ncols - 1) * given.cellsize,
      "You began at the corner. The number of steps is right: begin at the first sample.",
    ),
    instead(
      "rows-for-columns",
      "east_deg",
      ({ given }) => given.xllcorner + (given.nrows - 0.5) * given.cellsize,
      "You counted the rows. From west to east, the columns are counted: `ncols`.",
    ),
    instead(
      "one-too-many",
      "east_deg",
      ({ given }) => given.xllcorner + (given.ncols + 0.5) * given.cellsize,
      "From the first sample to the last there is one step less than there are columns.",
    ),
  ],
  hints: [
    "Draw the first cell as a square. Where is its corner, and where is its middle?",
    "Under the word `corner`, the first sample stands half a cell east and north. Then there are ncols − 1 steps to the last one.",
    "Write: `const west_deg = xllcorner + ... / 2;` and `const east_deg = west_deg + (ncols - ...) * cellsize;`",
  ],
  wrong: {
    "corner-as-sample": ({ given }) => ({ ...rightAnswer(given), west_deg: given.xllcorner }),
    "corner-as-south-row": ({ given }) => ({ ...rightAnswer(given), south_deg: given.yllcorner }),
    "north-row": ({ given }) => ({
      ...rightAnswer(given),
      south_deg: given.yllcorner + given.cellsize / 2 + (given.nrows - 1) * given.cellsize,
    }),
    "from-the-corner": ({ given }) => ({
      ...rightAnswer(given),
      east_deg: given.xllcorner + given.ncols * given.cellsize - given.cellsize,
    }),
    "rows-for-columns": ({ given }) => ({
      ...rightAnswer(given),
      east_deg: given.xllcorner + given.cellsize / 2 + (given.nrows - 1) * given.cellsize,
    }),
    "corner-minus-half": ({ given }) => ({
      ...rightAnswer(given),
      west_deg: given.xllcorner - 0.5 * given.cellsize,
    }),
    "whole-cell": ({ given }) => ({ ...rightAnswer(given), west_deg: given.cellsize + given.xllcorner }),
    "edge-for-sample": ({ given }) => ({
      ...rightAnswer(given),
      east_deg: given.xllcorner + given.cellsize * given.ncols,
    }),
    "one-too-many": ({ given }) => ({
      ...rightAnswer(given),
      east_deg: given.xllcorner + given.cellsize / 2 + given.ncols * given.cellsize,
    }),
  },
});
