import { defineExercise, type Exercise, instead, type Misconception, names } from "../../exercise/index.js";

interface PanelGiven {
  /** What is printed beside the map, line by line. */
  readonly lines: readonly string[];
}

/** The ten things that a map must say, as the table of the lesson has them. */
const ITEMS = [
  "title",
  "quantity",
  "unit",
  "datum",
  "projection",
  "scale",
  "legend",
  "source",
  "date",
  "sigma",
] as const;
type Item = (typeof ITEMS)[number];

/** A panel's line, and the things that it says. */
type Line = readonly [text: string, ...says: Item[]];

/** No panel says when gravity was measured, and all have the day of printing and a bar for the scale. */
const PANELS: readonly (readonly Line[])[] = [
  [
    ["Gravity of the Red Plateau", "title"],
    ["Complete Bouguer anomaly, 2670 kg/m³, GRS80 (mGal)", "quantity", "unit"],
    ["Gravity: absolute. Positions: WGS 84", "datum"],
    ["UTM zone 48 north", "projection"],
    ["0 — 20 — 40 km", "scale"],
    ["Colour bar. Contours every 5 mGal. Dots: stations", "legend"],
    ["Measured by the Geological Survey, 640 stations", "source"],
    ["High quality, checked by the director"],
    ["Printed on 3 March 2026"],
  ],
  [
    ["Gravity of the northern shelf", "title"],
    ["Free-air anomaly, normal gravity GRS80", "quantity"],
    ["Gravity: absolute. Positions: WGS 84", "datum"],
    ["Mercator, true to scale at 18° N", "projection"],
    ["0 — 50 — 100 km", "scale"],
    ["Colour bar. Contours every 10. Lines: tracks of the ship", "legend"],
    ["Measured by the Hydrographic Office, 14 lines", "source"],
    ["Standard deviation 1.5, see the small map", "sigma"],
    ["Printed on 20 June 2025"],
  ],
  [
    ["Gravity of the coastal plain", "title"],
    ["Simple Bouguer anomaly, 2400 kg/m³, GRS80 (mGal)", "quantity", "unit"],
    ["UTM zone 48 north", "projection"],
    ["0 — 5 — 10 km", "scale"],
    ["Colour bar. Contours every 1 mGal. Dots: stations", "legend"],
    ["Measured by the University, 210 stations", "source"],
    ["Standard deviation 0.3 mGal. White: no data", "sigma"],
    ["Printed on 11 November 2024"],
  ],
];

const GIVEN: readonly PanelGiven[] = PANELS.map((panel) => ({ lines: panel.map(([text]) => text) }));
/** Which panel this is; the engine gives copies. */
const panelOf = ({ lines }: PanelGiven): readonly Line[] =>
  PANELS[GIVEN.findIndex((given) => given.lines[0] === lines[0])];
const said = (given: PanelGiven): Item[] => panelOf(given).flatMap(([, ...says]) => says);
const missingFrom = (given: PanelGiven): Item[] => ITEMS.filter((item) => !said(given).includes(item));

/** Two names, one of them right. */
const oneOfTwo: Misconception = {
  id: "one-of-two",
  answers: ["missing"],
  says: "One of your two words is right. The other thing is said: look for it line by line, and read again what the table means by this word.",
  matches: ({ answers, world }) => {
    const chosen = ((answers.missing as readonly string[] | undefined) ?? []).map((name) =>
      name.trim().toLowerCase(),
    );
    const right = missingFrom(world.given).filter((item) => chosen.includes(item));
    return new Set(chosen).size === 2 && right.length === 1;
  },
};

/** Exercise 16.1. */
export const whatIsMissing: Exercise = defineExercise({
  id: "16.1",
  objective: "Name what a map sheet does not say, and why it must",
  minutes: 4,
  points: 1,
  given: GIVEN,
  reads: { missing: names({ known: ITEMS }) },
  check: ({ given }) => ({ missing: missingFrom(given) }),
  misconceptions: [
    instead(
      "day-of-printing",
      "missing",
      ({ given }) => missingFrom(given).filter((item) => item !== "date"),
      "You took the day of printing for the date. An old survey can be printed today. The date of a map is when gravity was measured.",
    ),
    instead(
      "bar-is-no-scale",
      "missing",
      ({ given }) => [...missingFrom(given), "scale"],
      "The scale is there: the bar with kilometres. It is better than a number, because it shrinks and grows with the paper.",
    ),
    oneOfTwo,
    instead(
      "what-is-there",
      "missing",
      ({ given }) => said(given),
      "These are the things that the sheet says. Name those that it does not say.",
    ),
  ],
  hints: [
    "Go through the table from the top. For each of the ten words: which line of the sheet says it?",
    "One line can say two things, and a line of praise says nothing. Two of the ten are missing. The day of printing is not the day of measuring.",
    'Write the two words in a list: `const missing = ["...", "..."];`',
  ],
  wrong: {
    "day-of-printing": ({ given }) => ({
      missing: missingFrom(given).slice().sort().slice(1),
    }),
    "bar-is-no-scale": ({ given }) => ({ missing: ["scale", ...missingFrom(given)] }),
    "one-of-two": ({ given }) => ({ missing: ["legend", missingFrom(given)[0]] }),
    "what-is-there": ({ given }) => ({ missing: ITEMS.filter((item) => !missingFrom(given).includes(item)) }),
  },
});
