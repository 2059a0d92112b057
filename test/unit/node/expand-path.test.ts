import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expandPath } from "../../../lib/node/expand-path.js";

describe("a path with a star", () => {
  const folder = mkdtempSync(join(tmpdir(), "igdp (star) "));
  for (const name of ["day-1.csv", "day-2.csv", "day-10.csv", "dayX.csv", "day-1.txt"])
    writeFileSync(join(folder, name), "");

  it("stands for the files that match, in the order of their numbers", () => {
    const names = ["day-1.csv", "day-2.csv", "day-10.csv"].map((name) => join(folder, name));
    expect(expandPath(join(folder, "day-*.csv"))).toEqual(names);
  });

  it("takes a dot for a dot, and stands for itself where nothing matches", () => {
    expect(expandPath(join(folder, "day-1*csv"))).toEqual([
      join(folder, "day-1.csv"),
      join(folder, "day-10.csv"),
    ]);
    expect(expandPath(join(folder, "night-*.csv"))).toEqual([join(folder, "night-*.csv")]);
    expect(expandPath(join("no such folder", "*.csv"))).toEqual([join("no such folder", "*.csv")]);
  });

  it("leaves a path without a star as it is", () => {
    expect(expandPath("day-1.csv")).toEqual(["day-1.csv"]);
  });
});
