/** A small lesson with one of everything that a book shows, and a record of what its cells showed. */

import type { PageSource } from "../../../../course/authoring/book/page-source.js";
import {
  matchOutputs,
  type RecordedOutput,
  type RecordedOutputs,
  runningCells,
} from "../../../../course/authoring/book/recorded-outputs.js";
import type { Lesson } from "../../../../course/authoring/lesson.js";
import { parseLesson } from "../../../../course/authoring/parse-lesson.js";
import { defineExercise, type Exercise, instead, number, sign } from "../../../../course/exercise/index.js";

const TEXT = `---
title: "Drift & <tide>"
subtitle: What *changes* while you measure.
minutes: 30
datasets: [first-survey]
---

:::{questions}
- Is 2 < 3 & 3 > 2?
:::

:::{objectives}
- correct a reading;
:::

:::{prerequisites}
Lesson [00](00-notebooks.ipynb).
:::

Before any heading.

## 1 · The meter

Read the [data](../datasets/first-survey/README.md) and <b>this</b>.

| day | drift (mGal) |
|-----|-------------:|
| 1   | 0.12         |

$$ g = 9.8 $$

\`\`\`{code-cell} typescript
import * as igdp from "igdp";
import { dataset } from "igdp/node";
import { exercise, show, ____ } from "igdp/course";
const survey = dataset("first-survey"); // a < b
const tide = igdp.longmanTide(0, 16, 101, 232);
\`\`\`

:::{note} Look
A remark.
:::

\`\`\`{code-cell} typescript
:label: drift
:alt: Drift against time, "rising"
show(survey);
\`\`\`

:::{slide} What drifts
- the spring

![The spring gets longer](figure:drift)
:::

:::{instructor} Show the meter, 5 min
Turn the *dial*.
:::

## 2 · The sign

::::{exercise} 07.1 Which sign has the tide?
Correct the reading.

:::{tip}
Think of the Moon.
:::

\`\`\`{starter}
const corrected = ____; // mGal
\`\`\`

\`\`\`{solution}
const corrected = q1.given.reading_mgal + q1.given.tide_mgal;
\`\`\`

:::{explanation}
The Moon pulls **up**.
:::
::::

:::{common-errors}
They subtract.
:::

:::{cut-list}
1. The note.
:::

:::{key-points}
- Add the tide.
:::

:::{glossary}
tide
: the pull of \`Moon\` & Sun
:::
`;

export const lesson: Lesson = parseLesson(TEXT, "07-drift");

const tideSign: Exercise = defineExercise({
  id: "07.1",
  objective: "Add the tide",
  minutes: 6,
  points: 2,
  given: [
    { reading_mgal: 2210.345, tide_mgal: 0.087 },
    { reading_mgal: 2190.1, tide_mgal: -0.05 },
  ],
  reads: { corrected: number("mGal", { tolerance: 0.0005 }) },
  check: ({ given }) => ({ corrected: given.reading_mgal + given.tide_mgal }),
  misconceptions: [
    sign("corrected"),
    instead(
      "left-out",
      "corrected",
      ({ given }) => given.reading_mgal,
      "You left the tide out: use `tide_mgal`, if a < b.",
    ),
  ],
  hints: ["Up or down?", "The Moon pulls up.", "Write `reading + ...`"],
  wrong: {
    sign: ({ given }) => ({ corrected: -(given.reading_mgal + given.tide_mgal) }),
    "left-out": ({ given }) => ({ corrected: given.reading_mgal }),
  },
});

export const exercises: readonly Exercise[] = [tideSign];

const OUTPUTS: Readonly<Record<string, readonly RecordedOutput[]>> = {
  "cell-1": [{ kind: "text", text: "a < b & c" }],
  drift: [
    {
      kind: "table",
      table: {
        caption: "Loops",
        columns: [
          { name: "station", align: "left" },
          { name: "reading_mgal", align: "right" },
        ],
        rows: [["<S1>", "1.5"], null, ["S9", "2.5"]],
        note: "9 rows × 2 columns",
      },
    },
    {
      kind: "figure",
      figure: { file: "figures/drift.png", width: 720, height: 320, alt: "Drift" },
    },
  ],
  "exercise-07-1": [],
};

/** What `outputs.json` holds after a run of the lesson. */
export function recordOf(of: Lesson): RecordedOutputs {
  return { cells: runningCells(of).map(({ name, code }) => ({ name, code, outputs: OUTPUTS[name] ?? [] })) };
}

export const source: PageSource = {
  lesson,
  checks: new Map(exercises.map((exercise) => [exercise.id, exercise])),
  shown: matchOutputs(lesson, recordOf(lesson)),
};
