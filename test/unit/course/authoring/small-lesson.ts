import {
  defineExercise,
  type Exercise,
  instead,
  number,
  sign,
  whole,
} from "../../../../course/exercise/index.js";

/** A lesson that holds one of everything. */
export const SMALL_LESSON = `---
title: Tides of the Earth
subtitle: How the Moon moves the meter.
minutes: 30
datasets: [first-survey]
---

:::{questions}
- Why does a reading change while nobody touches the meter?
:::

:::{objectives}
- add the tide to a reading;
- say which sign it has.
:::

:::{prerequisites}
Lesson 01.
:::

The meter stands still. Its reading does not.

:::{instructor}
Five minutes. Ask who has seen the sea fall.
:::

## 1 · The Moon pulls

The formula is $g = GM/r^2$.

\`\`\`{code-cell} typescript
:label: tide-curve
:alt: A curve with two highs and two lows a day
import { ____, exercise, show } from "igdp/course";
show({ data: [], layout: {} });
\`\`\`

Look at the curve.

:::{think}
Where is the Moon at the highest point?
:::

+++

This text has a cell of its own.

:::{slide} Two tides a day
![The tide of one day](figure:tide-curve)
:::

## The Moon pulls

::::{exercise} 07.1 Which sign has the tide?
The meter read 2210.345 mGal.

:::{tip} Think of the spring
The Moon pulls **up**.
:::

\`\`\`{starter}
const corrected = ____; // mGal
\`\`\`

\`\`\`{solution}
const corrected = q1.given.reading_mgal + q1.given.tide_mgal; // mGal
\`\`\`

:::{explanation}
The meter shows too little, so the tide is **added**.
:::
::::

::::{exercise} 07.2 How many tides?
Count the highs of two days.

\`\`\`{starter}
const highs = ____;
\`\`\`

\`\`\`{solution}
const highs = 2 * q2.given.days;
\`\`\`
::::

:::{common-errors}
The sign.
:::

:::{cut-list}
Leave out the second exercise.
:::

:::{key-points}
- The tide is **added**.
:::

:::{glossary}
tide
: The pull of the Moon and the Sun
  on everything here.

drift
: The slow change of the spring.
:::
`;

const tideSign: Exercise = defineExercise({
  id: "07.1",
  objective: "Add the tide to a reading",
  minutes: 5,
  points: 1,
  given: [
    { reading_mgal: 2210.345, tide_mgal: 0.087 },
    { reading_mgal: 3011.02, tide_mgal: -0.052 },
  ],
  reads: { corrected: number("mGal", { tolerance: 0.0005 }) },
  check: ({ given }) => ({ corrected: given.reading_mgal + given.tide_mgal }),
  misconceptions: [
    instead("subtracted", "corrected", ({ given }) => given.reading_mgal - given.tide_mgal, "Add it."),
    sign("corrected"),
  ],
  hints: ["Which way does the Moon pull?", "A spring that is pulled less is shorter.", "reading ± tide"],
  wrong: {
    subtracted: ({ given }) => ({ corrected: given.reading_mgal - given.tide_mgal }),
    sign: ({ given }) => ({ corrected: -given.reading_mgal - given.tide_mgal }),
  },
});

const highs: Exercise = defineExercise({
  id: "07.2",
  objective: "Count tides",
  minutes: 2,
  points: 1,
  given: [{ days: 2 }, { days: 5 }],
  reads: { highs: whole() },
  check: ({ given }) => ({ highs: 2 * given.days }),
  misconceptions: [
    instead("one-a-day", "highs", ({ given }) => given.days, "There are two a day."),
    instead("lows-too", "highs", ({ given }) => 4 * given.days, "Count the highs only."),
  ],
  hints: ["Look at one day.", "Two a day.", "const highs = 2 * days"],
  wrong: {
    "one-a-day": ({ given }) => ({ highs: given.days }),
    "lows-too": ({ given }) => ({ highs: 4 * given.days }),
  },
});

/** The checks of {@link SMALL_LESSON}. */
export const SMALL_CHECKS: readonly Exercise[] = [tideSign, highs];
