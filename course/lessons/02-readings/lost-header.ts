import { ephemerisTide } from "../../../lib/index.js";
import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface Place {
  readonly station: string;
  readonly latitude_deg: number;
  readonly longitude_deg: number;
  readonly height_m: number;
}

interface CopiedGiven {
  /** Where the meter was used, and how far the clocks on the wall are ahead of UTC there, hours. */
  readonly used_in: string;
  readonly wall_clock_ahead_h: number;
  /** The lines of a CG-5's dump without its header. */
  readonly lines: readonly string[];
  readonly places: readonly Place[];
}

const HOUR = 3_600_000;

/** Hours that the meters' clocks are ahead of UTC: one came from Japan, the other from Myanmar. */
const AHEAD_H: Readonly<Record<string, number>> = { "southern Laos": 9, "northern Thailand": 6.5 };

/** The offsets that the tide fits best of those that are two hours or more away: as the cell prints them. */
const RIVAL_H: Readonly<Record<string, number>> = { "southern Laos": -14, "northern Thailand": -4.5 };

/**
 * A day's lines as a CG-5 writes them, every half hour at the next place. The tide in them is that of Moon and Sun by
 * their positions, to the meter's three digits: not by the formula that the trainee calls.
 */
function copiedLines(usedIn: string, startUtc: number, places: readonly Place[]): string[] {
  return Array.from({ length: 14 }, (_, k) => {
    const place = places[k % places.length];
    const time = startUtc + (k * HOUR) / 2;
    const tide = ephemerisTide(time, place.latitude_deg, place.longitude_deg, place.height_m, {
      permanentTide: "tide-free",
    }).total;
    const clock = new Date(time + AHEAD_H[usedIn] * HOUR).toISOString();
    const reading = 4200 - 0.2 * place.height_m + 0.001 * k;
    return [
      "0.0000000",
      `${place.station}.0000000`,
      place.height_m.toFixed(4),
      reading.toFixed(3),
      "0.012",
      (1.4 - 0.2 * k).toFixed(1),
      (0.3 * k - 2).toFixed(1),
      (0.4 + 0.03 * k).toFixed(2),
      tide.toFixed(3),
      "60",
      String(k % 3),
      clock.slice(11, 19),
      "46000.00000",
      "0.0000",
      clock.slice(0, 10).replaceAll("-", "/"),
    ].join(" ");
  });
}

const southernLaos: readonly Place[] = [
  { station: "501", latitude_deg: 15.12, longitude_deg: 105.8, height_m: 102 },
  { station: "502", latitude_deg: 15.18, longitude_deg: 105.91, height_m: 188 },
  { station: "503", latitude_deg: 15.19, longitude_deg: 106.07, height_m: 640 },
];

const northernThailand: readonly Place[] = [
  { station: "701", latitude_deg: 19.91, longitude_deg: 99.84, height_m: 396 },
  { station: "702", latitude_deg: 19.96, longitude_deg: 99.71, height_m: 455 },
  { station: "703", latitude_deg: 20.05, longitude_deg: 99.88, height_m: 391 },
];

const ahead = (given: CopiedGiven): number => AHEAD_H[given.used_in];

