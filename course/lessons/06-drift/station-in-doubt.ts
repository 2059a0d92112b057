import { defineExercise, type Exercise, instead, names, number, scale } from "../../exercise/index.js";

interface Visit {
  readonly visit: number;
  readonly station: string;
  readonly hours: number;
  readonly reading_mgal: number;
}

interface KnockGiven {
  readonly loop: string;
  readonly visits: readonly Visit[];
}

/** What was planted in each loop. */
interface Planted {
  readonly drift_mgal_per_hour: number;
  readonly step_mgal: number;
  /** The first visit after the knock, from 0. It is the only one of its station, between two visits that are sure. */
  readonly at: number;
  /** The visits are the same in both loops; the stations have other names. */
  readonly first: number;
}

/** Each loop: the base (0), and stations 1 to 7 in this order. Stations 1, 3, 5 and 6 are read twice. */
const ORDER = [0, 1, 2, 1, 3, 4, 5, 3, 6, 5, 7, 6, 0] as const;
/** Their true gravity above the base, and the hours, of any rough country. */
const ABOVE_BASE_MGAL = [0, 4.812, 7.305, 12.644, 9.127, 15.388, 18.902, 14.275] as const;
const HOURS = [0, 0.62, 1.05, 1.49, 2.01, 2.44, 2.9, 3.38, 3.94, 4.4, 4.79, 5.26, 6.08] as const;
/** What the setups of a good meter leave, mGal: small, so that the size of the step is sure to some µGal. */
const SETUP_MGAL = [1, -2, 1, 0, 2, -1, -1, 1, 0, -2, 1, 1, -1].map((ugal) => ugal / 1000);

const PLANTED: Readonly<Record<string, Planted>> = {
  E07: { drift_mgal_per_hour: 0.021, step_mgal: 0.14, at: 5, first: 500 },
  E11: { drift_mgal_per_hour: -0.018, step_mgal: -0.115, at: 10, first: 620 },
};

function knockedLoop(loop: string): KnockGiven {
  const { drift_mgal_per_hour: drift, step_mgal, at, first } = PLANTED[loop];
  return {
    loop,
    visits: ORDER.map((place, i) => ({
      visit: i + 1,
      station: place === 0 ? "base" : String(first + place),
      hours: HOURS[i],
      reading_mgal: Number(
        (
          2260 +
          ABOVE_BASE_MGAL[place] +
          drift * HOURS[i] +
          SETUP_MGAL[i] +
          (i >= at ? step_mgal : 0)
        ).toFixed(3),
      ),
    })),
  };
}

const stationAt = ({ visits }: KnockGiven, i: number): string => visits[i].station;
const planted = ({ loop }: KnockGiven): Planted => PLANTED[loop];

/** Change of the reading between the two visits of the station that was read before and after the knock, mGal. */
function loudChange({ loop, visits }: KnockGiven): number {
  const { at } = PLANTED[loop];
  const before = visits.findIndex(
    ({ station }, i) => i > 0 && i < at && visits.slice(at, -1).some((later) => later.station === station),
  );
  const after = visits.findIndex((one, i) => i > before && one.station === visits[before].station);
  return visits[after].reading_mgal - visits[before].reading_mgal;
}

const right = (given: KnockGiven) => ({
  doubtful: stationAt(given, planted(given).at),
  step: planted(given).step_mgal,
});

