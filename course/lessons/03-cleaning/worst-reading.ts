import { defineExercise, type Exercise, instead, number, sign, type World } from "../../exercise/index.js";
import { mean, middle } from "./middle.js";

// 03.1 · made after two stops of the training region: one reading was taken before the meter had settled, one while
// somebody walked by.

interface Stop {
  readonly readings_mgal: readonly number[];
}

/** The reading that is farthest from the middle. */
function farthest({ readings_mgal }: Stop): number {
  const centre = middle(readings_mgal);
  return readings_mgal.reduce((far, value) =>
    Math.abs(value - centre) > Math.abs(far - centre) ? value : far,
  );
}

const others = (given: Stop): readonly number[] =>
  given.readings_mgal.filter((value) => value !== farthest(given));

/** Exercise 03.1. */
export const worstReading: Exercise = defineExercise({
  id: "03.1",
  objective: "Measure a reading against the median of its stop",
  minutes: 4,
  points: 1,
  given: [
    { readings_mgal: [2756.1467, 2756.1449, 2756.269, 2756.143, 2756.1475] },
    { readings_mgal: [2995.4073, 2995.4092, 2995.0993, 2995.407, 2995.4131] },
  ],
  // The other centres that a trainee may take give values that are at least 0.001 mGal away.
  reads: { difference_mgal: number("mGal", { tolerance: 0.0003 }) },
  check: ({ given }: World<Stop>) => ({ difference_mgal: farthest(given) - middle(given.readings_mgal) }),
  misconceptions: [
    sign(
      "difference_mgal",
      "This is the median less the reading. Take it the other way round: reading less median. Then a reading that is too high has a positive difference.",
    ),
    instead(
      "from-mean",
      "difference_mgal",
      ({ given }) => farthest(given) - mean(given.readings_mgal),
      "This is the distance from the mean. The bad reading has pulled the mean towards itself, so it looks better than it is. Use the median: the value in the middle of the sorted list.",
    ),
    instead(
      "from-mean-of-others",
      "difference_mgal",
      ({ given }) => farthest(given) - mean(others(given)),
      "You left out the bad reading before you computed the mean. That works only if you know already which one is bad. The median needs no such choice: use it on all readings.",
    ),
    instead(
      "range",
      "difference_mgal",
      ({ given }) => Math.max(...given.readings_mgal) - Math.min(...given.readings_mgal),
      "This is the largest reading less the smallest: the range. It does not say which of the two is bad. Subtract the median from the bad reading.",
    ),
    instead(
      "median-itself",
      "difference_mgal",
      ({ given }) => middle(given.readings_mgal),
      "This is the median. Now take it away from the reading that is farthest from it.",
    ),
    instead(
      "reading-itself",
      "difference_mgal",
      ({ given }) => farthest(given),
      "You found the bad reading. The question is how far it lies from the median: subtract the median from it.",
    ),
  ],
  hints: [
    "Sort the five readings on paper. Which one is in the middle? Which one is far away?",
    "The median is the value in the middle of the sorted list. `igdp.median(readings_mgal)` computes it. Then: reading less median.",
    "Write: `const difference_mgal = readings_mgal[...] - igdp.median(readings_mgal);` The first reading has the number 0.",
  ],
  wrong: {
    sign: ({ given: { readings_mgal } }) => ({
      difference_mgal: [...readings_mgal].sort()[2] - readings_mgal[2],
    }),
    "from-mean": ({ given: { readings_mgal } }) => {
      const [a, b, c, d, e] = readings_mgal;
      return { difference_mgal: c - (a + b + c + d + e) / 5 };
    },
    "from-mean-of-others": ({ given: { readings_mgal } }) => {
      const [a, b, c, d, e] = readings_mgal;
      return { difference_mgal: c - (a + b + d + e) / 4 };
    },
    range: ({ given: { readings_mgal } }) => {
      const sorted = [...readings_mgal].sort();
      return { difference_mgal: sorted[4] - sorted[0] };
    },
    "median-itself": ({ given: { readings_mgal } }) => ({ difference_mgal: [...readings_mgal].sort()[2] }),
    "reading-itself": ({ given: { readings_mgal } }) => ({ difference_mgal: readings_mgal[2] }),
  },
});
