import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "./chromium.js";
import { BOOKS } from "./places.js";

/** The pages that are printed; slides are shown. */
const PRINTED = ["book", "handout"] as const;

/** A page and the PDF that is made of it: absolute paths. */
export interface PrintJob {
  readonly page: string;
  readonly pdf: string;
}

/** What there is to print: the books and handouts of these lessons, or of all. */
export function printJobs(root: string, only: readonly string[] = []): readonly PrintJob[] {
  const books = path.join(root, BOOKS);
  const built = existsSync(books)
    ? readdirSync(books)
        .filter((slug) => existsSync(path.join(books, slug, "book.html")))
        .sort()
    : [];
  const unknown = only.find((slug) => !built.includes(slug));
  if (unknown !== undefined || built.length === 0) {
    const there = built.length > 0 ? `The lessons are: ${built.join(", ")}.` : "Run npm run lessons first.";
    throw new Error(`There is no book ${unknown ?? "at all"} to print. ${there}`);
  }
  const slugs = only.length > 0 ? only : built;
  return slugs.flatMap((slug) =>
    PRINTED.map((kind) => ({
      page: path.join(books, slug, `${kind}.html`),
      pdf: path.join(root, "output", "books", `${slug}-${kind}.pdf`),
    })),
  );
}

/**
 * Prints pages as PDF, on the paper that their style sheets say (A4), with a table of contents for the reader
 * program and tags for screen readers.
 */
export async function printPdf(
  jobs: readonly PrintJob[],
  onPrinted?: (job: PrintJob) => void,
): Promise<void> {
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    for (const job of jobs) {
      await page.goto(pathToFileURL(job.page).href);
      await page.evaluate("document.fonts.ready.then(() => undefined)");
      const pdf = await page.pdf({
        preferCSSPageSize: true,
        printBackground: true,
        tagged: true,
        outline: true,
      });
      mkdirSync(path.dirname(job.pdf), { recursive: true });
      writeFileSync(job.pdf, pdf);
      onPrinted?.(job);
    }
  } finally {
    await browser.close();
  }
}