/** Exercise 06.4. */
export const stationInDoubt: Exercise = defineExercise({
  id: "06.4",
  objective: "Find a tare by repeated visits, its size, and the station that it leaves in doubt",
  minutes: 9,
  points: 3,
  given: [knockedLoop("E07"), knockedLoop("E11")],
  reads: {
    doubtful: names({ known: /^(base|[56]\d\d)$/i }),
    // Setups of 2 µGal and a drift from two quiet pairs leave the step open by some 6 µGal.
    step: number("mGal", { tolerance: 0.012 }),
  },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "the-repeated-station",
      "doubtful",
      ({ given }) => (given.loop === "E07" ? "503" : "626"),
      "The repeated visit at this station shows the jump. But the station itself is safe: it was read before the jump and after it. Look for a station that was read once, at a moment when nobody knows if the meter had jumped.",
    ),
    instead(
      "quiet-around-it",
      "doubtful",
      ({ given }) => String(planted(given).first + 2),
      "This station was read once. But a quiet pair encloses it: the meter read the same before and after. So it did not jump there.",
    ),
    instead(
      "sure-after",
      "doubtful",
      ({ given }) => (given.loop === "E07" ? "505" : "base"),
      "This visit comes after the jump, and that is sure. So the step can be taken off. Look at the visits before it.",
    ),
    instead(
      "another-single",
      "doubtful",
      ({ given }) => (given.loop === "E07" ? "507" : "624"),
      "This station was read once, but a quiet pair encloses it, or the jump cannot be there. Write down the visits of each pair, and mark the pair that changed most.",
    ),
    instead(
      "step-with-drift",
      "step",
      ({ given }) => loudChange(given),
      "The station is right. This is the whole change between the two visits. The meter also drifted in the hours between. Take the drift of the quiet pairs, times these hours, away.",
      { whenRight: ["doubtful"] },
    ),
    instead(
      "from-the-base",
      "step",
      ({ given }) => given.visits[given.visits.length - 1].reading_mgal - given.visits[0].reading_mgal,
      "The station is right. This is the change at the base from morning to evening. The drift of the whole day is in it. Take the drift away, or use the pair that is shorter.",
      { whenRight: ["doubtful"] },
    ),
    instead(
      "step-sign",
      "step",
      ({ given }) => -planted(given).step_mgal,
      "The station and the size are right, the sign is not. A meter that reads more after the knock has a positive step: second visit minus first.",
      { whenRight: ["doubtful"] },
    ),
    scale(
      "step-in-microgal",
      "step",
      1000,
      "This is the step in µGal. The question is in mGal: divide by 1000.",
    ),
  ],
  hints: [
    "Some stations were read twice. For each pair, how much did the reading change in one hour? Which pair is not like the others?",
    "A quiet pair says: no jump between its two visits. A loud pair says: a jump between its two visits. Put them together: between which two visits is the jump? Only one station was read there. The step is the loud pair's change minus drift × hours, with the drift of the quiet pairs.",
    'Write: `const doubtful = "...";` with the station between the last sure visit and the first one after the jump, and `const step = ... - drift * ...;` with the change and the hours of the loud pair.',
  ],
  wrong: {
    "the-repeated-station": ({ given }) => ({
      ...right(given),
      doubtful: stationAt(given, given.loop === "E07" ? 4 : 8),
    }),
    "quiet-around-it": ({ given }) => ({ ...right(given), doubtful: stationAt(given, 2) }),
    "sure-after": ({ given }) => ({
      ...right(given),
      doubtful: stationAt(given, given.loop === "E07" ? 6 : 12),
    }),
    "another-single": ({ given }) => ({
      ...right(given),
      doubtful: stationAt(given, given.loop === "E07" ? 10 : 5),
    }),
    "step-with-drift": ({ given: { loop, visits }, given }) => {
      const [a, b] = loop === "E07" ? [4, 7] : [8, 11];
      return { ...right(given), step: visits[b].reading_mgal - visits[a].reading_mgal };
    },
    "from-the-base": ({ given }) => ({
      ...right(given),
      step: given.visits[12].reading_mgal - given.visits[0].reading_mgal,
    }),
    "step-sign": ({ given }) => ({ ...right(given), step: given.loop === "E07" ? -0.142 : 0.117 }),
    "step-in-microgal": ({ given }) => ({ ...right(given), step: given.loop === "E07" ? 140 : -115 }),
  },
});
