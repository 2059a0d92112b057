import { describe, expect, test } from "vitest";
import { entryPoints } from "./imports.js";
import { projectFolder } from "./project-files.js";
import { publicNames } from "./public-api.js";

const command = "npx vitest run test/architecture/exports.test.ts --update";
const named = publicNames();
const everyName = [...new Map([...named.values()].flat().map((one) => [one.name, one])).values()];

/** Public functions whose use cannot be shown in an example that runs by itself, with the reason. */
const withoutExample: Readonly<Record<string, string>> = {};

describe("the public names", () => {
  test("the export lists of igdp, igdp/node and igdp/course are the pinned ones", async () => {
    const lists = Object.entries(entryPoints).map(([entry, file]) => [
      entry,
      Object.fromEntries((named.get(file) ?? []).map(({ name, kind }) => [name, kind])),
    ]);
    const text = `${JSON.stringify(Object.fromEntries(lists), undefined, 2)}\n`;
    await expect(
      text,
      `The public names have changed. If that is meant, write it into CHANGELOG.md, run\n  ${command}\nand commit test/architecture/exports.json with it`,
    ).toMatchFileSnapshot(`${projectFolder}/test/architecture/exports.json`);
  });

  test("every public name has a docstring", () => {
    const bare = everyName.filter(({ documentation }) => documentation === "");
    expect(bare.map(({ name, kind, file, line }) => `${file}:${line} ${kind} ${name}`)).toEqual([]);
  });

  test("every public function shows an example in its docstring", () => {
    const bare = everyName.filter(
      ({ kind, examples, name }) => kind === "function" && examples === 0 && !(name in withoutExample),
    );
    expect(bare.map(({ name, file, line }) => `${file}:${line} ${name}`)).toEqual([]);
  });

  test("no name stands on the list of exceptions without need", () => {
    const needed = everyName.filter(({ kind, examples }) => kind === "function" && examples === 0);
    expect(Object.keys(withoutExample).filter((name) => !needed.some((one) => one.name === name))).toEqual(
      [],
    );
  });

  test("no name means one thing in one entry point and another thing in another", () => {
    const places = new Map<string, Set<string>>();
    for (const { name, file } of [...named.values()].flat())
      places.set(name, (places.get(name) ?? new Set()).add(file));
    expect([...places].filter(([, files]) => files.size > 1).map(([name]) => name)).toEqual([]);
  });
});
