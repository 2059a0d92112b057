import { describe, expect, test } from "vitest";
import {
  ____,
  choice,
  figure,
  functionOf,
  type Kind,
  message,
  names,
  number,
  numbers,
  textOf,
  truth,
  whole,
} from "../../../../course/exercise/index.js";

/** What a kind says of an answer: `right`, `blank`, or the key of its message. */
// biome-ignore lint/suspicious/noExplicitAny: kinds of all types are tested.
function judge(kind: Kind<any, any>, value: unknown, right: unknown): string {
  const reading = kind.read(value, "answer");
  if (reading.state === "blank") return "blank";
  if (reading.state === "unreadable") return checked(reading.message);
  const difference = kind.difference(reading.value, right, "answer");
  return difference === undefined ? "right" : checked(difference);
}

/** The key of a message whose gaps are all filled. */
function checked(one: ReturnType<typeof message>): string {
  expect(textOf(one)).not.toMatch(/\{\w+\}/);
  return one.key;
}

describe("numbers", () => {
  const list = numbers("mGal", { tolerance: 0.01 });
  const right = [1, 2, 3];

  test("arrays and typed arrays are compared value by value", () => {
    expect(judge(list, [1, 2.009, 3], right)).toBe("right");
    expect(judge(list, Float64Array.of(1, 2, 3), right)).toBe("right");
    expect(judge(list, [1, 2.02, 4], right)).toBe("numbers.some");
    expect(judge(list, [1, 2], right)).toBe("numbers.length");
    expect(judge(list, [], right)).toBe("numbers.length");
  });

  test("gaps, other types and blanks are told", () => {
    expect(judge(list, [1, Number.NaN, 3], right)).toBe("numbers.gap");
    expect(judge(list, [1, "2", 3], right)).toBe("numbers.gap");
    expect(judge(list, 3, right)).toBe("value.other");
    expect(judge(list, "1, 2, 3", right)).toBe("value.text-number");
    expect(judge(list, new Float64Array(2_000_000), right)).toBe("numbers.most");
    expect(judge(list, ____, right)).toBe("blank");
    expect(judge(list, [1, ____, 3], right)).toBe("blank");
    expect(judge(list, new DataView(new ArrayBuffer(8)), right)).toBe("value.other");
  });

  test("the trainee's list stays as it is", () => {
    const answer = Object.freeze([3, 1, 2]);
    judge(list, answer, right);
    expect(answer).toEqual([3, 1, 2]);
  });
});

describe("a whole number, a truth, a choice", () => {
  test("a count is right only if it is the same", () => {
    expect(judge(whole(), 12, 12)).toBe("right");
    expect(judge(whole(), 11, 12)).toBe("whole.low");
    expect(judge(whole(), 13, 12)).toBe("whole.high");
    expect(judge(whole(), 11.5, 12)).toBe("whole.fraction");
    expect(judge(whole(), "12", 12)).toBe("value.other");
  });

  test("true and false", () => {
    expect(judge(truth(), true, true)).toBe("right");
    expect(judge(truth(), false, true)).toBe("truth.wrong");
    expect(judge(truth(), 1, true)).toBe("value.other");
    expect(judge(truth(), ____, true)).toBe("blank");
  });

  test("a choice forgives capital letters, and names the choices", () => {
    const kind = choice(["north", "south"]);
    expect(judge(kind, " North", "north")).toBe("right");
    expect(judge(kind, "south", "north")).toBe("choice.wrong");
    expect(judge(kind, "up", "north")).toBe("choice.unknown");
    expect(judge(kind, 1, "north")).toBe("value.other");
  });
});

test("a number is called near only where it is near for its size: 0 is not near to −7.4", () => {
  const repair = number("mGal", { tolerance: 0.5 });
  expect(judge(repair, -8.2, -7.42)).toBe("number.close");
  expect(judge(repair, 0, -7.42)).toBe("number.far");
  expect(judge(repair, -14, -7.42)).toBe("number.far");
  expect(judge(repair, 0.9, 0)).toBe("number.close");
});

describe("names", () => {
  const kind = names();
  test("one name or a list, in any order", () => {
    expect(judge(kind, "S012", "S012")).toBe("right");
    expect(judge(kind, ["s012 "], "S012")).toBe("right");
    expect(judge(kind, ["B", "A"], ["A", "B"])).toBe("right");
  });

  test("what is missing and what is too much is told apart", () => {
    expect(judge(kind, "A", ["A", "B"])).toBe("names.missing");
    expect(judge(kind, ["A", "B", "C"], ["A", "B"])).toBe("names.extra");
    expect(judge(kind, "X", ["A", "B"])).toBe("names.wrong");
    expect(judge(kind, ["A", "X"], ["A", "B"])).toBe("names.partly");
    expect(judge(kind, [], ["A"])).toBe("names.wrong");
    expect(judge(kind, ["A", "B"], "A")).toBe("names.one");
    expect(judge(kind, ["A", 3], ["A"])).toBe("value.other");
    expect(judge(kind, [____], ["A"])).toBe("blank");
    expect(judge(kind, 12, "12")).toBe("value.other");
  });
});

