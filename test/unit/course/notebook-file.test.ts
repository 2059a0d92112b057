import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  type Notebook,
  notebookText,
  readNotebook,
  writeWhole,
} from "../../../course/runner/notebook-file.js";
import { cellLine, reportLine } from "../../../course/runner/progress-lines.js";
import { type CellReport, overallStatus } from "../../../course/runner/report.js";

const folder = mkdtempSync(path.join(tmpdir(), "igdp notebooks "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
}

const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: "markdown", id: "a", source: "# Title\n\ntext", metadata: {} },
    {
      cell_type: "code",
      id: "b",
      source: "",
      metadata: { tags: ["x"] },
      execution_count: 1,
      outputs: [
        { output_type: "stream", name: "stdout", text: "1\n2\n" },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "text/html": "<p>\n</p>",
            "application/json": { z: 1, a: "x\ny" },
            "application/a+json": "q\nr",
          },
        },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["a\nb"] },
      ],
    },
  ],
};

describe("a notebook's file", () => {
  test("it has sorted keys, one space of indent, text as lines, and JSON as JSON", () => {
    const text = notebookText(notebook);
    expect(text.startsWith('{\n "cells": [\n  {\n   "cell_type": "markdown",')).toBe(true);
    expect(text.endsWith("}\n")).toBe(true);
    const { cells } = JSON.parse(text);
    expect(cells[0].source).toEqual(["# Title\n", "\n", "text"]);
    expect(cells[1].source).toEqual([]);
    expect(cells[1].outputs[0].text).toEqual(["1\n", "2\n"]);
    expect(cells[1].outputs[1].data).toEqual({
      "application/a+json": "q\nr",
      "application/json": { a: "x\ny", z: 1 },
      "text/html": ["<p>\n", "</p>"],
    });
    expect(cells[1].outputs[2].traceback).toEqual(["a\nb"]);
  });

  test("reading what was written gives the same text again", () => {
    const text = notebookText({ ...notebook, cells: [notebook.cells[0]] });
    expect(notebookText(readNotebook(file("again.ipynb", text)))).toBe(text);
  });

  test("a file that is no notebook is refused in a sentence that names it", () => {
    const refused = (place: string): string => {
      try {
        readNotebook(place);
        return "";
      } catch (error) {
        return (error as Error).message.replace(folder, "");
      }
    };
    mkdirSync(path.join(folder, "folder"));
    expect(refused(path.join(folder, "none.ipynb"))).toMatch(
      /none\.ipynb: the file does not exist\. Check the path\./,
    );
    expect(refused(path.join(folder, "folder"))).toMatch(/folder: this is a folder, not a notebook\./);
    expect(refused(file("empty.ipynb", " \n"))).toMatch(/the file is empty/);
    expect(refused(file("text.ipynb", "station,gravity"))).toMatch(/this is not JSON/);
    for (const json of ["3", "null", "[]", '{"nbformat":3,"worksheets":[]}', '{"nbformat":4,"cells":{}}']) {
      expect(refused(file("other.ipynb", json))).toMatch(/this is not a notebook of format 4/);
    }
    const bad = JSON.stringify({
      nbformat: 4,
      cells: [{ cell_type: "code", source: "" }, { cell_type: "code" }],
    });
    expect(refused(file("bad.ipynb", bad))).toMatch(/cell 2 has no type or no source/);
    expect(refused(file("null.ipynb", '{"nbformat":4,"cells":[null]}'))).toMatch(/cell 1 has no type/);
  });

  test("a file is written whole, with its folders, and nothing is left beside it", () => {
    const place = path.join(folder, "new", "deep", "a.json");
    writeWhole(place, "text");
    expect(readFileSync(place, "utf8")).toBe("text");
    expect(readdirSync(path.dirname(place))).toEqual(["a.json"]);
    expect(() => writeWhole(path.join(folder, "folder"), "text")).toThrow();
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("what a run says", () => {
  const ok: CellReport = { index: 1, id: "a", status: "ok", seconds: 0.25 };
  const dead: CellReport = {
    index: 4,
    id: "b",
    status: "dead-kernel",
    seconds: 1,
    ename: "DeadKernel",
    evalue: "It ended.\nMore.",
  };
  const skipped: CellReport = { index: 5, id: "c", status: "skipped", seconds: 0 };

  test("the run's status is that of its first bad cell", () => {
    expect(overallStatus([ok])).toBe("ok");
    expect(overallStatus([])).toBe("ok");
    expect(overallStatus([ok, dead, skipped])).toBe("dead-kernel");
    expect(overallStatus([ok, { ...ok, status: "timeout" }, dead])).toBe("timeout");
  });

  test("a cell is one line with its number from 1, and an error is named below it", () => {
    expect(cellLine(ok, "\nconst x = 1;\nx")).toBe("  cell  2  ok            0.3 s  const x = 1;");
    expect(cellLine(dead, "process.exit()")).toBe(
      "  cell  5  DEAD KERNEL   1.0 s  process.exit()\n           DeadKernel: It ended.",
    );
    const evalue = "There is no column 'heigth'.\nColumns: station, height_m. Did you mean 'height_m'? Look.";
    const misspelt: CellReport = { ...dead, status: "error", ename: "Error", evalue };
    expect(cellLine(misspelt, "f()").split("\n").slice(1)).toEqual([
      "           Error: There is no column 'heigth'.",
      "           Did you mean 'height_m'?",
    ]);
  });

  test("the last line counts the cells", () => {
    const report = { notebook: "a", executed: "output/a", kernel: "tslab", seconds: 1.26, versions: {} };
    expect(reportLine({ ...report, status: "ok", cells: [ok] })).toBe(
      "ok: 1 of 1 cells ran in 1.3 s → output/a",
    );
    expect(reportLine({ ...report, status: "dead-kernel", cells: [ok, dead, skipped] })).toBe(
      "FAILED: 1 of 3 cells ran in 1.3 s → output/a",
    );
  });
});
