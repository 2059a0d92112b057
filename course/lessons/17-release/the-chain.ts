import {
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  names,
  whole,
} from "../../exercise/index.js";

interface Link {
  readonly command: string;
  /** First letters of the checksums, by file. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

interface ChainGiven {
  readonly released: string;
  readonly links: readonly Link[];
}

/** Written down when the chains were made up: what the gap is, and the commands between it and the map. */
const RIGHT: Readonly<Record<string, { readonly gap: string; readonly proven: number }>> = {
  "bouguer.nc": { gap: "anomalies.csv", proven: 1 },
  "free-air.nc": { gap: "gravity.csv", proven: 2 },
};
const answerOf = ({ released }: ChainGiven) => RIGHT[released];

const FILES = ["readings.txt", "gravity.csv", "anomalies.csv", "bouguer.nc", "free-air.nc"];
const COMMANDS = ["adjust", "reduce", "grid"];

const aCommand: Misconception = {
  id: "a-command",
  answers: ["gap"],
  says: "This is a command. A command is never the gap: look for the file between two commands that has two checksums.",
  matches: ({ agrees }) => COMMANDS.some((command) => agrees("gap", command)),
};

const raw: Misconception = {
  id: "raw-file",
  answers: ["gap"],
  says: "This is a raw file. No command has made it, and none should. Look for a file that was made by one command, and read by the next with another checksum.",
  matches: ({ agrees }) => agrees("gap", "readings.txt"),
};

const GIVEN: readonly ChainGiven[] = [
  {
    released: "bouguer.nc",
    links: [
      { command: "grid", inputs: { "anomalies.csv": "e41c" }, outputs: { "bouguer.nc": "77a0" } },
      { command: "adjust", inputs: { "readings.txt": "03fd" }, outputs: { "gravity.csv": "b812" } },
      { command: "reduce", inputs: { "gravity.csv": "b812" }, outputs: { "anomalies.csv": "9d55" } },
    ],
  },
  {
    released: "free-air.nc",
    links: [
      { command: "reduce", inputs: { "gravity.csv": "51f7" }, outputs: { "anomalies.csv": "c02b" } },
      { command: "grid", inputs: { "anomalies.csv": "c02b" }, outputs: { "free-air.nc": "6e13" } },
      { command: "adjust", inputs: { "readings.txt": "03fd" }, outputs: { "gravity.csv": "b812" } },
    ],
  },
];

/** Exercise 17.3. */
export const theChain: Exercise = defineExercise({
  id: "17.3",
  objective: "Follow the chain from a map to its raw files, and find the gap in it",
  minutes: 7,
  points: 2,
  given: GIVEN,
  reads: {
    gap: names({ known: [...FILES, ...COMMANDS] }),
    proven: whole(),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    raw,
    aCommand,
    instead(
      "sound-file",
      "gap",
      ({ given }) => (RIGHT[given.released].gap === "gravity.csv" ? "anomalies.csv" : "gravity.csv"),
      "Here the command that wrote the file and the one that read it name the same checksum. So this link holds.",
    ),
    instead(
      "the-map",
      "gap",
      ({ given }) => given.released,
      "This is the end of the chain: nobody reads it any more. Go back from it: which file did its command read?",
    ),
    instead(
      "all-links",
      "proven",
      ({ given }) => given.links.length,
      "You counted all commands. Go back from the map, and stop where two checksums differ: what lies before the gap proves nothing of this map.",
    ),
  ],
  hints: [
    "Begin at the released grid. Which command has it among its outputs?",
    "A link holds if a file has the same checksum where it was written and where it was read. Names do not count.",
    'Write: `const gap = "...csv";` and count the commands from the map back to this file.',
  ],
  wrong: {
    "a-command": ({ given }) => ({ ...answerOf(given), gap: "Reduce" }),
    "raw-file": ({ given }) => ({ ...answerOf(given), gap: "readings.txt" }),
    "sound-file": ({ given }) => ({
      ...answerOf(given),
      gap: given.released === "bouguer.nc" ? "gravity.csv" : "anomalies.csv",
    }),
    "the-map": ({ given }) => ({ ...answerOf(given), gap: given.released }),
    "all-links": ({ given }) => ({ ...answerOf(given), proven: 3 }),
  },
});
