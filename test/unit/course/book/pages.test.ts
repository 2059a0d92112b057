import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { bookAssets } from "../../../../course/authoring/book/book-assets.js";
import { bookPage } from "../../../../course/authoring/book/book-page.js";
import { functionMeanings } from "../../../../course/authoring/book/function-meanings.js";
import { handoutPage } from "../../../../course/authoring/book/handout-page.js";
import { indexPage } from "../../../../course/authoring/book/index-page.js";
import { matchOutputs } from "../../../../course/authoring/book/recorded-outputs.js";
import { slidesPage } from "../../../../course/authoring/book/slides-page.js";
import { findPackageRoot } from "../../../../course/environment/kernel/package-root.js";
import { lesson, source } from "./fixture-lesson.js";

const folder = "course/books/07-drift";
const pages: Readonly<Record<string, string>> = {
  [`${folder}/book.html`]: bookPage(source),
  [`${folder}/slides.html`]: slidesPage(source),
  [`${folder}/handout.html`]: handoutPage(source, functionMeanings(lesson)),
  "course/books/index.html": indexPage([lesson]),
};
const assets = new Map(bookAssets().map(({ path: place, bytes }) => [place, bytes]));

/** Values of an attribute in a page. */
function attributes(html: string, name: string): readonly string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value]) => value);
}

test.each(Object.keys(pages))("%s is a whole page with a language, a title and one main heading", (place) => {
  const html = pages[place];
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html).toMatch(/<title>[^<]+<\/title>/);
  expect(html.match(/<h1\b/g)).toHaveLength(1);
  expect(html).not.toMatch(/user-scalable|undefined|NaN|\[object/);
});

test.each(Object.keys(pages))("%s closes every element that it opens, in order", (place) => {
  const open: string[] = [];
  for (const [, end, name] of pages[place].matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (["meta", "link", "img", "wbr", "br", "hr"].includes(name)) continue;
    if (end === "") open.push(name);
    else expect(open.pop(), place).toBe(name);
  }
  expect(open).toEqual([]);
});