test("a name that cannot be meant is no wrong answer", () => {
  const station = names({ known: /^S\d{3}$/i });
  expect(judge(station, "s035 ", "S035")).toBe("right");
  expect(judge(station, "S036", "S035")).toBe("names.wrong");
  for (const name of ["S35", "Station S035", '"S035"', ""])
    expect(judge(station, name, "S035")).toBe("names.unknown");
  expect(judge(names({ known: ["B1", "B2"] }), "b3", "B1")).toBe("names.unknown");
});

test("a number from the data is not called a rounded one, and digits that matter are shown", () => {
  const kind = number("mGal", { tolerance: 0.001 });
  expect(kind.difference(2200, 2199.96, "g", { table: [{ counter: 2200 }] })?.key).toBe("number.far");
  expect(textOf(kind.difference(2187.5115, 2187.5133, "g") ?? message("title.hint"))).toContain(
    "2187.5115 mGal",
  );
});

describe("functions", () => {
  const kind = functionOf("mGal", { tolerance: 0.001 });
  const right = [
    { of: [1, 2], is: 3 },
    { of: [2, 2], is: 4 },
  ];

  test("a function is called with every case", () => {
    expect(judge(kind, (a: number, b: number) => a + b, right)).toBe("right");
    expect(judge(kind, () => 3, right)).toBe("function.result");
    expect(judge(kind, () => undefined, right)).toBe("function.nothing");
    expect(judge(kind, () => "3", right)).toBe("function.kind");
    expect(judge(kind, async () => 3, right)).toBe("function.promise");
    expect(judge(kind, 3, right)).toBe("value.other");
    expect(
      judge(
        kind,
        () => {
          throw new Error("no");
        },
        right,
      ),
    ).toBe("function.throws");
  });

  test("a function that changes its list does not change the case", () => {
    const cases = [{ of: [[3, 1, 2]], is: 3 }];
    const greedy = (values: number[]): number => values.splice(0).length;
    expect(judge(kind, greedy, cases)).toBe("right");
    expect(judge(kind, greedy, cases)).toBe("right");
  });
});

describe("a figure", () => {
  const kind = figure({
    x: { quantity: ["height"], unit: "m" },
    y: { quantity: ["gravity"], unit: "mGal" },
    mode: "markers",
  });
  const right = { x: [100, 200, 300], y: [50, 30, 10] };
  const good = {
    data: [{ type: "scatter", mode: "markers", x: [300, 100, 200], y: [10, 50, 30] }],
    layout: { xaxis: { title: { text: "Height (m)" } }, yaxis: { title: "gravity (mGal)" } },
  };
  const change = (trace: object, layout: object = {}): object => ({
    data: [{ ...good.data[0], ...trace }],
    layout: { ...good.layout, ...layout },
  });

  test("the right pairs in any order, with titles that name quantity and unit, are right", () => {
    expect(judge(kind, good, right)).toBe("right");
    expect(judge(kind, { figure: good }, right)).toBe("right");
    expect(judge(kind, change({}, { yaxis: { title: "gravity_mgal" } }), right)).toBe("right");
    expect(judge(kind, change({ x: Float64Array.of(300, 100, 200) }), right)).toBe("right");
    expect(judge(kind, { ...good, data: [{ x: [1], y: [1] }, ...good.data] }, right)).toBe("right");
  });

  test.each([
    ["figure.axes-swapped", change({ x: good.data[0].y, y: good.data[0].x })],
    ["figure.mode", change({ mode: "lines" })],
    ["figure.mode", change({ mode: "lines+markers" })],
    ["figure.mode", change({ mode: undefined })],
    ["figure.values", change({ y: [11, 50, 30] })],
    ["figure.count", change({ x: [1], y: [1] })],
    ["figure.no-title", change({}, { xaxis: {} })],
    ["figure.no-title", change({}, { yaxis: { title: { text: "____" } } })],
    ["figure.quantity", change({}, { xaxis: { title: { text: "elevation (m)" } } })],
    ["figure.no-unit", change({}, { xaxis: { title: { text: "height" } } })],
    ["figure.no-unit", change({}, { xaxis: { title: { text: "height in mm" } } })],
    ["figure.no-unit", change({}, { yaxis: { title: "gravity (mGal/m)" } })],
    ["figure.empty", change({ type: "bar" })],
    ["figure.empty", change({ visible: false })],
    ["figure.empty", change({ x: [], y: [] })],
    ["figure.empty", { data: [], layout: {} }],
    ["figure.empty", { data: [{ x: 1 }] }],
    ["value.other", { layout: {} }],
    ["value.other", 7],
    ["blank", ____],
    ["blank", { data: [{ x: ____, y: [1] }] }],
  ] as const)("%s", (key, value) => {
    expect(judge(kind, value, right)).toBe(key);
  });

  test("an empty figure never passes, whatever is asked", () => {
    expect(judge(kind, { data: [{ x: [], y: [] }], layout: good.layout }, right)).not.toBe("right");
    expect(judge(kind, { data: [null, 3] }, right)).toBe("figure.empty");
  });
});

test("a tolerance that is not a number is the author's mistake", () => {
  expect(() => number("mGal", { tolerance: Number.NaN })).toThrow(/tolerance/);
  expect(() => numbers("mGal", { tolerance: -1 })).toThrow(/tolerance/);
});
