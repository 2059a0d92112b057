import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { counterToMilligal } from "../../course/lessons/01-first-map/counter-to-milligal.js";
import {
  CHROMIUM,
  type JupyterLab,
  missingForBrowserTests,
  openWatchedPage,
  PROJECT,
  removeFolder,
  startJupyterLab,
  type WatchedPage,
} from "../notebooks/jupyter-lab.js";

const missing = missingForBrowserTests();
if (missing && process.env.CI === "true") throw new Error(`The lesson's test cannot run: ${missing}.`);
if (missing) console.warn(`Skipped the test of lesson 01 in JupyterLab: ${missing}.`);

const SCREENSHOTS = process.env.IGDP_SCREENSHOTS;
const LESSON = "01-first-map.ipynb";

interface LessonCell {
  readonly id: string;
  readonly cell_type: string;
}

/** What a trainee types who multiplies the whole counter, and what one types who does it right. */
interface FirstExercise {
  readonly counter: number;
  readonly table: readonly {
    readonly counter: number;
    readonly value_mgal: number;
    readonly factor: number;
  }[];
}
const { counter, table } = counterToMilligal.given[0] as FirstExercise;
const [, row] = table;
const WRONG = `${counter} * ${row.factor}`;
const RIGHT = `${row.value_mgal} + (${counter} - ${row.counter}) * ${row.factor}`;
const TAUGHT = counterToMilligal.misconceptions.find(({ id }) => id === "whole-counter")?.says;

