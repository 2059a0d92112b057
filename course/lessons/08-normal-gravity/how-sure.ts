import { choice, chosen, defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface SigmaGiven {
  readonly survey: string;
  readonly latitude_deg: number;
  readonly gravity_sigma_mgal: number;
  readonly height_sigma_m: number;
  readonly north_sigma_m: number;
}

/**
 * The three parts in mGal. Towards north: derivative of 978032.7 · 0.0053024 sin²φ, over the length of a radian of latitude,
 * 6371 km.
 */
function parts({ latitude_deg, gravity_sigma_mgal, height_sigma_m, north_sigma_m }: SigmaGiven) {
  const perRadian = 978_032.7 * 0.0053024 * Math.sin((2 * latitude_deg * Math.PI) / 180);
  return {
    gravity: gravity_sigma_mgal,
    height: 0.3086 * height_sigma_m,
    position: (perRadian / 6_371_000) * north_sigma_m,
  };
}

type Part = keyof ReturnType<typeof parts>;
const PARTS: readonly Part[] = ["gravity", "height", "position"];

function largest(given: SigmaGiven): Part {
  const all = parts(given);
  return PARTS.reduce((best, part) => (all[part] > all[best] ? part : best));
}

/** Exercise 08.4. */
export const howSure: Exercise = defineExercise({
  id: "08.4",
  objective: "Compute the sigma of a free-air anomaly, and name its largest part",
  minutes: 5,
  points: 2,
  given: [
    {
      survey: "barometer heights, 1958",
      latitude_deg: 17.4,
      gravity_sigma_mgal: 0.3,
      height_sigma_m: 2,
      north_sigma_m: 150,
    },
    {
      survey: "levelled heights, an old meter, 1964",
      latitude_deg: 14.2,
      gravity_sigma_mgal: 0.28,
      height_sigma_m: 0.5,
      north_sigma_m: 100,
    },
  ] satisfies SigmaGiven[],
  // 0.0008 in place of 0.000814 changes the answer by less than 0.0002 mGal.
  reads: { sigma_mgal: number("mGal", { tolerance: 0.003 }), largest: choice(PARTS) },
  check: ({ given }) => {
    const { gravity, height, position } = parts(given);
    return { sigma_mgal: Math.hypot(gravity, height, position), largest: largest(given) };
  },
  misconceptions: [
    instead(
      "sum",
      "sigma_mgal",
      ({ given }) => {
        const { gravity, height, position } = parts(given);
        return gravity + height + position;
      },
      "You added the three parts. But the errors do not all go in the same direction: often one takes away a part of another. Square the parts, add the squares, and take the root.",
    ),
    instead(
      "no-root",
      "sigma_mgal",
      ({ given }) => {
        const { gravity, height, position } = parts(given);
        return gravity ** 2 + height ** 2 + position ** 2;
      },
      "This is the sum of the squares, in mGal². Take the square root of it.",
    ),
    instead(
      "metres-as-milligals",
      "sigma_mgal",
      ({ given }) => Math.hypot(parts(given).gravity, given.height_sigma_m, parts(given).position),
      "You took the sigma of the height as it is, in metres. Turn it into mGal first: 0.3086 mGal for each metre.",
    ),
    instead(
      "with-slab",
      "sigma_mgal",
      ({ given }) => Math.hypot(parts(given).gravity, 0.1967 * given.height_sigma_m, parts(given).position),
      "You used about 0.2 mGal for each metre. That belongs to the Bouguer anomaly, where the slab of rock changes too. In a free-air anomaly it is 0.3086 mGal.",
    ),
    chosen(
      "largest-in-metres",
      "largest",
      "position",
      "The position has the largest number, but that number is in metres. One metre to the north costs only 0.0008 mGal × sin(2 × latitude). Compare the parts in mGal.",
    ),
    instead(
      "largest-other",
      "largest",
      ({ given }) => (largest(given) === "height" ? "gravity" : "height"),
      "The sigma is right. Compare your three parts in mGal once more: which of them is the largest?",
      { whenRight: ["sigma_mgal"] },
    ),
  ],
  hints: [
    "Three errors in three units. What must you do before you may compare them?",
    "Turn each sigma into mGal: the height times 0.3086, the place to the north times 0.000814 sin(2 × latitude). Then the root of the sum of the squares.",
    "Write: `const height_part = 0.3086 * height_sigma_m;`, the same for the position, then `const sigma_mgal = Math.hypot(gravity_sigma_mgal, height_part, ...);`",
  ],
  wrong: {
    sum: ({ given }) => ({ sigma_mgal: typed(given).reduce((a, b) => a + b), largest: largest(given) }),
    "no-root": ({ given }) => ({
      sigma_mgal: typed(given).reduce((a, b) => a + b * b, 0),
      largest: largest(given),
    }),
    "metres-as-milligals": ({ given }) => {
      const [g, , p] = typed(given);
      return { sigma_mgal: Math.sqrt(g * g + given.height_sigma_m ** 2 + p * p), largest: "height" };
    },
    "with-slab": ({ given }) => {
      const [g, , p] = typed(given);
      const height = (0.3086 - 0.1119) * given.height_sigma_m;
      return { sigma_mgal: Math.sqrt(g * g + height * height + p * p), largest: largest(given) };
    },
    "largest-in-metres": ({ given }) => ({ sigma_mgal: Math.hypot(...typed(given)), largest: "position" }),
    "largest-other": ({ given }) => ({
      sigma_mgal: Math.hypot(...typed(given)),
      largest: given.latitude_deg > 17 ? "gravity" : "height",
    }),
  },
});

/** The parts of gravity, height and position as a trainee types them, mGal. */
function typed({ latitude_deg, gravity_sigma_mgal, height_sigma_m, north_sigma_m }: SigmaGiven): number[] {
  const north = 0.000814 * Math.sin((2 * latitude_deg * Math.PI) / 180) * north_sigma_m;
  return [gravity_sigma_mgal, 0.3086 * height_sigma_m, north];
}
