import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { bookFolder } from "../../course/authoring/book/places.js";
import { readRecordedOutputs } from "../../course/authoring/book/read-outputs.js";
import type { RecordedFigure } from "../../course/authoring/book/recorded-outputs.js";
import { lessonSlugs } from "../../course/authoring/course-sources.js";
import { findPackageRoot } from "../../course/environment/kernel/package-root.js";

const root = findPackageRoot();

describe.each(lessonSlugs(root))("the book of %s", (slug) => {
  const recorded = readRecordedOutputs(root, slug);
  const figures: readonly RecordedFigure[] = (recorded?.cells ?? [])
    .flatMap(({ outputs }) => outputs)
    .flatMap((output) => (output.kind === "figure" ? [output.figure] : []));

  it("has each of its figures once, as a PNG of the recorded shape, and no other", () => {
    const folder = path.join(root, bookFolder(slug));
    const there = existsSync(path.join(folder, "figures")) ? readdirSync(path.join(folder, "figures")) : [];
    expect(there.map((name) => `figures/${name}`).sort()).toEqual(figures.map(({ file }) => file).sort());
    for (const { file, width, height } of figures) {
      const png = readFileSync(path.join(folder, file));
      expect(png.toString("latin1", 1, 4)).toBe("PNG");
      expect(Math.round((width * png.readUInt32BE(20)) / png.readUInt32BE(16))).toBe(height);
    }
  });

  it("says of every figure what it shows", () => {
    for (const { alt, file } of figures) {
      expect(alt.trim(), file).not.toBe("");
      expect(alt, file).not.toBe("A figure without a title");
    }
  });
});
