import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface BendGiven {
  /** How fast the drift rate itself changes, halved: drift = rate · t + bend · t². µGal/h². */
  readonly bend_ugal_per_h2: number;
  /** A loop of so many hours. */
  readonly hours: number;
  /** The largest error that the survey allows, µGal. */
  readonly limit_ugal: number;
}

/** How far a parabola leaves the straight line through its ends, by trying 2,000 moments of the loop. */
function worstBySearch({ bend_ugal_per_h2 }: BendGiven, hours: number): number {
  const bent = (t: number): number => bend_ugal_per_h2 * t * t;
  const moments = Array.from({ length: 2001 }, (_, i) => (hours * i) / 2000);
  return Math.max(...moments.map((t) => (bent(hours) * t) / hours - bent(t)));
}

/** The loop whose largest error is the limit, by halving. */
function longestBySearch(given: BendGiven): number {
  let [short, long] = [0, 1000];
  while (long - short > 1e-6) {
    const middle = (short + long) / 2;
    if (worstBySearch(given, middle) > given.limit_ugal) long = middle;
    else short = middle;
  }
  return short;
}

const right = (given: BendGiven) => ({
  worst: worstBySearch(given, given.hours),
  longest: longestBySearch(given),
});

/** Exercise 06.2. */
export const longestLoop: Exercise = defineExercise({
  id: "06.2",
  objective: "Say how long a loop may be, from the bend of a meter's drift",
  minutes: 5,
  points: 2,
  given: [
    { bend_ugal_per_h2: 0.8, hours: 9, limit_ugal: 5 },
    { bend_ugal_per_h2: 0.3, hours: 12, limit_ugal: 4 },
  ] satisfies BendGiven[],
  // One digit more than anybody plans a field day with.
  reads: { worst: number("µGal", { tolerance: 0.1 }), longest: number("hours", { tolerance: 0.05 }) },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "no-quarter",
      "worst",
      ({ given }) => given.bend_ugal_per_h2 * given.hours ** 2,
      "This is bend × hours². But the line is bound to the drift at both ends. In the middle it is wrong by a quarter of that.",
    ),
    instead(
      "half",
      "worst",
      ({ given }) => (given.bend_ugal_per_h2 * given.hours ** 2) / 2,
      "You took half of bend × hours². The formula is bend · t · (T − t). In the middle, t and T − t are both half of T. A half times a half is a quarter.",
    ),
    instead(
      "hours-not-squared",
      "worst",
      ({ given }) => (given.bend_ugal_per_h2 * given.hours) / 4,
      "The hours are not squared. A loop that is twice as long is four times as wrong.",
    ),
    instead(
      "in-proportion",
      "longest",
      ({ given }, answers) => (given.hours * given.limit_ugal) / answers.worst,
      "The error is right. But you made the loop shorter in the same proportion as the error. The error grows with the square of the hours: take the root of that proportion.",
      { whenRight: ["worst"] },
    ),
    instead(
      "root-forgotten",
      "longest",
      ({ given }) => (4 * given.limit_ugal) / given.bend_ugal_per_h2,
      "The error is right. This is the square of the hours. Take its root.",
      { whenRight: ["worst"] },
    ),
    instead(
      "half-of-the-loop",
      "longest",
      ({ given }) => Math.sqrt(given.limit_ugal / given.bend_ugal_per_h2),
      "The error is right. These are the hours to the middle of the loop. The crew must also come back: twice as long.",
      { whenRight: ["worst"] },
    ),
  ],
  hints: [
    "Where in the loop is the straight line worst? What are t and T − t there?",
    "The worst error is bend · T²/4. For the longest loop, put the limit in its place and solve for T: T² = 4 · limit / bend.",
    "Write: `worst = bend_ugal_per_h2 * hours ** 2 / 4;` and `longest = Math.sqrt(4 * limit_ugal / ...);`",
  ],
  wrong: {
    "no-quarter": ({ given: { bend_ugal_per_h2: k, hours, limit_ugal } }) => ({
      worst: k * hours * hours,
      longest: Math.sqrt(limit_ugal / k),
    }),
    half: ({ given: { bend_ugal_per_h2: k, hours, limit_ugal } }) => ({
      worst: (k * hours * hours) / 2,
      longest: Math.sqrt((2 * limit_ugal) / k),
    }),
    "hours-not-squared": ({ given: { bend_ugal_per_h2: k, hours, limit_ugal } }) => ({
      worst: (k / 4) * hours,
      longest: (4 * limit_ugal) / k,
    }),
    "in-proportion": ({ given: { bend_ugal_per_h2: k, hours, limit_ugal } }) => ({
      worst: (k * hours * hours) / 4,
      longest: (4 * limit_ugal) / (k * hours),
    }),
    "root-forgotten": ({ given: { bend_ugal_per_h2: k, hours, limit_ugal } }) => ({
      worst: (k * hours * hours) / 4,
      longest: (limit_ugal / k) * 4,
    }),
    "half-of-the-loop": ({ given: { bend_ugal_per_h2: k, hours, limit_ugal } }) => ({
      worst: (k * hours * hours) / 4,
      longest: (limit_ugal / k) ** 0.5,
    }),
  },
});
