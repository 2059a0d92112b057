import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

/** A row of a meter's dial table. */
interface DialRow {
  readonly counter: number;
  readonly value_mgal: number;
  readonly factor: number;
}

interface CounterGiven {
  readonly counter: number;
  /** Three rows of the dial table; the second is the right one. */
  readonly table: readonly DialRow[];
}

/** What is left of the counter above the row that the table has for it. */
const rest = ({ counter, table }: CounterGiven): number => counter - table[1].counter;

/** Exercise 01.1. */
export const counterToMilligal: Exercise = defineExercise({
  id: "01.1",
  objective: "Turn a counter reading into mGal with the meter's dial table",
  minutes: 4,
  points: 1,
  given: [
    {
      counter: 2187.3,
      table: [
        { counter: 2000, value_mgal: 2011.685, factor: 1.00524 },
        { counter: 2100, value_mgal: 2112.209, factor: 1.00517 },
        { counter: 2200, value_mgal: 2212.726, factor: 1.0051 },
      ],
    },
    {
      counter: 1643.85,
      table: [
        { counter: 1500, value_mgal: 1508.96, factor: 1.00558 },
        { counter: 1600, value_mgal: 1609.518, factor: 1.00552 },
        { counter: 1700, value_mgal: 1710.07, factor: 1.00545 },
      ],
    },
  ] satisfies CounterGiven[],
  reads: { reading: number("mGal", { tolerance: 0.002 }) },
  check: ({ given }) => ({ reading: given.table[1].value_mgal + rest(given) * given.table[1].factor }),
  misconceptions: [
    instead(
      "whole-counter",
      "reading",
      ({ given }) => given.counter * given.table[1].factor,
      "You multiplied the whole counter by the factor. The factor holds only within its own row of the table. Start from the row's value in mGal, and multiply only what is left of the counter.",
    ),
    instead(
      "no-value",
      "reading",
      ({ given }) => rest(given) * given.table[1].factor,
      "This is only the part of the counter above the row. Add the row's value in mGal to it.",
    ),
    instead(
      "no-factor",
      "reading",
      ({ given }) => given.table[1].value_mgal + rest(given),
      "You added counter units to mGal. One counter unit of this meter is not exactly 1 mGal. Multiply what is left of the counter by the row's factor first.",
    ),
    instead(
      "next-row",
      "reading",
      ({ given }) => given.table[2].value_mgal + rest(given) * given.table[2].factor,
      "You took the row that comes after the counter. Take the last row whose counter is not larger than yours.",
    ),
    // The row before, with all that is left above it, gives the same: its value and factor lead to the next value.
    instead(
      "row-before",
      "reading",
      ({ given }) => given.table[1].value_mgal + rest(given) * given.table[0].factor,
      "You used the factor of the row before. It holds only up to the counter of the next row. Take value and factor of one row: the last one whose counter is not larger than yours.",
    ),
    instead(
      "counter-itself",
      "reading",
      ({ given }) => given.counter,
      "This is still the counter: a number of turns, not gravity. Use the row's value and its factor to get mGal.",
    ),
  ],
  hints: [
    "Which row of the table stands just below your counter?",
    "The row's value says how many mGal the meter shows at the start of the row. Only what is left of the counter has to be multiplied by the factor.",
    "Write: `row.value_mgal + (counter - row.counter) * row.factor`, with your numbers.",
  ],
  wrong: {
    "whole-counter": ({ given: { counter, table } }) => ({ reading: table[1].factor * counter }),
    "no-value": ({ given: { counter, table } }) => ({ reading: (counter % 100) * table[1].factor }),
    "no-factor": ({ given: { counter, table } }) => ({ reading: table[1].value_mgal + (counter % 100) }),
    "next-row": ({ given: { counter, table } }) => ({
      reading: table[2].value_mgal + (counter % 100) * table[2].factor,
    }),
    "row-before": ({ given: { counter, table } }) => ({
      reading: table[0].value_mgal + (counter - table[0].counter) * table[0].factor,
    }),
    "counter-itself": ({ given: { counter } }) => ({ reading: counter }),
  },
});