/** Exercise 02.4. */
export const lostHeader: Exercise = defineExercise({
  id: "02.4",
  objective: "Find the offset of a meter's clock from the tide that it wrote",
  minutes: 6,
  points: 2,
  given: [
    {
      used_in: "southern Laos",
      wall_clock_ahead_h: 7,
      lines: copiedLines("southern Laos", Date.UTC(2026, 0, 19, 1), southernLaos),
      places: southernLaos,
    },
    {
      used_in: "northern Thailand",
      wall_clock_ahead_h: 7,
      lines: copiedLines("northern Thailand", Date.UTC(2026, 1, 3, 1), northernThailand),
      places: northernThailand,
    },
  ] satisfies CopiedGiven[],
  // Time zones go by quarters of an hour.
  reads: { ahead_h: number("hours", { tolerance: 0.01 }), gmt_diff: number("hours", { tolerance: 0.01 }) },
  check: ({ given }) => ({ ahead_h: ahead(given), gmt_diff: -ahead(given) }),
  misconceptions: [
    instead(
      "wall-clock",
      "ahead_h",
      ({ given }) => given.wall_clock_ahead_h,
      "This is the clock on the wall where the crew worked. But nobody set the meter's clock to it. Believe the tide in the file, not the map.",
    ),
    instead(
      "offset-sign",
      "ahead_h",
      ({ given }) => -ahead(given),
      "The size is right, the sign is not. The times in the file are later than UTC, so the clock is ahead of UTC: a positive number.",
    ),
    instead(
      "rival",
      "ahead_h",
      ({ given }) => RIVAL_H[given.used_in],
      "This is `rival_hours`: the best of the offsets that are at least two hours away from the answer. It tells how sure the answer is. The answer itself is `offset_hours`.",
    ),
    instead(
      "beside-the-wall-clock",
      "ahead_h",
      ({ given }) => ahead(given) - given.wall_clock_ahead_h,
      "You counted from the clock on the wall. Count from UTC: how far is the meter's clock ahead of UTC?",
    ),
    instead(
      "no-offset",
      "ahead_h",
      () => 0,
      "Zero would mean that the meter's clock shows UTC. Look at `rms_as_given_ugal`: with the times as they are, the tide does not fit.",
    ),
    instead(
      "gmt-sign",
      "gmt_diff",
      ({ given }) => ahead(given),
      "The offset is right. But GMT DIFF. is what one adds to the clock to have UTC. This clock is ahead, so something must be taken away: the number is negative.",
      { whenRight: ["ahead_h"] },
    ),
    instead(
      "gmt-of-the-wall-clock",
      "gmt_diff",
      ({ given }) => -given.wall_clock_ahead_h,
      "The offset is right. But this GMT DIFF. would fit a meter with the time of the wall clock. Take the offset that you found, with the other sign.",
      { whenRight: ["ahead_h"] },
    ),
  ],
  hints: [
    "The file's times were taken for UTC, because nothing else is known. Does the tide in the file fit these times?",
    "`igdp.detectUtcOffset` compares the tide in the file with Longman's formula, for many offsets. `offset_hours` is the one that fits best: so many hours are the times ahead of UTC. GMT DIFF. is the same number with the other sign.",
    "Write `const fit = igdp.detectUtcOffset(hired);` and look at `fit`. Then: `ahead_h = fit.offset_hours;` and `gmt_diff = -...;`",
  ],
  wrong: {
    "wall-clock": () => ({ ahead_h: 7, gmt_diff: -7 }),
    "offset-sign": ({ given }) =>
      given.used_in === "southern Laos" ? { ahead_h: -9, gmt_diff: 9 } : { ahead_h: -6.5, gmt_diff: 6.5 },
    rival: ({ given }) =>
      given.used_in === "southern Laos" ? { ahead_h: -14, gmt_diff: 14 } : { ahead_h: -4.5, gmt_diff: 4.5 },
    "beside-the-wall-clock": ({ given }) =>
      given.used_in === "southern Laos" ? { ahead_h: 2, gmt_diff: -2 } : { ahead_h: -0.5, gmt_diff: 0.5 },
    "no-offset": () => ({ ahead_h: 0, gmt_diff: 0 }),
    "gmt-sign": ({ given }) =>
      given.used_in === "southern Laos" ? { ahead_h: 9, gmt_diff: 9 } : { ahead_h: 6.5, gmt_diff: 6.5 },
    "gmt-of-the-wall-clock": ({ given }) => ({
      ahead_h: given.used_in === "southern Laos" ? 9 : 6.5,
      gmt_diff: -7,
    }),
  },
});
