import { describe, expect, test } from "vitest";
import {
  ____,
  checkAnswers,
  choice,
  defineExercise,
  ENGLISH,
  type Exercise,
  essay,
  instead,
  number,
  swapped,
  textOf,
  type Verdict,
  verifyExercise,
} from "../../../../course/exercise/index.js";
import { readNothing as read, sample } from "./sample-exercise.js";

const check = (answers: unknown, exercise: Exercise = sample, variant = 0): Promise<Verdict> =>
  checkAnswers(answers, { exercise, variant, read });
const keys = ({ messages }: Verdict): string[] => messages.map(({ key }) => key);
const said = ({ messages }: Verdict): string => messages.map((one) => textOf(one)).join(" ");

describe("checking an answer", () => {
  test("a right answer passes, within the tolerance and not beyond", async () => {
    expect((await check({ corrected: 2210.432 })).outcome).toBe("passed");
    expect((await check({ corrected: 2210.4324 })).outcome).toBe("passed");
    expect((await check({ corrected: 2210.4326 })).outcome).toBe("wrong");
    expect((await check({ corrected: 2195.048 }, sample, 1)).outcome).toBe("passed");
  });

  test("a blank is not an attempt", async () => {
    for (const blank of [____, "____"]) {
      const verdict = await check({ corrected: blank });
      expect(verdict.outcome).toBe("not-attempted");
      expect(said(verdict)).toContain("`corrected`");
    }
    expect((await check(____)).outcome).toBe("not-attempted");
  });

  test("a calculation with a blank in it is told as what it is", async () => {
    const verdict = await check({ corrected: 2 * ____ });
    expect(keys(verdict)).toEqual(["number.nan"]);
  });

  test("each misconception gets its own sentences, the first that matches", async () => {
    expect(await verifyExercise(sample, read)).toEqual([]);
    const verdict = await check({ corrected: 2210.345 - 0.087 });
    expect(verdict).toMatchObject({ outcome: "wrong", misconception: "tide-sign" });
    expect(said(verdict)).toBe(ENGLISH["misconception.tide-sign"]);
    expect(said(await check({ corrected: 2210.345 }))).toBe("The tide is still in the reading.");
  });

  test("an exercise whose misconceptions are confused is found", async () => {
    const confused = defineExercise({
      ...sample,
      reads: { corrected: number("mGal", { tolerance: 1 }) },
    } as Parameters<typeof defineExercise>[0]);
    const problems = await verifyExercise(confused, read);
    expect(problems.join("\n")).toContain("wrong answer of 'no-tide' is taken for");
  });

  test("an exercise whose check or data are faulty is found", async () => {
    const nameless = { ...sample, check: () => ({ Corrected: 1 }) } as unknown as Exercise;
    expect((await verifyExercise(nameless, read)).join()).toContain(
      "check gives no 'corrected'; it gives Corrected",
    );
    const twins = { ...sample, given: [sample.given[0], sample.given[0]] } as Exercise;
    expect((await verifyExercise(twins, read)).join()).toContain("the same data");
    let calls = 0;
    const shaky = { ...sample, check: () => ({ corrected: calls++ }) } as unknown as Exercise;
    expect((await verifyExercise(shaky, read)).join()).toContain("does not pass");
  });

  test("a wrong answer without a misconception never gives the right value away", async () => {
    for (const value of [1, 2210.5, 0, -3, 1e300]) {
      const verdict = await check({ corrected: value });
      expect(verdict.outcome).toBe("wrong");
      expect(said(verdict)).not.toContain("2210.43");
    }
    expect(keys(await check({ corrected: 2210.437 }))).toEqual(["number.close"]);
    expect(keys(await check({ corrected: 2210.5 }))).toEqual(["number.far"]);
    expect(keys(await check({ corrected: 1 }))).toEqual(["number.far"]);
    expect(keys(await check({ corrected: 2210.43 }))).toEqual(["number.rounded"]);
    expect(keys(await check({ corrected: 2210 }))).toEqual(["number.far"]);
  });

  test("mistakes that every number can show are told without the author's help", async () => {
    expect(keys(await check({ corrected: 2210.432 * 1000 }))).toEqual(["generic.factor.large"]);
    expect(said(await check({ corrected: 2210.432 * 1000 }))).toContain("1 000 times too large");
    expect(said(await check({ corrected: 2210.432 * 1000 }))).toContain("mGal and µGal");
    expect(keys(await check({ corrected: 2210.432 / 10 }))).toEqual(["generic.factor.small.plain"]);
    // Minutes and hours cannot be mixed where the answer is in mGal.
    expect(keys(await check({ corrected: 2210.432 / 60 }))).toEqual(["number.far"]);
  });

  test("an answer for the data before the solution is told as such", async () => {
    expect(keys(await check({ corrected: 2210.432 }, sample, 1))).toEqual(["stale"]);
    expect(keys(await check({ corrected: 2195.048 }, sample, 0))).toEqual(["stale"]);
  });
});

