import { describe, expect, test } from "vitest";
import { examplesOf, prepareExample, runExample } from "./docstring-examples.js";
import { exampleTypeErrors } from "./example-types.js";
import { readProjectFiles } from "./project-files.js";
import { publicNames } from "./public-api.js";

const sources = readProjectFiles(/^lib\/.*(?<!\/index)\.ts$/);
const examples = [...sources].flatMap(([path, text]) => examplesOf(path, text));
const prepared = examples.map((example) => [example, prepareExample(example)] as const);
const files = [...new Set(["lib/index.ts", ...examples.map(({ file }) => file)])];

/** What a file exports at run time. */
async function namesAtRunTime(file: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ `../../${file}`);
}

describe("the examples in the docstrings", { timeout: 180_000 }, () => {
  test("there are examples, and every one is well formed", () => {
    expect(examples.length).toBeGreaterThan(3);
    expect(prepared.flatMap(([{ file }, { problems }]) => problems.map((one) => `${file}: ${one}`))).toEqual(
      [],
    );
  });

  test("every example compiles against the sources", () => {
    const names = new Map(
      [...publicNames(files)].map(([file, list]) => [file, list.map(({ name }) => name)] as const),
    );
    expect(exampleTypeErrors(prepared, names)).toEqual([]);
  });

  for (const [example, ready] of prepared)
    test(`the example of ${example.owner} (${example.file}:${example.line}) gives what it says`, async () => {
      const scope = { ...(await namesAtRunTime("lib/index.ts")), ...(await namesAtRunTime(example.file)) };
      await runExample(example, ready, scope);
    });
});
