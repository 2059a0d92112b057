import {
  defineExercise,
  type Exercise,
  figure,
  figureFault,
  type Misconception,
  type World,
} from "../../exercise/index.js";
import { type Place, truePlaces } from "./places.js";

// 00.4 · the table is the dataset's truth, without its western part.

interface East {
  readonly east_of_deg: number;
}

interface Drawn {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

async function heightAndGravity(world: World<East>, keep: (place: Place) => boolean): Promise<Drawn> {
  const places = (await truePlaces(world)).filter(keep);
  return { x: places.map(({ height_m }) => height_m), y: places.map(({ gravity_mgal }) => gravity_mgal) };
}

const ofTheEast = (world: World<East>): Promise<Drawn> =>
  heightAndGravity(world, ({ longitude_deg }) => longitude_deg > world.given.east_of_deg);

/** The figure that a trainee draws of these. */
const drawing = (
  drawn: Drawn,
  { mode = "markers", xTitle = "height (m)", yTitle = "gravity (mGal)" } = {},
): object => ({
  figure: {
    data: [{ ...drawn, type: "scatter", mode }],
    layout: { xaxis: { title: { text: xTitle } }, yaxis: { title: { text: yTitle } } },
  },
});

/** Not every wrong count: only that of all places. */
const keptAll: Misconception = {
  id: "kept-all",
  answers: ["figure"],
  says: "You drew all places of the survey: that is the table `stations`. The task asks for those in the table `part`. Take both columns from it.",
  async matches({ world, answers, difference }) {
    if (difference("figure")?.key !== "figure.count") return false;
    const { data } = answers.figure as { data: readonly Drawn[] };
    return data[0].x.length === (await truePlaces(world)).length;
  },
};

export const gravityFigure: Exercise = defineExercise({
  id: "00.4",
  objective: "Draw a figure whose axes say what they show, in which unit",
  minutes: 5,
  points: 2,
  given: [{ east_of_deg: 101.9 }, { east_of_deg: 102.05 }],
  reads: {
    figure: figure({
      x: { quantity: ["height"], unit: ["m", "metre", "metres", "meter", "meters"] },
      y: { quantity: ["gravity"], unit: ["mGal", "milligal", "milligals"] },
      mode: "markers",
    }),
  },
  check: async (world: World<East>) => ({ figure: await ofTheEast(world) }),
  misconceptions: [
    figureFault(
      "axes-swapped",
      "figure",
      "axes-swapped",
      "The axes are swapped. The task asks for height to the right: that is `x`. Gravity goes up: that is `y`.",
    ),
    keptAll,
    figureFault(
      "lines",
      "figure",
      "mode",
      'You connected the stations by lines. The order of the list means nothing, so the lines mean nothing. Draw points: `mode: "markers"`.',
    ),
    figureFault(
      "no-unit",
      "figure",
      "no-unit",
      "The title of an axis does not name the unit of its values. Is 500 in metres or in feet? A reader cannot know. Write the unit in brackets after the quantity: m for height, mGal for gravity.",
    ),
    figureFault(
      "no-title",
      "figure",
      "no-title",
      "An axis has no title. The reader sees numbers, but does not know of what. Write the quantity and its unit into `text`.",
    ),
  ],
  hints: [
    "Look at the figure of the places, above this exercise. What was `x` there, and what was `y`?",
    '`x` and `y` are two columns of the table `part`. Take a whole column with `array`. The titles are texts, such as "longitude (°)".',
    'Write: `x: part.array("height_m")`. Do the same for `y`, with the column of gravity. Then write the two titles: the quantity, and its unit in brackets.',
  ],
  wrong: {
    "axes-swapped": async (world) => {
      const { x, y } = await ofTheEast(world);
      return drawing({ x: y, y: x }, { xTitle: "gravity (mGal)", yTitle: "height (m)" });
    },
    "kept-all": async (world) => drawing(await heightAndGravity(world, () => true)),
    lines: async (world) => drawing(await ofTheEast(world), { mode: "lines" }),
    "no-unit": async (world) => drawing(await ofTheEast(world), { xTitle: "height", yTitle: "gravity" }),
    "no-title": async (world) => drawing(await ofTheEast(world), { xTitle: "", yTitle: "" }),
  },
});