describe("answers of any type get a kind message", () => {
  const failing = {
    get corrected(): number {
      throw new Error("no battery");
    },
  };
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error("no");
      },
      has: () => true,
      ownKeys: () => {
        throw new Error("no keys");
      },
    },
  );
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["nothing at all", undefined, "answers.none"],
    ["null", null, "answers.not-object"],
    ["a text", "2210.432", "answers.not-object"],
    ["a bare number", 2210.432, "answers.not-object"],
    ["a list", [2210.432], "answers.not-object"],
    ["a huge array", new Float64Array(5_000_000), "answers.not-object"],
    ["another name", { result: 2 }, "answers.missing"],
    ["capital letters", { Corrected: 2 }, "answers.similar"],
    ["a getter that throws", failing, "answers.failing"],
    ["a proxy that throws", hostile, "answers.failing"],
    ["null as the answer", { corrected: null }, "value.null"],
    ["undefined as the answer", { corrected: undefined }, "value.undefined"],
    ["text as the answer", { corrected: "2210.432 mGal" }, "value.text-number"],
    ["text with a comma", { corrected: "2210,432" }, "value.text-comma"],
    ["a huge array as the answer", { corrected: new Array(3_000_000).fill(1) }, "value.list"],
    ["a promise", { corrected: Promise.resolve(2210.432) }, "value.promise"],
    ["a function", { corrected: () => 2210.432 }, "value.function"],
    ["a step's answer", { corrected: { result: 1, report: {} } }, "value.step"],
    ["a table", { corrected: { numRows: () => 1, columnNames: () => [] } }, "value.table"],
    ["an object", { corrected: {} }, "value.other"],
    ["a big integer", { corrected: 10n ** 50n }, "value.other"],
    ["a symbol", { corrected: Symbol("a") }, "value.other"],
    ["NaN", { corrected: Number.NaN }, "number.nan"],
    ["infinity", { corrected: Number.POSITIVE_INFINITY }, "number.infinite"],
    ["a revoked proxy", { corrected: revoked() }, "answers.failing"],
  ];

  test.each(cases)("%s", async (_name, answers, key) => {
    const verdict = await check(answers);
    expect(verdict.outcome).toBe("unreadable");
    expect(keys(verdict)).toEqual([key]);
    expect(said(verdict)).not.toMatch(/\{\w+\}|undefined|\[object/);
    expect(said(verdict).length).toBeLessThan(300);
  });

  test("an exercise that itself fails blames nobody", async () => {
    const broken = { ...sample, check: () => Promise.reject(new Error("truth.csv is missing")) };
    const verdict = await check({ corrected: 1 }, broken as Exercise);
    expect(verdict.outcome).toBe("broken");
    expect(said(verdict)).toContain("truth.csv is missing");
  });
});

