/**
 * The printed side of the course in a real browser, from the disk: books, handouts, slides, the list of lessons,
 * and the PDF.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, startChromium } from "../../course/authoring/book/chromium.js";
import { BOOKS, bookFolder } from "../../course/authoring/book/places.js";
import { printPdf } from "../../course/authoring/book/print-pdf.js";
import { lessonSlugs } from "../../course/authoring/course-sources.js";
import { findPackageRoot } from "../../course/environment/kernel/package-root.js";

const root = findPackageRoot();
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const slugs = lessonSlugs(root);

/** CI has a browser, and must not pass without one. */
function missing(): string | undefined {
  if (process.env.CI === "true") return undefined;
  try {
    findChromium();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const skipped = missing();
if (skipped) console.warn(`Books are not looked at in a browser: ${skipped}`);

/** A page, and what it asked for and complained of. */
interface Watched {
  readonly page: Page;
  readonly requests: string[];
  readonly errors: string[];
}

let browser: Browser;

async function open(file: string): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const watched: Watched = { page, requests: [], errors: [] };
  await page.route("**/*", (route) => {
    const url = route.request().url();
    watched.requests.push(url);
    return url.startsWith("file:") || url.startsWith("data:") ? route.continue() : route.abort();
  });
  page.on("pageerror", (error) => watched.errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") watched.errors.push(message.text());
  });
  await page.goto(pathToFileURL(path.join(root, file)).href);
  return watched;
}

/** What axe finds against WCAG 2.1, levels A and AA. */
async function violations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{
          passes: unknown[];
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { passes, violations } = await axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
      // It would read the style sheets by requests of its own, which a page from the disk may not make.
      preload: false,
    });
    const lines = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
    return { passes: passes.length, lines };
  });
  expect(found.passes).toBeGreaterThan(10);
  return found.lines;
}

/** Files that a page shows or leads to and that are not there. */
async function brokenLinks(page: Page): Promise<readonly string[]> {
  const { pictures, links, anchors } = await page.evaluate(() => ({
    pictures: [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src),
    links: [...document.links].map(({ href }) => href).filter((href) => href.startsWith("file:")),
    anchors: [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => (link.getAttribute("href") ?? "").slice(1))
      // The slide number of reveal.js leads to a slide.
      .filter((id) => !id.startsWith("/") && document.getElementById(id) === null),
  }));
  const lost = links.filter((href) => !existsSync(fileURLToPath(href.replace(/[?#].*/, ""))));
  return [...pictures, ...lost, ...anchors];
}

/** Requests that left the books' folder. */
function outside(requests: readonly string[]): readonly string[] {
  const inside = pathToFileURL(path.join(root, BOOKS)).href;
  return requests.filter((url) => !url.startsWith(inside) && !url.startsWith("data:"));
}

async function loadedFonts(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family);
  });
}

async function skipsToItsContents(page: Page): Promise<void> {
  await page.keyboard.press("Tab");
  const first = page.locator(":focus");
  expect(await first.textContent()).toBe("Skip to the content");
  expect((await first.boundingBox())?.x).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => location.hash)).toBe("#content");
}

describe.skipIf(skipped !== undefined)("the books in a browser", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  const pages = [
    `${BOOKS}/index.html`,
    ...slugs.flatMap((slug) => ["book", "handout"].map((kind) => `${bookFolder(slug)}/${kind}.html`)),
  ];

  // One visit for all: to open a page takes longer than to look at it.
  it.each(pages)(
    "%s is in its own fonts, goes by keyboard, and breaks no rule of WCAG AA, wide or narrow",
    async (file) => {
      const { page, requests, errors } = await open(file);
      expect(await loadedFonts(page)).toContain("Noto Sans Variable");
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 640 });
      expect(await violations(page)).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(360);
      await page.setViewportSize({ width: 1280, height: 720 });
      await skipsToItsContents(page);
      expect(await brokenLinks(page)).toEqual([]);
      expect(outside(requests)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  it.each(slugs)(
    "the slides of %s go on by keyboard, and each breaks no rule and fits its sheet",
    async (slug) => {
      const { page, requests, errors } = await open(`${bookFolder(slug)}/slides.html`);
      await page.waitForSelector(".reveal.ready");
      const count = await page.locator(".slides > section").count();
      expect(count).toBeGreaterThan(4);
      for (let i = 0; i < count; i++) {
        const slide = page.locator(".slides > section.present");
        const title = await slide.locator("h1, h2").first().textContent();
        expect(await page.locator(".slides > section").nth(i).locator("h1, h2").first().textContent()).toBe(
          title,
        );
        expect(await violations(page), `slide ${title}`).toEqual([]);
        expect(await overflow(page), `slide ${title}`).toEqual([]);
        await page.keyboard.press("ArrowRight");
      }
      expect(await page.locator(".slide-number").textContent()).toMatch(
        new RegExp(`${count}\\s*/\\s*${count}`),
      );
      expect(await brokenLinks(page)).toEqual([]);
      expect(outside(requests)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  describe("as PDF", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "igdp pdf "));
    const pdfOf = (slug: string, kind: string): string =>
      path.join(folder, "new folder", slug, `${kind}.pdf`);
    beforeAll(async () => {
      const jobs = slugs.flatMap((slug) =>
        ["book", "handout"].map((kind) => ({
          page: path.join(root, bookFolder(slug), `${kind}.html`),
          pdf: pdfOf(slug, kind),
        })),
      );
      await printPdf(jobs);
    }, 300_000);
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(slugs)("%s has pages, text and bookmarks, and the handout fits two pages", (slug) => {
      const [book, handout] = ["book", "handout"].map((kind) => readFileSync(pdfOf(slug, kind), "latin1"));
      expect(pageCount(book)).toBeGreaterThan(5);
      expect(pageCount(book)).toBeLessThan(60);
      expect([1, 2]).toContain(pageCount(handout));
      for (const pdf of [book, handout]) {
        expect(pdf).toMatch(/^%PDF-/);
        expect(pdf).toContain("/StructTreeRoot");
        expect(pdf).toContain("/Outlines");
        expect(pdf).toContain("NotoSans");
        // A4 in points.
        expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\.\d* 84[12]\.\d*\]/);
      }
    });
  });
});

/** What stands beyond the sheet of the present slide, or under the arrows. */
function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const slide = document.querySelector(".slides > section.present") as HTMLElement;
    const sheet = slide.getBoundingClientRect();
    return [...slide.querySelectorAll("*")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.bottom > sheet.bottom + 1 || box.right > sheet.right + 1;
      })
      .map((element) => element.outerHTML.slice(0, 80));
  });
}

function pageCount(pdf: string): number {
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
