import { describe, expect, test } from "vitest";
import { describeViolation, type House } from "./house.js";
import { findLayerViolations } from "./layer-rules.js";
import { findNotebookViolations } from "./notebook-imports.js";
import { projectFiles, readProjectFile, readProjectFiles } from "./project-files.js";
import { findImpureNames } from "./pure-names.js";
import { filesLongerThan, findTopLevelStrangers, longFile, tooLongFile } from "./tree-rules.js";

const manifest = JSON.parse(readProjectFile("package.json")) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
};
// What is built for the books holds a library's own script.
const sources = readProjectFiles(/^(lib|course(?!\/books)|datasets)\/.*\.(ts|mts|cts|js|mjs|cjs)$/);
const house: House = {
  sources,
  assets: new Set(projectFiles()),
  dependencies: new Set(Object.keys(manifest.dependencies)),
  devDependencies: new Set(Object.keys(manifest.devDependencies)),
  bootScripts: ["start", "test"].flatMap((name) => manifest.scripts[name]?.match(/[\w./-]+\.mjs/g) ?? []),
};

describe("the plan of the house", { timeout: 180_000 }, () => {
  test("every import obeys the rules between the rooms, and every source stands in its room", () => {
    expect(sources.size).toBeGreaterThan(5);
    expect(findLayerViolations(house).map(describeViolation)).toEqual([]);
  });

  test("pure rooms use no name of a browser, of Node or of the console", () => {
    expect(findImpureNames(sources).map(describeViolation)).toEqual([]);
  });

  test("notebooks import igdp, igdp/node, igdp/course and igdp's own packages", () => {
    const notebooks = readProjectFiles(/^notebooks\/.*\.ipynb$/);
    expect(findNotebookViolations(notebooks, house.dependencies).map(describeViolation)).toEqual([]);
  });

  test("the top folder holds the planned folders and the tools' own files", () => {
    expect(findTopLevelStrangers(projectFiles()).map(describeViolation)).toEqual([]);
  });

  test(`no code file has more than ${tooLongFile} lines`, () => {
    const code = readProjectFiles(
      /^(lib|course(?!\/books)|datasets|test|\.ci)\/.*\.(ts|mts|cts|js|mjs|cjs|py)$/,
    );
    const long = filesLongerThan(longFile, code);
    if (long.length > 0)
      console.warn(
        `Files of more than ${longFile} lines, to be divided when next changed:\n${long.map(([file, lines]) => `  ${lines}  ${file}`).join("\n")}`,
      );
    expect(long.filter(([, lines]) => lines > tooLongFile)).toEqual([]);
  });
});
