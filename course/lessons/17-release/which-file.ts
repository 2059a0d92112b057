import { createHash } from "node:crypto";
import {
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  names,
  whole,
} from "../../exercise/index.js";

interface ListedText {
  readonly name: string;
  readonly text: string;
  /** The text as the archive of the office has it. */
  readonly copy: string;
  /** SHA-256 of the text as it was released. */
  readonly sha256: string;
}

interface FolderGiven {
  readonly files: readonly ListedText[];
}

const sum = (text: string): string => createHash("sha256").update(text).digest("hex");
const file = (name: string, released: string, now = released): ListedText => ({
  ...{ name, text: now, copy: released, sha256: sum(released) },
});
const RELEASED = [
  "station,gravity_mgal\nB1,978274.20\nB2,978265.60\n",
  "station,gravity_mgal\nB3,978301.45\nB4,978288.10\n",
  "station,gravity_mgal\nB5,978290.05\nB6,978311.75\n",
];

/** What was done to the folder: the changed file, and how many of its bytes differ. */
const DONE: Readonly<Record<string, { readonly changed: string; readonly bytes: number }>> = {
  "east.csv": { changed: "east.csv", bytes: 1 },
  "north.csv": { changed: "north.csv", bytes: 2 },
};
const changedName = ({ files }: FolderGiven): string =>
  files.find(({ text, sha256 }) => sum(text) !== sha256)?.name ?? "";
const answerOf = (given: FolderGiven) => ({
  changed: DONE[changedName(given)].changed,
  bytes: DONE[changedName(given)].bytes,
});

const otherFile: Misconception = {
  id: "other-file",
  answers: ["changed"],
  says: "The checksum of this file is still the one in the list. Compute the checksum of each file, and compare all its letters.",
  matches: ({ difference }) => difference("changed") !== undefined,
};

const wholeFile: Misconception = {
  id: "whole-file",
  answers: ["bytes"],
  says: "This is how many bytes the file has. Only some of them differ from the copy: compare letter by letter.",
  matches: ({ answers, world }) =>
    (world.given as FolderGiven).files.some(({ text }) => text.length === answers.bytes),
};

/** The checksum has 64 letters; two of them agree by chance now and then. */
const lettersOfChecksum: Misconception = {
  id: "letters-of-checksum",
  answers: ["bytes"],
  says: "These are letters of the checksum: nearly all of its 64 change with one byte. The question is about the bytes of the file itself.",
  matches: ({ answers }) => Number(answers.bytes) > 50 && Number(answers.bytes) <= 64,
};

/** Exercise 17.2. */
export const whichFile: Exercise = defineExercise({
  id: "17.2",
  objective: "Find a changed file by its checksum",
  minutes: 6,
  points: 2,
  given: [
    {
      files: [
        file("north.csv", RELEASED[0]),
        file("middle.csv", RELEASED[1]),
        file("east.csv", RELEASED[2], RELEASED[2].replace("978290.05", "978290.08")),
      ],
    },
    {
      files: [
        file("north.csv", RELEASED[0], RELEASED[0].replace("978265.60", "978256.60")),
        file("middle.csv", RELEASED[1]),
        file("east.csv", RELEASED[2]),
      ],
    },
  ] satisfies FolderGiven[],
  reads: { changed: names({ known: ["north.csv", "middle.csv", "east.csv"] }), bytes: whole() },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    otherFile,
    wholeFile,
    lettersOfChecksum,
    instead(
      "none-changed",
      "bytes",
      () => 0,
      "The length of the file did not change, but its bytes did. Else the checksum would be the same. Compare it with `copy`.",
    ),
  ],
  hints: [
    "What does a checksum depend on: the name of the file, its date, or its bytes?",
    "`sha256Of(text)` computes the checksum. The file whose checksum is not the one in the list was changed. Then compare its text with the copy, letter by letter.",
    "Write: `const changed = listed.find((f) => sha256Of(f.text) !== ...).name;` Then look at both texts, and count the digits that differ.",
  ],
  wrong: {
    "other-file": ({ given }) => ({ ...answerOf(given), changed: "middle.csv" }),
    "whole-file": ({ given }) => ({ ...answerOf(given), bytes: [...given.files[0].text].length }),
    "letters-of-checksum": ({ given }) => {
      const { text, sha256 } = given.files.find((one) => one.text !== one.copy) as ListedText;
      const now = sum(text);
      return { ...answerOf(given), bytes: [...now].filter((letter, k) => letter !== sha256[k]).length };
    },
    "none-changed": ({ given }) => ({ ...answerOf(given), bytes: 0 }),
  },
});
