import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { findChromium } from "../../../../course/authoring/book/chromium.js";
import { printJobs } from "../../../../course/authoring/book/print-pdf.js";

const root = mkdtempSync(path.join(tmpdir(), "igdp print jobs "));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a browser is found in the usual place of each system", () => {
  const chrome = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
  const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
  const env = { PROGRAMFILES: "C:\\Program Files", "PROGRAMFILES(X86)": "C:\\Program Files (x86)" };
  expect(findChromium("win32", env, (file) => file === chrome)).toBe(chrome);
  expect(findChromium("win32", env, (file) => file === edge)).toBe(edge);
  expect(findChromium("darwin", {}, (file) => file.includes("Edge"))).toMatch(
    /^\/Applications\/Microsoft Edge/,
  );
  expect(findChromium("linux", {}, (file) => file === "/usr/bin/chromium")).toBe("/usr/bin/chromium");
});

test("IGDP_CHROMIUM wins, and is named where it leads nowhere", () => {
  expect(findChromium("linux", { IGDP_CHROMIUM: "/opt/my chrome" }, () => true)).toBe("/opt/my chrome");
  expect(() => findChromium("linux", { IGDP_CHROMIUM: "/opt/none" }, (file) => file !== "/opt/none")).toThrow(
    /IGDP_CHROMIUM is \/opt\/none/,
  );
});

test("without a browser the message says what to install or set", () => {
  expect(() => findChromium("linux", {}, () => false)).toThrow(/Install one, or set IGDP_CHROMIUM/);
});

test("without books there is nothing to print, and the message says what to run", () => {
  expect(() => printJobs(root)).toThrow(/npm run lessons first/);
});

test("books and handouts are printed beside each other, of all lessons or of those named", () => {
  for (const slug of ["00-a", "01-b"]) {
    mkdirSync(path.join(root, "course/books", slug), { recursive: true });
    writeFileSync(path.join(root, "course/books", slug, "book.html"), "");
  }
  const names = (only: readonly string[]) => printJobs(root, only).map(({ pdf }) => path.basename(pdf));
  expect(names([])).toEqual(["00-a-book.pdf", "00-a-handout.pdf", "01-b-book.pdf", "01-b-handout.pdf"]);
  expect(names(["01-b"])).toEqual(["01-b-book.pdf", "01-b-handout.pdf"]);
  expect(() => printJobs(root, ["02-c"])).toThrow(/no book 02-c .*00-a, 01-b/);
});
