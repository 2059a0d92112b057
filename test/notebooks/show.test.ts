import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeGrid, regularAxis } from "../../lib/core/grid.js";
import { type GravityMap, gravityMap } from "../../lib/map/gravity-map.js";
import {
  CHROMIUM,
  type JupyterLab,
  labCommand,
  missingForBrowserTests,
  openNotebook,
  openWatchedPage,
  PROJECT,
  removeFolder,
  startJupyterLab,
  untilKernelIdle,
  type WatchedPage,
} from "./jupyter-lab.js";

const missing = missingForBrowserTests();
if (missing && process.env.CI === "true") throw new Error(`The notebook tests cannot run: ${missing}.`);
if (missing) console.warn(`Skipped the tests of show in JupyterLab: ${missing}.`);

const SCREENSHOTS = process.env.IGDP_SCREENSHOTS;

/** The cells of the test's notebook. */
const CELLS = [
  `import { show } from "igdp/course";
import * as aq from "arquero";
const survey = aq.table({
  station: Array.from({ length: 50 }, (_, i) => "B" + (i + 1)),
  longitude_deg: Array.from({ length: 50 }, (_, i) => 27 + i / 37),
  gravity_mgal: Array.from({ length: 50 }, (_, i) => 978567.412 + Math.sin(i) * 31.7),
  sigma_mgal: Array.from({ length: 50 }, (_, i) => (i === 3 ? NaN : 0.012 + 0.004 * Math.cos(i))),
  height_m: Array.from({ length: 50 }, (_, i) => Math.round(158799 + i * 317.3) / 100),
  readings: Array.from({ length: 50 }, (_, i) => 1 + (i % 3)),
  time_utc: Array.from({ length: 50 }, (_, i) => new Date(Date.UTC(2026, 4, 4, 6, 30 + i))),
  flag_reason: Array.from({ length: 50 }, (_, i) => (i === 2 ? "<b>tare</b> & more" : null)),
});
show(survey, { caption: "Stations of the first survey", rows: 8 });
console.log("after the table");`,
  `const profile = (title: string) => ({
  data: [{
    type: "scatter", mode: "lines+markers", name: "Bouguer anomaly",
    x: Float64Array.from({ length: 200 }, (_, i) => i * 0.25),
    y: Float64Array.from({ length: 200 }, (_, i) => (i === 50 ? NaN : -40 + 12 * Math.sin(i / 15))),
  }],
  layout: { title: { text: title }, xaxis: { title: { text: "Distance, km" } }, yaxis: { title: { text: "mGal" } } },
});
show(profile("Profile A"));
await new Promise((resolve) => setTimeout(resolve, 20));
show(profile("Profile B"));
console.log("after the figures");`,
  `import { readFileSync } from "node:fs";
show(JSON.parse(readFileSync("map.json", "utf8")), { alt: "A map of the test grid" });`,
];

/** A map of 80 × 60 nodes with some texture and 300 stations. */
function testMap(): GravityMap {
  const [x, y] = [regularAxis(27, 28.58, 0.02), regularAxis(-26, -24.82, 0.02)];
  const values = Float64Array.from({ length: x.length * y.length }, (_, k) => {
    const [i, j] = [k % x.length, Math.floor(k / x.length)];
    return -120 + 40 * Math.sin(i / 9) * Math.cos(j / 11) + 6 * Math.sin(i / 2) * Math.sin(j / 3);
  });
  const grid = makeGrid({ x, y, values, crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal" });
  const along = (start: number, length: number, step: number) =>
    Float64Array.from({ length: 300 }, (_, i) => start + length * ((i * step) % 1));
  const stations = { x: along(27, 1.58, 0.618), y: along(-26, 1.18, 0.414) };
  return gravityMap(grid, { title: "Bouguer anomaly of a test", stations });
}

interface NotebookOutput {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, string | readonly string[] | object>>;
}
interface Notebook {
  readonly cells: { readonly outputs: readonly NotebookOutput[] }[];
  metadata: Record<string, unknown>;
}

function newNotebook(cells: readonly string[]): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" } },
    cells: cells.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  };
}

