import {
  defineExercise,
  type Exercise,
  instead,
  metresPerSecondSquared,
  number,
  sign,
} from "../../exercise/index.js";

/** A hill above the station, or a hole below it, taken as a ball. */
interface MassGiven {
  readonly what: string;
  readonly volume_m3: number;
  readonly away_m: number;
  readonly up_m: number;
}

/** Newton's constant times the mass, m³/s². CODATA 2018. */
const gravityOf = ({ volume_m3 }: MassGiven): number => 6.6743e-11 * 2670 * volume_m3;

/** Vertical part of the pull, with the angle above the horizon: GM/r² · sin(angle), mGal. */
function verticalPull(given: MassGiven): number {
  const angle = Math.atan2(Math.abs(given.up_m), given.away_m);
  const distance = given.away_m / Math.cos(angle);
  return ((gravityOf(given) * Math.sin(angle)) / distance ** 2) * 1e5;
}

/** Exercise 10.1. */
export const oneMass: Exercise = defineExercise({
  id: "10.1",
  objective: "Compute by hand what one hill or one valley costs",
  minutes: 6,
  points: 1,
  given: [
    { what: "a side valley below the station", volume_m3: 3.2e7, away_m: 600, up_m: -110 },
    { what: "a hill above the station", volume_m3: 5.4e7, away_m: 800, up_m: 140 },
    { what: "a quarry below the station", volume_m3: 6e6, away_m: 250, up_m: -70 },
  ] satisfies MassGiven[],
  // G rounded to 6.67e-11 changes the answer by less than a tenth of a per cent.
  reads: { correction_mgal: number("mGal", { tolerance: 0.002 }) },
  check: ({ given }) => ({ correction_mgal: verticalPull(given) }),
  misconceptions: [
    metresPerSecondSquared("correction_mgal"),
    sign(
      "correction_mgal",
      "The size is right. But a hill above pulls the mass in the meter up, and a valley below lacks rock that would pull down. Both make gravity too small. So the correction is positive in both cases: use the size of the height, without its sign.",
    ),
    instead(
      "whole-pull",
      "correction_mgal",
      ({ given }) => (gravityOf(given) / (given.away_m ** 2 + given.up_m ** 2)) * 1e5,
      "This is the whole pull, along the line to the mass. A meter feels only the vertical part. Multiply by the vertical distance divided by the distance r.",
    ),
    instead(
      "horizontal-distance",
      "correction_mgal",
      ({ given }) => ((gravityOf(given) * Math.abs(given.up_m)) / given.away_m ** 3) * 1e5,
      "You took the horizontal distance for r. The distance r goes from the station straight to the middle of the mass: r² = away² + up².",
    ),
    instead(
      "horizontal-part",
      "correction_mgal",
      ({ given }) => verticalPull(given) * (given.away_m / Math.abs(given.up_m)),
      "This is the horizontal part of the pull: you multiplied by the horizontal distance. The meter feels the vertical part. Multiply by the vertical distance.",
    ),
  ],
  hints: [
    "In which direction does the mass pull, or fail to pull? How much of that is vertical?",
    "The vertical part is G M times the vertical distance, divided by r³. The mass M is 2670 kg/m³ times the volume. The answer in m/s² times 100,000 is mGal.",
    "Write: `const r = Math.hypot(away_m, up_m);`, then `const correction_mgal = (6.6743e-11 * 2670 * volume_m3 * Math.abs(...) / r ** 3) * 1e5;`",
  ],
  wrong: {
    "metres-per-second-squared": ({ given }) => ({ correction_mgal: typed(given) / 1e5 }),
    sign: ({ given }) => ({ correction_mgal: -typed(given) }),
    "whole-pull": ({ given }) => ({
      correction_mgal: (typed(given) * Math.hypot(given.away_m, given.up_m)) / Math.abs(given.up_m),
    }),
    "horizontal-distance": ({ given }) => ({
      correction_mgal: typed(given) * (Math.hypot(given.away_m, given.up_m) / given.away_m) ** 3,
    }),
    "horizontal-part": ({ given }) => {
      const r = Math.hypot(given.away_m, given.up_m);
      return { correction_mgal: ((6.6743e-6 * 2670 * given.volume_m3) / r ** 3) * given.away_m };
    },
  },
});

/** The right answer as a trainee types it. */
function typed({ volume_m3, away_m, up_m }: MassGiven): number {
  return ((6.6743e-11 * 2670 * volume_m3 * Math.abs(up_m)) / Math.hypot(away_m, up_m) ** 3) * 1e5;
}
