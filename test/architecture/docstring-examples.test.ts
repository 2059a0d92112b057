import { describe, expect, test } from "vitest";
import { examplesOf, prepareExample, runExample } from "./docstring-examples.js";
import { exampleTypeErrors } from "./example-types.js";
import { difference } from "./same-value.js";

const path = "lib/core/made-up.ts";

/** A source text with one function and the given example of it. */
function source(...lines: string[]): string {
  const code = lines.map((line) => ` * ${line}`).join("\n");
  return `/** The file. */\n/**\n * Twice a number.\n *\n * @param x - any number\n * @example\n${code}\n */\nexport function twice(x: number): number {\n  if (Number.isNaN(x)) throw new RangeError("x is NaN");\n  return 2 * x;\n}\n`;
}

const scope = {
  twice: (x: number) => {
    if (Number.isNaN(x)) throw new RangeError("x is NaN");
    return 2 * x;
  },
};

/** Runs the made-up example; the message of its failure, or `undefined`. */
async function failure(...lines: string[]): Promise<string | undefined> {
  const [example] = examplesOf(path, source(...lines));
  return runExample(example, prepareExample(example), scope).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

function typeErrors(...lines: string[]): string[] {
  const text = source(...lines);
  const prepared = examplesOf(path, text).map((example) => [example, prepareExample(example)] as const);
  return exampleTypeErrors(prepared, new Map([[path, ["twice"]]]), new Map([[path, text]]));
}

describe("the runner of docstring examples, on made-up examples", { timeout: 180_000 }, () => {
  test("an example is found with its owner, its first line and its code", () => {
    const [example, ...others] = examplesOf(path, source("const y = 3;", "twice(y); // => 6"));
    expect(others).toEqual([]);
    expect(example).toEqual({ file: path, line: 7, owner: "twice", code: "const y = 3;\ntwice(y); // => 6" });
  });

  test("examples of methods, constants, interfaces and several of one function are found", () => {
    const one = "/** @example\n * a; // => 1\n */\n";
    const two =
      "/**\n * @example\n * a;\n * @example Title\n * ```ts\n * b;\n * ```\n * @throws Error\n */\n";
    const text = `${one}export const c = 1;\n${two}export function f(): void {}\nexport class K {\n${one}m(): void {}\n}\n`;
    expect(examplesOf(path, text).map(({ owner, code }) => [owner, code.trim()])).toEqual([
      ["c", "a; // => 1"],
      ["f", "a;"],
      ["f", "b;"],
      ["m", "a; // => 1"],
    ]);
  });

  test("a right example passes, with constants, several lines, await and names that hide others", async () => {
    expect(await failure("twice(4); // => 8")).toBeUndefined();
    expect(await failure("const four = 4;", "", "twice(", "  four,", "); // => 8")).toBeUndefined();
    expect(
      await failure("const t = twice;", "{ const twice = 1; t(twice); }", "t(2); // => 4"),
    ).toBeUndefined();
    expect(await failure("const twice = (x: number) => 3 * x;", "twice(1); // => 3")).toBeUndefined();
    expect(await failure("await Promise.resolve(twice(2)); // => 4")).toBeUndefined();
    expect(await failure("twice(4);", "// => 8")).toBeUndefined();
    expect(await failure("twice(Number.NaN);", "// throws RangeError: x is")).toBeUndefined();
    expect(await failure("({ a: twice(1) }); // => { a: 2 }")).toBeUndefined();
    expect(await failure("twice(Number.NaN); // throws RangeError")).toBeUndefined();
    expect(await failure("twice(Number.NaN); // throws RangeError: x is NaN")).toBeUndefined();
  });

  test("a wrong example fails, and the failure names file, line and both values", async () => {
    const message = await failure("const y = 4;", "twice(y); // => 9");
    expect(message).toBe("lib/core/made-up.ts:8 (example of twice): the value is 8, not 9");
  });

  test("an example that throws by surprise, or does not throw as it says, fails", async () => {
    expect(await failure("const y = 4;", "twice(Number.NaN); // => 9")).toContain(
      ":8 (example of twice): RangeError",
    );
    expect(await failure("twice(1); // throws RangeError")).toContain("nothing was thrown");
    expect(await failure("twice(Number.NaN); // throws TypeError")).toContain(
      "RangeError was thrown, not TypeError",
    );
    expect(await failure("twice(Number.NaN); // throws RangeError: y is")).toContain("without 'y is'");
    expect(await failure("await twice(Number.NaN); // => 1")).toContain("RangeError");
  });

  test("an example that claims nothing fails, and so does a claim in a wrong place or without sense", async () => {
    expect(await failure("twice(3);")).toContain("must claim something");
    expect(await failure("const y = twice(3); // => 6")).toContain("stand behind an expression");
    expect(
      await failure("twice(1); // => 2", "for (const y of [1]) {", "  twice(y); // => 2", "}"),
    ).toContain("stand behind an expression");
    expect(await failure("twice(4);", "", "// => 8")).toContain("stand behind an expression");
    expect(await failure("twice(4); // => 8", "// => 8")).toContain("stand behind an expression");
    expect(await failure("twice(3); // => 6 mGal")).toContain("'6 mGal' is not a JavaScript expression");
    expect(await failure("twice(3); // => 6); (7")).toContain("is not a JavaScript expression");
    expect(await failure('import { x } from "y";', "twice(3); // => 6")).toContain("imports nothing");
  });

  test("the compiler's complaints about an example come with its file and line", () => {
    expect(typeErrors("twice(3); // => 6")).toEqual([]);
    expect(typeErrors("const y = 1;", 'twice("3"); // => 6')).toEqual([
      "lib/core/made-up.ts:8 Argument of type 'string' is not assignable to parameter of type 'number'.",
    ]);
    expect(typeErrors("thrice(3); // => 9")[0]).toContain("Cannot find name 'thrice'");
  });

  test("values compare deeply: numbers to a billionth, typed arrays by type and content", () => {
    expect(difference(1 + 1e-10, 1)).toBeUndefined();
    expect(difference(1 + 1e-8, 1)).toContain("is 1.00000001, not 1");
    expect(difference(1e-20, 0)).toContain("not 0");
    expect(difference(Number.NaN, Number.NaN)).toBeUndefined();
    expect(difference(Number.NaN, 1)).toContain("NaN, not 1");
    expect(difference(1, Number.NaN)).toContain("1, not NaN");
    expect(difference(1e300, Number.POSITIVE_INFINITY)).toContain("not Infinity");
    expect(difference(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeUndefined();
    expect(difference(-0, 0)).toBeUndefined();
    expect(difference("1", 1)).toBe('the value is "1", not 1');
    expect(difference(Float64Array.of(1, Number.NaN), Float64Array.of(1, Number.NaN))).toBeUndefined();
    expect(difference(Float64Array.of(1, 2), Float32Array.of(1, 2))).toContain(
      "a Float64Array, not a Float32Array",
    );
    expect(difference(Float64Array.of(1, 2), [1, 2])).toContain("a Float64Array, not an array");
    expect(difference([1, 2, 3], [1, 2])).toContain("3 values, not 2");
    expect(difference({ a: { b: [1, 2] } }, { a: { b: [1, 3] } })).toBe("the value.a.b[1] is 2, not 3");
    expect(difference({ a: 1, b: undefined }, { a: 1 })).toBeUndefined();
    expect(difference({ a: 1, b: 2 }, { a: 1 })).toContain("the value.b is 2, not undefined");
    expect(difference({}, { a: 1 })).toContain("the value.a is undefined, not 1");
    expect(difference(new Date(0), new Date(1))).toContain("is 0, not 1");
    expect(difference(new Map([["a", 1]]), new Map([["a", 2]]))).toContain("is 1, not 2");
    expect(difference(null, {})).toContain("null, not an object");
  });
});