describe.skipIf(missing !== undefined)("show in JupyterLab", { timeout: 120_000 }, () => {
  let folder: string;
  let root: string;
  let lab: JupyterLab;
  let browser: Browser;
  let context: BrowserContext;
  let watched: WatchedPage;
  let page: Page;

  const readNotebook = (file: string): Notebook => JSON.parse(readFileSync(path.join(root, file), "utf8"));
  const figures = (): Locator =>
    page.locator(".jp-Notebook .js-plotly-plot > .plot-container .main-svg:first-child");
  const screenshot = async (name: string) => {
    if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `show-${name}.png`) });
  };

  beforeAll(async () => {
    // Inside the project, so that the cells find igdp; `output` is not kept by git.
    mkdirSync(path.join(PROJECT, "output"), { recursive: true });
    folder = mkdtempSync(path.join(PROJECT, "output", "show-test-"));
    root = path.join(folder, "notebooks");
    mkdirSync(root);
    writeFileSync(path.join(root, "show.ipynb"), JSON.stringify(newNotebook(CELLS)));
    writeFileSync(path.join(root, "map.json"), JSON.stringify(testMap()));
    const extension = path.join(PROJECT, "dist/course/notebook/figure-extension.js");
    const { writeFigureExtension } = await import(pathToFileURL(extension).href);
    writeFigureExtension(path.join(folder, "jupyter", "data"));
    [lab, browser] = await Promise.all([
      startJupyterLab(root, path.join(folder, "jupyter")),
      chromium.launch({
        executablePath: CHROMIUM,
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      }),
    ]);
    context = await browser.newContext({ viewport: { width: 1280, height: 2600 } });
    watched = await openWatchedPage(context);
    page = watched.page;
    page.setDefaultTimeout(30_000);
    await openNotebook(page, lab, "show.ipynb");
    await untilKernelIdle(page);
    await labCommand(page, "notebook:run-all-cells");
    await figures().nth(2).waitFor();
    await labCommand(page, "docmanager:save");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    if (folder) removeFolder(folder);
  }, 60_000);

  it("draws every figure in a trusted notebook, in the order of the calls", async () => {
    await screenshot("trusted");
    expect(await figures().count()).toBe(3);
    const outputs = readNotebook("show.ipynb").cells.map((cell) => cell.outputs);
    const kinds = (list: readonly NotebookOutput[]) => list.map((output) => output.output_type);
    expect(kinds(outputs[0])).toEqual(["display_data", "stream"]);
    expect(kinds(outputs[1])).toEqual(["display_data", "display_data", "stream"]);
    expect(kinds(outputs[2])).toEqual(["display_data"]);
    const titles = await page.locator(".jp-Notebook .gtitle").allTextContents();
    expect(titles.slice(0, 2)).toEqual(["Profile A", "Profile B"]);
  });

  it("loads plotly once for all figures of a page, and keeps it out of the notebook", () => {
    expect(watched.inside.filter((address) => address.includes("plotly-cartesian"))).toHaveLength(1);
    const [, profiles, [map]] = readNotebook("show.ipynb").cells.map((cell) => cell.outputs);
    const size = (output: NotebookOutput) => JSON.stringify(output).length;
    console.log(
      `figure outputs: ${[...profiles.slice(0, 2), map].map((o) => `${Math.round(size(o) / 1000)} kB`)}`,
    );
    expect(size(profiles[0])).toBeLessThan(150_000);
    expect(size(profiles[1])).toBeLessThan(150_000);
    expect(size(map)).toBeLessThan(400_000);
  });

  it("shows a label when the mouse is over a point", async () => {
    const graph = page.locator(".jp-Notebook .js-plotly-plot").first();
    await graph.scrollIntoViewIfNeeded();
    const box = await graph.locator(".nsewdrag").first().boundingBox();
    if (!box) throw new Error("the figure has no drawing area");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
    const label = graph.locator(".hoverlayer .hovertext").first();
    await label.waitFor();
    expect(await label.textContent()).toMatch(/\d/);
    await screenshot("hover");
  });

  it("shows a table with its head, its units and its size", async () => {
    const table = page.locator(".jp-RenderedHTML table");
    expect(await table.locator("th").allTextContents()).toContain("gravity_mgal");
    expect(await table.locator("tbody tr").count()).toBe(9);
    expect(await table.locator("tbody tr").first().locator("td").allTextContents()).toEqual([
      "B1",
      "27.00000",
      "978567.412",
      "0.016",
      "1587.99",
      "1",
      "2026-05-04T06:30:00Z",
      "–",
    ]);
    expect(await page.locator(".jp-RenderedHTML p").textContent()).toContain("50 rows × 8 columns");
  });

  it("follows the width of its cell", async () => {
    const width = async () => (await figures().first().boundingBox())?.width ?? 0;
    const before = await width();
    await page.setViewportSize({ width: 900, height: 2600 });
    await expect.poll(width, { timeout: 10_000 }).toBeLessThan(before - 200);
    await page.setViewportSize({ width: 1280, height: 2600 });
    await expect.poll(width, { timeout: 10_000 }).toBeCloseTo(before, 0);
  });

  it("is legible in the dark theme", async () => {
    await labCommand(page, "apputils:change-theme", { theme: "JupyterLab Dark" });
    await page.locator("body[data-jp-theme-light=false]").waitFor({ state: "attached" });
    const [text, back] = await page
      .locator(".jp-RenderedHTML td")
      .first()
      .evaluate((cell) => {
        const style = (element: Element) => (globalThis as unknown as Window).getComputedStyle(element);
        return [style(cell).color, style(cell.ownerDocument.body).backgroundColor];
      });
    await screenshot("dark");
    expect(Math.abs(brightness(text) - brightness(back))).toBeGreaterThan(120);
    await labCommand(page, "apputils:change-theme", { theme: "JupyterLab Light" });
    await page.locator("body[data-jp-theme-light=true]").waitFor({ state: "attached" });
  });

  it("draws the figures of a second notebook in the same page without loading plotly again", async () => {
    const loads = watched.inside.filter((address) => address.includes("plotly-cartesian")).length;
    const second = readNotebook("show.ipynb");
    writeFileSync(path.join(root, "second.ipynb"), JSON.stringify(second));
    expect(lab.python("jupyter", "trust", path.join(root, "second.ipynb")).status).toBe(0);
    await labCommand(page, "docmanager:open", { path: "second.ipynb" });
    const visible = page.locator(".jp-NotebookPanel:visible .js-plotly-plot .main-svg:first-child");
    await visible.nth(2).waitFor();
    expect(watched.inside.filter((address) => address.includes("plotly-cartesian"))).toHaveLength(loads);
    await untilKernelIdle(page);
    await labCommand(page, "application:close");
  });

  it("draws the figures again after the page is loaded anew, and after one cell is run anew", async () => {
    await openNotebook(page, lab, "show.ipynb");
    await figures().nth(2).waitFor();
    await untilKernelIdle(page);
    await labCommand(page, "notebook:clear-all-cell-outputs");
    await figures().first().waitFor({ state: "detached" });
    await page.locator(".jp-Cell").nth(1).click();
    await labCommand(page, "notebook:run-cell");
    await figures().nth(1).waitFor();
    expect(await figures().count()).toBe(2);
  });

  it("asked for nothing outside this machine and reported no error", () => {
    expect(watched.outside).toEqual([]);
    expect(watched.errors).toEqual([]);
  });

  it("shows the picture, with its description, and runs nothing in a notebook that is not trusted", async () => {
    const copy = readNotebook("show.ipynb");
    // The signature is one of the content, so a copy needs a change to be unknown.
    copy.metadata.title = "a copy from elsewhere";
    writeFileSync(path.join(root, "copy.ipynb"), JSON.stringify(copy));
    const loads = watched.inside.length;
    await openNotebook(page, lab, "copy.ipynb");
    const images = page.locator(".jp-OutputArea-output img");
    await images.nth(2).waitFor();
    await screenshot("untrusted");
    expect(await naturalWidths(images)).toEqual([expect.any(Number), expect.any(Number), 1020]);
    expect(Math.min(...(await naturalWidths(images)))).toBeGreaterThan(0);
    expect(await images.nth(2).getAttribute("alt")).toBe("A map of the test grid");
    expect(await page.locator(".js-plotly-plot").count()).toBe(0);
    expect(watched.inside.slice(loads).filter((address) => address.includes("plotly-cartesian"))).toEqual([]);
    const table = page.locator(".jp-RenderedHTML table");
    expect(await table.locator("th[scope=col]").count()).toBe(8);
    expect(
      await table
        .locator("td")
        .first()
        .evaluate((cell) => cell.getAttribute("style")),
    ).toContain("text-align");
  });

  it("shows the picture in a JupyterLab that lacks the extension", async () => {
    const pageConfig = path.join(folder, "jupyter", "config", "labconfig");
    mkdirSync(pageConfig, { recursive: true });
    const disabledExtensions = { "igdp-figures": true };
    writeFileSync(path.join(pageConfig, "page_config.json"), JSON.stringify({ disabledExtensions }));
    await openNotebook(page, lab, "copy.ipynb");
    const images = page.locator(".jp-RenderedImage img");
    await images.nth(2).waitFor();
    expect(Math.min(...(await naturalWidths(images)))).toBeGreaterThan(0);
  });

  it("shows the picture and the table in a page made by nbconvert", async () => {
    const made = lab.python("jupyter", "nbconvert", "--to", "html", "copy.ipynb");
    expect(made.status, made.text).toBe(0);
    await page.goto(pathToFileURL(path.join(root, "copy.html")).href, { waitUntil: "domcontentloaded" });
    const images = page.locator(".jp-OutputArea-output img");
    await images.nth(2).waitFor();
    await screenshot("nbconvert");
    expect(Math.min(...(await naturalWidths(images)))).toBeGreaterThan(0);
    expect(await page.locator(".jp-OutputArea-output table").count()).toBe(1);
    expect(await page.locator("main").textContent()).not.toContain('"layout"');
  });
});

function naturalWidths(images: Locator): Promise<number[]> {
  return images.evaluateAll((list) =>
    list.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
  );
}

/** Mean of the three parts of `rgb(…)`. */
function brightness(color: string): number {
  const parts = color.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
  return parts.reduce((sum, part) => sum + part, 0) / 3;
}
