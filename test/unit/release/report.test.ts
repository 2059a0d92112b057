import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, startChromium } from "../../../course/authoring/book/chromium.js";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { reportPdf } from "../../../lib/node/report-pdf.js";
import type { Chain } from "../../../lib/release/chain.js";
import { gridFacts } from "../../../lib/release/grid-facts.js";
import { qualityStatement } from "../../../lib/release/quality.js";
import type { ReleaseParts } from "../../../lib/release/release-parts.js";
import { abstractOf } from "../../../lib/release/release-words.js";
import { reportDocument } from "../../../lib/release/report-document.js";
import { reportHtml } from "../../../lib/release/report-html.js";
import { releaseSettings } from "../../../lib/release/settings.js";

const SUM = "ab".repeat(32);
const HOSTILE = '<script>document.title = "taken"</script>';
const x = regularAxis(100, 101, 0.1);
const y = regularAxis(15, 16, 0.1);
const values = Float64Array.from({ length: 121 }, (_, k) => (k === 60 ? Number.NaN : k / 10 - (k % 11)));
const grid = makeGrid({ x, y, values, crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal" });
const step = (name: string, figures: Record<string, unknown>, warnings: string[] = []) => ({
  ...{ step: name, version: "0.1.0", parameters: { tension: 0.25 }, rows: { points: 4 } },
  ...{ figures, warnings, inputs: [] },
});
const chain: Chain = {
  links: [
    {
      ...{ command: "grid", arguments: ["points.csv", "--column", HOSTILE], version: "0.1.0" },
      ...{ inputs: [], outputs: [] },
      steps: [
        step("chooseGridder", {
          table: [
            {
              ...{ method: "kriging", parameters: { kind: "matern" } },
              rmse: 1.2345,
              bias: -0.11,
              heldOut: 40,
            },
            { ...{ method: "nearest", parameters: {}, rmse: 3.2 }, insideOneSigma: 0.5, insideTwoSigma: 0.9 },
            { method: HOSTILE, parameters: {}, rmse: null, failed: "too few" },
          ],
          coverage: [
            { part: "all", points: 40, insideOneSigma: 0.7, insideTwoSigma: 0.95 },
            { part: "north-east", points: 9, insideOneSigma: 0.5, insideTwoSigma: "?" },
          ],
        }),
        step("gridPoints", {}, [HOSTILE]),
      ],
    },
  ],
  results: [{ name: "bouguer.nc", sha256: SUM, fromLink: 1 }],
  ...{ sources: [], missing: ["points.csv was changed."] },
};
// Node values at 0.5 more than the grid, and one row with a flag that is far off: it must not count.
const points = {
  file: { name: "points.csv", sha256: "" },
  crs: "EPSG:4326",
  columns: {
    station: ["A", HOSTILE, "C"],
    flag: ["", "", "spike"],
    longitude_deg: Float64Array.of(100, 100.1, 100.2),
    latitude_deg: Float64Array.of(15, 15, 15),
    bouguer_anomaly_mgal: Float64Array.of(values[0] - 0.5, values[1] - 0.7, 500),
  },
};
const needed = { title: HOSTILE, organisation: "Survey", contact: "a@example.org", licence: "CC0-1.0" };
const parts: ReleaseParts = {
  settings: releaseSettings({ ...needed, date: "2026-11-22", quality: HOSTILE }),
  ...{ grids: [{ stem: "bouguer", grid, files: [{ name: "bouguer.nc", sha256: SUM }] }], points, chain },
  sources: [],
};
const facts = gridFacts(parts.grids[0], points, chain);
const document_ = reportDocument(parts, [facts]);

describe("the name of a quantity", () => {
  it("has a capital at the start of a sentence, and within one only where it is a name", () => {
    for (const [name, within] of [
      ["levelled_bouguer_anomaly_mgal", "levelled Bouguer anomaly"],
      ["bouguer_anomaly_mgal", "Bouguer anomaly"],
      ["Moho_depth_mgal", "Moho depth"],
    ]) {
      const facts = gridFacts({ stem: "map", grid: makeGrid({ ...grid, name }), files: [] }, undefined);
      expect(facts.quantity).toBe(within.charAt(0).toUpperCase() + within.slice(1));
      const statement = qualityStatement(parts, [facts]).join(" ");
      expect(statement).toContain(`Accuracy of the ${within}: its standard deviation`);
      expect(statement).toContain(`Completeness of the ${within}: 120 of 121`);
      expect(abstractOf(parts, [facts])).toContain(`: ${within} from `);
    }
  });
});

describe("the figures of a grid", () => {
  it("are those of its nodes with a value, and of the stations that were gridded", () => {
    const known = values.filter((value) => !Number.isNaN(value));
    expect(facts.known).toBe(120);
    expect([facts.minimum, facts.maximum]).toEqual([Math.min(...known), Math.max(...known)]);
    // By the shortcut formula for the variance, another way than the program's.
    const mean = known.reduce((a, b) => a + b, 0) / 120;
    const square = known.reduce((a, b) => a + b * b, 0) / 120;
    expect(facts.mean).toBeCloseTo(mean, 12);
    expect(facts.deviation).toBeCloseTo(Math.sqrt(square - mean * mean), 10);
    expect(facts.misfit).toMatchObject({ points: 2, withoutFlag: 2 });
    expect(qualityStatement(parts, [facts]).join(" ")).toContain(
      "at 2 of 2 stations without a flag the grid",
    );
    expect(facts.misfit?.mean).toBeCloseTo(0.6, 10);
    expect(facts.misfit?.deviation).toBeCloseTo(0.1, 10);
  });

  it("say of how many stations they are, and that the others have nothing to compare", () => {
    const columns = { ...points.columns, longitude_deg: Float64Array.of(100, 150, 100.2) };
    const beyond = gridFacts(parts.grids[0], { ...points, columns }, chain);
    expect(beyond.misfit).toMatchObject({ points: 1, withoutFlag: 2 });
    expect(qualityStatement(parts, [beyond]).join(" ")).toContain(
      "at 1 of 2 stations without a flag (at the others the grid or the station has no value)",
    );
  });
});

describe("the written report", () => {
  const html = reportHtml(document_);

  it("tells chain, cross-validation, warnings and gaps", () => {
    const text = html.replace(/<svg[\s\S]*?<\/svg>/g, "").replace(/<[^>]+>/g, " ");
    for (const words of [
      "igdp grid points.csv",
      "40 points were held out and predicted from the rest with kriging (kind matern), which predicted best of 2",
      "is -0.11 mGal on average and 1.23 mGal in root mean square",
      "70 % of these differences lie within 1 standard deviation and 95 % within 2",
      "is about right",
      "points.csv was changed.",
      "2 stations",
    ])
      expect(text.replace(/\s+/g, " ")).toContain(words);
  });

  it("is the same PDF each time, with real letters and tags", async () => {
    const [one, two] = await Promise.all([reportPdf(document_), reportPdf(document_)]);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    const text = Buffer.from(one).toString("latin1");
    expect(text).toContain("/StructTreeRoot");
    expect(text).toContain("/Lang (en)");
    expect(text).toMatch(/\/S \/H1/);
    expect(text).toMatch(/\/Alt \(/);
  });

  it("has its pictures in the PDF in the order of the text, though a large one takes longer to unpack", async () => {
    const sizes = [900, 300, 30, 600, 20];
    const svg = (high: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="${high}"><circle cx="9" cy="9" r="${high}"/></svg>`;
    const blocks = sizes.map((high) => ({ kind: "figure" as const, svg: svg(high), caption: `${high}` }));
    const pdf = Buffer.from(await reportPdf({ ...document_, blocks })).toString("latin1");
    // Every picture has its colours and, as a second image in grey, its transparency.
    const heights = [...pdf.matchAll(/\/Height (\d+)\s[^>]*?\/ColorSpace \/DeviceRGB/g)].map(([, high]) =>
      Number(high),
    );
    expect(heights).toHaveLength(sizes.length);
    // Heights are whole pixels: the largest tells the scale best.
    for (const [k, high] of heights.entries()) expect(high / heights[0]).toBeCloseTo(sizes[k] / sizes[0], 2);
  });

  describe.skipIf(missingBrowser())("in a browser (skipped where Chromium is missing)", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await startChromium();
    }, 60_000);
    afterAll(() => browser?.close());

    it("has nothing that axe finds by WCAG 2.1 A and AA, asks for nothing, and runs nothing", async () => {
      const context = await browser.newContext({ bypassCSP: true });
      const page = await context.newPage();
      const requests: string[] = [];
      await page.route("**/*", (route) => {
        requests.push(route.request().url());
        return route.abort();
      });
      await page.setContent(html);
      expect(await page.title()).toBe(HOSTILE);
      await page.evaluate(
        readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
      );
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(options: object): Promise<{ passes: unknown[]; violations: { id: string }[] }> };
        };
        const answer = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
        return { passes: answer.passes.length, violations: answer.violations.map(({ id }) => id) };
      });
      expect(found.violations).toEqual([]);
      expect(found.passes).toBeGreaterThan(10);
      expect(requests).toEqual([]);
      await context.close();
    }, 60_000);
  });
});

/** CI has a browser, and must not pass without one. */
function missingBrowser(): boolean {
  if (process.env.CI === "true") return false;
  try {
    findChromium();
    return false;
  } catch (error) {
    console.log(`skipped: ${(error as Error).message}`);
    return true;
  }
}
