import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface OldBaseGiven {
  readonly latitude_deg: number;
  readonly gravity_mean_mgal: number;
  /**
   * The permanent tide of the rigid Earth, upwards: 30.49 − 90.95 sin²φ − 0.31 sin⁴φ µGal (Mäkinen 2021, Journal of
   * Geodesy 95, 106, eq. 20, with geodetic latitude).
   */
  readonly permanent_pull_up_ugal: number;
  readonly bulge_factor: number;
}

/** The answer moves by this share of the pull, mGal. */
const moved = ({ gravity_mean_mgal, permanent_pull_up_ugal }: OldBaseGiven, share: number): number =>
  gravity_mean_mgal + (share * permanent_pull_up_ugal) / 1000;

/** Exercise 05.3. */
export const tideFreeBase: Exercise = defineExercise({
  id: "05.3",
  objective: "Bring the gravity of a base from the mean to the tide-free system",
  minutes: 6,
  points: 2,
  given: [
    { latitude_deg: 17.39, gravity_mean_mgal: 978_127.12, permanent_pull_up_ugal: 22.4, bulge_factor: 0.158 },
    { latitude_deg: -6.2, gravity_mean_mgal: 978_131.46, permanent_pull_up_ugal: 29.4, bulge_factor: 0.158 },
  ] satisfies OldBaseGiven[],
  // A third of the bulge's part: less would not tell whether it was counted.
  reads: { tideFree: number("mGal", { tolerance: 0.001 }) },
  check: ({ given }) => ({ tideFree: moved(given, 1 + given.bulge_factor) }),
  misconceptions: [
    instead(
      "sign",
      "tideFree",
      ({ given }) => moved(given, -1 - given.bulge_factor),
      "You made gravity smaller. The pull goes up, so it had made gravity smaller already, and so had the bulge. Without them gravity is larger.",
    ),
    instead(
      "pull-only",
      "tideFree",
      ({ given }) => moved(given, 1),
      "You took out the pull and left the bulge. That is the zero system. For tide-free, take out the bulge too: it is bulge_factor times the pull.",
    ),
    instead(
      "bulge-only",
      "tideFree",
      ({ given }) => moved(given, given.bulge_factor),
      "You took out the bulge only. That is the way from zero to tide-free. The mean system still holds the pull itself as well.",
    ),
    instead(
      "pull-less-bulge",
      "tideFree",
      ({ given }) => moved(given, 1 - given.bulge_factor),
      "You counted the bulge against the pull. Both make gravity smaller: the bulge lifts the ground, away from the centre. So both are taken out with the same sign.",
    ),
    instead(
      "microgal",
      "tideFree",
      ({ given }) => given.gravity_mean_mgal + given.permanent_pull_up_ugal * (1 + given.bulge_factor),
      "You added µGal to mGal. One mGal is 1000 µGal: divide the pull by 1000 first.",
    ),
  ],
  hints: [
    "Which two things does the mean system hold that the tide-free system does not? Does each of them make gravity larger, or smaller?",
    "The pull makes gravity smaller by its own size, the bulge by bulge_factor times that. Take both out, and mind the unit.",
    "Write: `const tideFree = gravity_mean_mgal + (permanent_pull_up_ugal * (1 + ...)) / 1000;`",
  ],
  wrong: {
    sign: ({ given }) => ({
      tideFree: given.gravity_mean_mgal - permanentBoth(given) / 1000,
    }),
    "pull-only": ({ given }) => ({
      tideFree: given.gravity_mean_mgal + given.permanent_pull_up_ugal / 1000,
    }),
    "bulge-only": ({ given }) => ({
      tideFree: given.gravity_mean_mgal + (given.bulge_factor * given.permanent_pull_up_ugal) / 1000,
    }),
    "pull-less-bulge": ({ given }) => ({
      tideFree:
        given.gravity_mean_mgal +
        (given.permanent_pull_up_ugal - given.bulge_factor * given.permanent_pull_up_ugal) / 1000,
    }),
    microgal: ({ given }) => ({ tideFree: given.gravity_mean_mgal + permanentBoth(given) }),
  },
});

/** Pull and bulge, µGal. */
function permanentBoth({ permanent_pull_up_ugal, bulge_factor }: OldBaseGiven): number {
  return permanent_pull_up_ugal + bulge_factor * permanent_pull_up_ugal;
}