test.each(Object.keys(pages))("%s loads nothing from outside the books, and all of it is there", (place) => {
  const html = pages[place];
  const loaded = [
    ...attributes(html, "src"),
    ...attributes(html.match(/<head>.*<\/head>/s)?.[0] ?? "", "href"),
  ];
  for (const address of loaded) {
    expect(address).not.toMatch(/^[a-z]+:|^\/\//i);
    const target = path.posix.join(path.posix.dirname(place), address);
    expect(assets.has(target) || target === `${folder}/figures/drift.png`, target).toBe(true);
  }
});

test.each(Object.keys(pages))("%s has links that lead to something", (place) => {
  const html = pages[place];
  const ids = attributes(html, "id");
  expect(new Set(ids).size).toBe(ids.length);
  const built = new Set([...Object.keys(pages), ...assets.keys(), "notebooks/07-drift.ipynb"]);
  for (const href of attributes(html, "href")) {
    if (href.startsWith("#")) expect(ids).toContain(href.slice(1));
    else {
      const target = path.posix.join(path.posix.dirname(place), href);
      const there = built.has(target) || existsSync(path.join(findPackageRoot(), target));
      expect(there, `${href} in ${place}`).toBe(true);
    }
  }
});

test.each(Object.keys(pages))("%s has headings without a gap in their levels, but slides", (place) => {
  const levels = [...pages[place].matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
  levels.forEach((level, i) => {
    expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
  });
});

test.each(Object.keys(pages))("%s gives every picture a text, and every table heads", (place) => {
  const html = pages[place];
  for (const [image] of html.matchAll(/<img\b[^>]*>/g)) expect(image).toMatch(/ alt="[^"]+"/);
  for (const [table] of html.matchAll(/<table.*?<\/table>/gs)) expect(table).toMatch(/<th scope="col"/);
});

test("what lessons, cells and checks say is escaped everywhere", () => {
  for (const html of Object.values(pages)) expect(html).not.toMatch(/<tide>|<b>this|<S1>|a < b|2 < 3/);
  const book = pages[`${folder}/book.html`];
  expect(book).toContain("Drift &amp; &lt;tide&gt;");
  expect(book).toContain("&lt;b&gt;this&lt;/b&gt;");
  expect(book).toContain("&lt;S1&gt;");
  expect(book).toContain("a &lt; b &amp; c");
});

test("the book has task, start, solution, explanation, all wrong answers and all hints of an exercise", () => {
  const book = pages[`${folder}/book.html`];
  for (const text of [
    "Correct the reading.",
    "Think of the Moon.",
    '<span class="b">____</span>',
    "q1.given.reading_mgal + q1.given.tide_mgal",
    "The Moon pulls <strong>up</strong>.",
    "The size is right, but the sign is not.",
    "You left the tide out: use <code>tide_mgal</code>, if a &lt; b.",
    "Up or down?",
    "The Moon pulls up.",
    "Write <code>reading + ...</code>",
    "6 minutes · 2 points · Add the tide",
  ]) {
    expect(book).toContain(text);
  }
});

test("the cell's own text alternative wins over the recorded one", () => {
  expect(pages[`${folder}/book.html`]).toContain('alt="Drift against time, &quot;rising&quot;"');
});

test("instructor's notes, common errors and the cut list are in the book alone", () => {
  const [book, ...others] = Object.values(pages);
  for (const text of ["Turn the <em>dial</em>", "They subtract.", "The note."]) {
    expect(book).toContain(text);
    for (const other of others) expect(other).not.toContain(text);
  }
});

test("slides and handout give no solution, no hint and no explanation away", () => {
  for (const kind of ["slides", "handout"]) {
    const html = pages[`${folder}/${kind}.html`];
    expect(html).toContain("Correct the reading.");
    expect(html).not.toMatch(/q1\.given\.reading_mgal|The Moon pulls|Up or down|left the tide out/);
  }
});

test("slides stand in the lesson's order, with title, questions, objectives and key points around", () => {
  const titles = [...pages[`${folder}/slides.html`].matchAll(/<h[12]>(.*?)<\/h[12]>/g)].map(
    ([, title]) => title,
  );
  expect(titles).toEqual([
    "Drift &amp; &lt;tide&gt;",
    "Questions",
    "You will be able to",
    "What drifts",
    "Which sign has the tide?",
    "Key points",
  ]);
});

test("a slide of the author's takes the place of an automatic one with its title", () => {
  const blocks = lesson.blocks.map((block) =>
    block.kind === "slide" ? { ...block, title: "key points" } : block,
  );
  const html = slidesPage({ ...source, lesson: { ...lesson, blocks } });
  expect(html.match(/<h2>key points<\/h2>/gi)).toHaveLength(1);
});

test("a lesson that was not run since it was changed says so in the place of each output and figure", () => {
  const unrun = { ...source, shown: matchOutputs(lesson, undefined) };
  expect(bookPage(unrun).match(/class="not-run"/g)).toHaveLength(3);
  expect(slidesPage(unrun)).toContain("The spring gets longer");
  expect(slidesPage(unrun)).not.toContain("<img");
});

test("a slide that asks for a figure which its cell does not show is refused", () => {
  const [first] = source.shown.keys();
  const shown = new Map([...source.shown].map(([block, cell]) => [block, { ...cell, outputs: [] }]));
  expect(first.kind).toBe("code");
  expect(() => slidesPage({ ...source, shown })).toThrow(/figure:drift/);
});

test("the same lesson gives the same bytes", () => {
  expect(bookPage(source)).toBe(pages[`${folder}/book.html`]);
  expect(slidesPage(source)).toBe(pages[`${folder}/slides.html`]);
});

test("the handout tells what the functions of the lesson are for, and leaves the machinery out", () => {
  const meanings = functionMeanings(lesson);
  expect(meanings.map(({ name }) => name)).toEqual(["dataset", "show", "longmanTide"]);
  for (const { meaning } of meanings) expect(meaning).toMatch(/^[A-Z].*\.$/);
  expect(meanings[2].meaning).toContain("Longman");
});
