import { seededRandom } from "../../../lib/index.js";
import {
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  names,
  number,
} from "../../exercise/index.js";

interface StationRow {
  readonly station: string;
  readonly easting_m: number;
  readonly northing_m: number;
  readonly bouguer_anomaly_mgal: number;
}

interface SheetGiven {
  readonly rows: readonly StationRow[];
}

/** A ball below the sheet. */
interface Ball {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
  readonly mgal: number;
}

/** A sheet of stations some 2 km apart, and which of them is typed wrong. */
interface Sheet {
  readonly seed: number;
  readonly balls: readonly Ball[];
  readonly wrong: string;
  readonly tooHigh_mgal: number;
}

const [COLUMNS, ROWS, STEP_M] = [7, 6, 2000];

const SHEETS: readonly Sheet[] = [
  {
    seed: 4,
    balls: [
      { x: 3500, y: 7500, depth: 4500, mgal: -14 },
      { x: 9500, y: 3000, depth: 5500, mgal: 9 },
    ],
    wrong: "P25",
    tooHigh_mgal: 2.7,
  },
  {
    seed: 8,
    balls: [
      { x: 9000, y: 6500, depth: 4000, mgal: 12 },
      { x: 2500, y: 2500, depth: 6000, mgal: -10 },
    ],
    wrong: "P26",
    tooHigh_mgal: -3.6,
  },
  {
    seed: 15,
    balls: [
      { x: 6500, y: 5000, depth: 5000, mgal: -16 },
      { x: 11000, y: 9500, depth: 4500, mgal: 7 },
    ],
    wrong: "P12",
    tooHigh_mgal: 3.6,
  },
];

/** The anomaly of balls on a slope: what is true. */
function fieldAt({ balls }: Sheet, x: number, y: number): number {
  const slope = -60 + 0.0004 * x - 0.0002 * y;
  return balls.reduce((sum, ball) => {
    const square = ((x - ball.x) ** 2 + (y - ball.y) ** 2) / ball.depth ** 2;
    return sum + ball.mgal * (1 + square) ** -1.5;
  }, slope);
}

function rowsOf(sheet: Sheet): StationRow[] {
  const random = seededRandom(sheet.seed);
  return Array.from({ length: COLUMNS * ROWS }, (_, k) => {
    const station = `P${String(k + 1).padStart(2, "0")}`;
    const easting_m = Math.round(STEP_M * (k % COLUMNS) + 800 * (random() - 0.5));
    const northing_m = Math.round(STEP_M * Math.floor(k / COLUMNS) + 800 * (random() - 0.5));
    const typed = station === sheet.wrong ? sheet.tooHigh_mgal : 0;
    const value = fieldAt(sheet, easting_m, northing_m) + typed;
    return { station, easting_m, northing_m, bouguer_anomaly_mgal: Math.round(100 * value) / 100 };
  });
}

const GIVEN: readonly SheetGiven[] = SHEETS.map((sheet) => ({ rows: rowsOf(sheet) }));
/** Which sheet these rows are; the engine gives copies of them. */
const sheetOf = ({ rows }: SheetGiven): Sheet =>
  SHEETS[GIVEN.findIndex((given) => given.rows[0].easting_m === rows[0].easting_m)];
const answerOf = (given: SheetGiven) => ({
  station: sheetOf(given).wrong,
  repair_mgal: -sheetOf(given).tooHigh_mgal,
});
const byValue = ({ rows }: SheetGiven): StationRow[] =>
  [...rows].sort((a, b) => a.bouguer_anomaly_mgal - b.bouguer_anomaly_mgal);
/** The stations within 3 km of the wrong one. */
function neighboursOf({ rows }: SheetGiven): string[] {
  const wrong = rows.find(({ station }) => station === sheetOf({ rows }).wrong) as StationRow;
  const away = ({ easting_m, northing_m }: StationRow): number =>
    Math.hypot(easting_m - wrong.easting_m, northing_m - wrong.northing_m);
  return rows.filter((row) => away(row) > 0 && away(row) < 3000).map(({ station }) => station);
}
function trueValue(given: SheetGiven): number {
  const row = given.rows.find(({ station }) => station === sheetOf(given).wrong) as StationRow;
  return fieldAt(sheetOf(given), row.easting_m, row.northing_m);
}

/** A station beside the wrong one: it is predicted with it. */
const neighbour: Misconception = {
  id: "neighbour",
  answers: ["station"],
  says: "This is a neighbour of the wrong station. The wrong one misled its prediction. Take the station with the largest error of all, and mind that lists count from 0.",
  matches: ({ answers, world }) => {
    const [name, ...more] = (answers.station as readonly string[] | undefined) ?? [];
    if (name === undefined || more.length > 0) return false;
    return neighboursOf(world.given).includes(name.trim().toUpperCase());
  },
};

/** Exercise 13.5. */
export const findTheFault: Exercise = defineExercise({
  id: "13.5",
  objective: "Find a wrong station by holding out one station after the other",
  minutes: 8,
  points: 3,
  given: GIVEN,
  reads: {
    station: names({ known: /^P\d\d$/i }),
    // A smooth surface through stations 2 km apart misses these fields by up to 0.4 mGal.
    repair_mgal: number("mGal", { tolerance: 0.7 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "lowest",
      "station",
      ({ given }) => byValue(given)[0].station,
      "This is the lowest station of the sheet. Its neighbours are low too, so something light lies below. Look for the station that its neighbours do not predict.",
    ),
    instead(
      "highest",
      "station",
      ({ given }) => byValue(given)[COLUMNS * ROWS - 1].station,
      "This is the highest station of the sheet. Its neighbours are high too, so something heavy lies below. Look for the station that its neighbours do not predict.",
    ),
    neighbour,
    instead(
      "sign",
      "repair_mgal",
      ({ given }) => sheetOf(given).tooHigh_mgal,
      "The station is right. What must be added to a value that is too high is negative: predicted less measured.",
      { whenRight: ["station"] },
    ),
    instead(
      "predicted",
      "repair_mgal",
      ({ given }) => trueValue(given),
      "The station is right. This is what it should read. The question is what must be added to the value in the list.",
      { whenRight: ["station"] },
    ),
  ],
  hints: [
    "Which station do its neighbours not predict? Do not look at the lowest value, look at the largest error.",
    "`crossValidate` with as many folds as stations holds out one at a time. Its `errors` are predicted less measured, in the order of the points.",
    "Write: `igdp.crossValidate(fitter, sheet, { folds: sheet.values.length, blockSize: 1 })`, and look for the largest `Math.abs` of its `result.errors`.",
  ],
  wrong: {
    lowest: ({ given }) => {
      const values = given.rows.map((row) => row.bouguer_anomaly_mgal);
      const station = given.rows[values.indexOf(Math.min(...values))].station;
      return { ...answerOf(given), station };
    },
    neighbour: ({ given }) => {
      // One place before it in the list: who counts from 1 takes this one.
      const number = Number(answerOf(given).station.slice(1)) - 1;
      return { ...answerOf(given), station: `p${number}` };
    },
    highest: ({ given }) => {
      const values = given.rows.map((row) => row.bouguer_anomaly_mgal);
      const station = given.rows[values.indexOf(Math.max(...values))].station;
      return { ...answerOf(given), station };
    },
    sign: ({ given }) => ({ ...answerOf(given), repair_mgal: -answerOf(given).repair_mgal }),
    predicted: ({ given }) => {
      const { station, repair_mgal } = answerOf(given);
      const row = given.rows.find((one) => one.station === station) as StationRow;
      return { station, repair_mgal: row.bouguer_anomaly_mgal + repair_mgal };
    },
  },
});
