/** What the tests in a browser read from the web page of a release, and how they ask it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.1, levels A and AA, and its rules of good practice for headings and landmarks. */
export async function violations(page: Page): Promise<readonly string[]> {
  const known = await page.evaluate(() => "axe" in window);
  if (!known) await page.evaluate(AXE);
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
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
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

export const result = (page: Page): Promise<string> => page.locator("#result").innerText();

export async function ask(page: Page, x: string, y: string): Promise<string> {
  await page.fill("#place-x", x);
  await page.fill("#place-y", y);
  await page.click("#place-form button");
  return result(page);
}

/** The first number of a text, written as the page writes numbers. */
export function firstNumber(text: string): number {
  return Number((/−?[\d\u202f]+(\.\d+)?/.exec(text)?.[0] ?? "").replace("−", "-").replaceAll("\u202f", ""));
}

/** Colour of the map's canvas at a part of its width and height. */
export function pixel(page: Page, x: number, y: number): Promise<number[]> {
  return page.evaluate(
    ([a, b]) => {
      const canvas = document.querySelector("#map") as HTMLCanvasElement;
      const [px, py] = [Math.round(a * canvas.width), Math.round(b * canvas.height)];
      return [...(canvas.getContext("2d")?.getImageData(px, py, 1, 1).data ?? [])];
    },
    [x, y],
  );
}