describe("exercises of several answers", () => {
  const position = defineExercise({
    id: "07.3",
    objective: "Read a position",
    minutes: 3,
    points: 1,
    given: [1, 2],
    reads: {
      latitude: number("°", { tolerance: 0.01 }),
      longitude: number("°", { tolerance: 0.01 }),
      why: essay(),
      hemisphere: choice(["north", "south"]),
    },
    check: ({ given }) => ({ latitude: 16.2 + given, longitude: 101.7, why: undefined, hemisphere: "north" }),
    misconceptions: [
      swapped("latitude-longitude-swapped", "latitude", "longitude", "They are swapped."),
      instead("south", "hemisphere", () => "south", "Positive latitudes are north."),
    ],
    hints: ["a", "b", "c"],
    wrong: {
      "latitude-longitude-swapped": ({ given }) => ({
        latitude: 101.7,
        longitude: 16.2 + given,
        why: "because of this and of that",
        hemisphere: "north",
      }),
      south: ({ given }) => ({
        latitude: 16.2 + given,
        longitude: 101.7,
        why: "because of this and of that",
        hemisphere: "South ",
      }),
    },
  });
  const answers = { latitude: 17.2, longitude: 101.7, why: "I read it from the map", hemisphere: "north" };

  test("a text for the instructor is never called right, and an empty one is sent back", async () => {
    expect((await check(answers, position)).outcome).toBe("for-instructor");
    expect(keys(await check({ ...answers, why: "so" }, position))).toEqual(["essay.short"]);
    expect(keys(await check({ ...answers, why: 3 }, position))).toEqual(["value.other"]);
  });

  test("what is right so far is said", async () => {
    const verdict = await check({ ...answers, latitude: 3 }, position);
    expect(keys(verdict)).toEqual(["right-so-far", "number.far"]);
    expect(said(verdict)).toContain("Right so far: `longitude`, `hemisphere`. Not right yet: `latitude`.");
  });

  test("what is filled in is looked at, although the rest is blank", async () => {
    const begun = { latitude: 17.2, longitude: ____, why: ____, hemisphere: ____ };
    expect(keys(await check(begun, position))).toEqual(["not-attempted.rest", "not-attempted.hint"]);
    expect(said(await check(begun, position))).toContain(
      "Right so far: `latitude`. Still blank: `longitude`, `why`, `hemisphere`.",
    );
    expect((await check({ ...begun, latitude: 3 }, position)).outcome).toBe("wrong");
    expect((await check({ ...begun, hemisphere: "south" }, position)).misconception).toBe("south");
  });

  test("exchanged answers are recognised together, and choices by their text", async () => {
    expect(await verifyExercise(position, read)).toEqual([]);
    expect(keys(await check({ ...answers, hemisphere: "west" }, position))).toEqual(["choice.unknown"]);
  });
});

describe("what an author must give", () => {
  const source = sample as unknown as Parameters<typeof defineExercise>[0];
  const cases: readonly (readonly [string, object, RegExp])[] = [
    ["an id", { id: "2" }, /id .*two digits/s],
    ["two variants", { given: [1] }, /two variants/],
    [
      "two misconceptions",
      { misconceptions: source.misconceptions.slice(0, 1), wrong: {} },
      /two misconceptions/,
    ],
    ["a wrong answer for each", { wrong: { sign: () => 1 } }, /one wrong answer for each/],
    ["data that can be copied", { given: [() => 1, 2] }, /can be copied|plain data/],
    [
      "no answer that is not read",
      {
        misconceptions: [instead("a", "gone", () => 1, "x"), instead("b", "corrected", () => 1, "x")],
        wrong: { a: () => 1, b: () => 2 },
      },
      /misconception a.*one of the answers/s,
    ],
    [
      "its fields",
      { given: undefined, reads: undefined, misconceptions: undefined, wrong: undefined },
      /given/,
    ],
    ["three hints", { hints: ["a", "", "c"] }, /three hints/],
    ["minutes", { minutes: 0 }, /minutes/],
    ["an answer to read", { reads: {} }, /one answer or more/],
  ];
  test.each(cases)("%s", (_name, change, message) => {
    expect(() => defineExercise({ ...source, ...change })).toThrow(message);
  });
});

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
