import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { renderPdf } from "../../../lib/node/render-pdf.js";
import { gridOf } from "../map/test-grids.js";

const grid = gridOf((x, y) => (x > 9 && y > 9 ? Number.NaN : x * y), [0, 10, 0, 10], [20, 20], {
  crs: "EPSG:4326",
});
const sheet = mapSheet(grid, { title: "Bouguer anomaly", note: "A note — ∆g", width_mm: 210 });

/** What the page draws, inflated. */
function contentOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString("latin1");
  const streams = [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: mark }) => {
    const from = (index as number) + mark.length;
    try {
      return [inflateSync(bytes.subarray(from, text.indexOf("endstream", from))).toString("latin1")];
    } catch {
      return [];
    }
  });
  return streams.find((stream) => / re| m\n/.test(stream)) ?? "";
}

describe("renderPdf", () => {
  it("makes one page of the sheet's own size, with its title", async () => {
    const text = Buffer.from(await renderPdf(sheet, { title: "Bouguer anomaly" })).toString("latin1");
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(sheet)?.map(Number) ?? [];
    expect(text).toContain(`/MediaBox [0 0 ${0.75 * width} ${0.75 * height}]`);
    expect((0.75 * width * 25.4) / 72).toBeCloseTo(210, 0);
    expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    expect(text).toContain("(Bouguer anomaly)");
    expect(text).not.toContain("/Font <<\n/F"); // letters are outlines
  });

  it("draws what the sheet draws: picture, gradient, contours and letters", async () => {
    const pdf = await renderPdf(sheet);
    const content = contentOf(pdf);
    expect(content.match(/ Do\n/g)).toHaveLength(1);
    expect(content).toContain("/Pattern cs");
    expect((content.match(/ l\n/g) ?? []).length).toBeGreaterThan(500);
    expect((content.match(/ c\n/g) ?? []).length).toBeGreaterThan(300); // curves are letters
  });

  it("gives the same bytes for the same sheet", async () => {
    expect(await renderPdf(sheet)).toEqual(await renderPdf(sheet));
  });

  it("refuses what it could not draw, instead of leaving it out", async () => {
    const masked =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><mask id="m"><rect width="9" height="9" fill="#fff"/></mask><rect width="5" height="5" mask="url(#m)"/></svg>';
    await expect(renderPdf(masked)).rejects.toThrow(/svg is '<mask>'.*renderPng/s);
    await expect(renderPdf("no svg")).rejects.toThrow(/an SVG document/);
    await expect(renderPdf(sheet, { fontFiles: ["/nowhere.ttf"] })).rejects.toThrow(/nowhere.ttf/);
  });
});