describe.skipIf(missing !== undefined)("lesson 01 in JupyterLab", { timeout: 180_000 }, () => {
  let folder: string;
  let lab: JupyterLab;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  const cells: readonly LessonCell[] = JSON.parse(
    readFileSync(path.join(PROJECT, "notebooks", LESSON), "utf8"),
  ).cells;
  const starter = cells.findIndex(({ id }) => id === "01-1-starter");
  const check = cells.findIndex(({ id }) => id === "01-1-check");

  const cellAt = (index: number): Locator => page.locator(`.jp-Cell[data-windowed-list-index="${index}"]`);
  const noticeOf = (index: number): Locator => cellAt(index).locator('.jp-OutputArea-output [role="status"]');
  const errors = (): Locator =>
    page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]');
  const screenshot = async (name: string): Promise<void> => {
    await page.mouse.move(5, 5);
    await page.waitForTimeout(300);
    if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `lesson-01-${name}.png`) });
  };
  const events = (): Record<string, unknown>[] =>
    readFileSync(path.join(folder, "progress.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  /** Runs the cell that has the cursor, and waits for its number. */
  async function runCell(index: number): Promise<void> {
    await page.keyboard.press("Shift+Enter");
    if (cells[index]?.cell_type === "markdown") return;
    await expect
      .poll(() => cellAt(index).locator(".jp-InputPrompt").textContent(), { timeout: 60_000 })
      .toMatch(/\[\d+\]/);
  }

  /** Replaces the value of a line `const name = …;` as a person does: by mouse to the line, then by keyboard. */
  async function retype(index: number, name: string, value: string): Promise<void> {
    await cellAt(index)
      .locator(".cm-line", { hasText: `const ${name} =` })
      .click();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.type(`const ${name} = ${value}; // mGal`);
  }

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "igdp lesson "));
    const root = path.join(folder, "my notebooks");
    mkdirSync(root);
    copyFileSync(path.join(PROJECT, "notebooks", LESSON), path.join(root, LESSON));
    const extension = path.join(PROJECT, "dist/course/notebook/figure-extension.js");
    const { writeFigureExtension } = await import(pathToFileURL(extension).href);
    writeFigureExtension(path.join(folder, "jupyter", "data"));
    process.env.IGDP_PROGRESS = path.join(folder, "progress.jsonl");
    process.env.IGDP_LANGUAGE = "en";
    [lab, browser] = await Promise.all([
      startJupyterLab(root, path.join(folder, "jupyter")),
      chromium.launch({
        executablePath: CHROMIUM,
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      }),
    ]);
    watched = await openWatchedPage(await browser.newContext({ viewport: { width: 1366, height: 900 } }));
    page = watched.page;
    page.setDefaultTimeout(30_000);
    await page.goto(`${lab.url}/lab?token=${lab.token}&reset`);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    delete process.env.IGDP_PROGRESS;
    delete process.env.IGDP_LANGUAGE;
    if (folder) removeFolder(folder);
  }, 60_000);

  it("opens by a double click in the list of files", async () => {
    await page.locator(".jp-DirListing-item", { hasText: LESSON }).dblclick();
    await cellAt(0).locator("h1").waitFor();
    await screenshot("1-open");
    expect(await cellAt(0).locator("h1").textContent()).toContain("The first map");
  });

  it("tells a trainee who begins in the middle to run the cells above", async () => {
    await cellAt(check).locator(".cm-content").click();
    await runCell(check);
    await errors().first().waitFor();
    await screenshot("2-out-of-order");
    expect(await errors().textContent()).toMatch(/Cannot find name 'q1'.*Run the cells above first/s);
    const { width, scroll } = await errors()
      .locator("pre")
      .evaluate(({ clientWidth, scrollWidth }) => ({ width: clientWidth, scroll: scrollWidth }));
    expect(scroll, "the width of the message, which must wrap").toBeLessThanOrEqual(width);
  });

  it("runs from the first cell to the first exercise, and shows tables", async () => {
    await cellAt(0).click();
    for (let index = 0; index < check; index++) await runCell(index);
    await screenshot("3-first-exercise");
    // Of the check that was run too early.
    expect(await errors().count()).toBe(1);
    expect(await page.locator(".jp-RenderedHTML table").count()).toBeGreaterThan(0);
  });

  it("says of an exercise that nobody touched that it is not attempted", async () => {
    await runCell(check);
    await noticeOf(check).waitFor();
    expect(await errors().count()).toBe(0);
    await screenshot("4-not-attempted");
    expect(await noticeOf(check).textContent()).toMatch(/Not attempted.*Replace ____ by your answer/s);
  });

  it("tells a trainee with a wrong idea what that idea is", async () => {
    await retype(starter, "reading", WRONG);
    await runCell(starter);
    await runCell(check);
    await expect.poll(() => noticeOf(check).textContent()).toContain("Not yet");
    await screenshot("5-misconception");
    expect(await noticeOf(check).textContent()).toContain(TAUGHT);
  });

  it("gives a hint in a new cell", async () => {
    await cellAt(check).locator(".jp-InputPrompt").click();
    await page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="insert"]').click();
    await page.keyboard.press("Enter");
    await page.keyboard.type("q1.hint()");
    await page.keyboard.press("Shift+Enter");
    await noticeOf(check + 1).waitFor();
    await screenshot("6-hint");
    expect(await noticeOf(check + 1).textContent()).toContain(counterToMilligal.hints[0]);
  });

  it("says that the corrected answer is right", async () => {
    await retype(starter, "reading", RIGHT);
    await runCell(starter);
    await runCell(check);
    await expect.poll(() => noticeOf(check).textContent()).toContain("Right");
    await screenshot("7-right");
  });

  it("has written each step into the progress log, and no code of the trainee", () => {
    expect(events()).toMatchObject([
      { exercise: "01.1", event: "check", outcome: "not-attempted" },
      { exercise: "01.1", event: "check", outcome: "wrong", misconception: "whole-counter" },
      { exercise: "01.1", event: "hint", hint: 1 },
      { exercise: "01.1", event: "check", outcome: "passed" },
    ]);
    expect(JSON.stringify(events())).not.toContain(String(counter));
  });

  it("asked for nothing outside this machine and reported no error", () => {
    expect(watched.outside).toEqual([]);
    expect(watched.errors).toEqual([]);
  });
});
