/**
 * The web page of a release in a real browser, from the disk and with the network blocked: layers, clicks, keyboard,
 * downloads, accessibility, a large grid, and the whole region of CCOP.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, startChromium } from "../../course/authoring/book/chromium.js";
import { type Grid, makeGrid } from "../../lib/core/grid.js";
import { degreesToGrid } from "../../lib/earth/transform-coordinates.js";
import { linesOnGrid } from "../../lib/map/map-lines.js";
import { gridSampler } from "../../lib/map/sample-grid.js";
import { worldLines } from "../../lib/node/world-lines.js";
import { webPage } from "../../lib/release/web-page.js";
import type { WebPageOptions } from "../../lib/release/web-page-options.js";
import { gridOf, syntheticField } from "../unit/map/test-grids.js";
import { earthDisturbance } from "./earth-disturbance.js";
import { ask, firstNumber, pixel, result, violations } from "./web-page-reading.js";

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
if (skipped) console.warn(`The web page is not looked at in a browser: ${skipped}`);

const REGION = [100, 108, 10, 18] as const;
const crs = "EPSG:4326";
const field = syntheticField(REGION, 5);
const plain = gridOf(field, REGION, [80, 80], { crs });
const bouguer = makeGrid({ ...plain, sigma: plain.values.map((_, i) => 1 + (i % 81) / 40) });
const holed = gridOf((x, y) => (y > 15 ? Number.NaN : 100 * (x - 104)), REGION, [40, 40], {
  ...{ crs, name: "height_m", units: "m" },
});
const EVIL = `<img src=x onerror="window.hacked=1">`;
const survey: WebPageOptions = {
  ...{
    title: `A survey ${EVIL}`,
    description: "What was measured.",
    organisation: "Survey",
    licence: "CC-BY-4.0",
  },
  layers: [
    { title: "Bouguer anomaly", grid: bouguer },
    { title: "Height", grid: holed, colorScale: "viridis" },
  ],
  points: {
    station: [EVIL, "S2"],
    longitude_deg: Float64Array.of(101, 106),
    latitude_deg: Float64Array.of(12, 16),
    bouguer_anomaly_mgal: Float64Array.of(-12.345, 20),
  },
  lines: linesOnGrid(bouguer, worldLines({ detail: "110m" })),
  downloads: [{ path: "grids/bouguer anomaly.nc", title: "Bouguer anomaly", bytes: 12, format: "netCDF" }],
};

/** A page, and what it asked for and complained of. */
interface Watched {
  readonly page: Page;
  readonly requests: string[];
  readonly errors: string[];
}

let browser: Browser;
let folder: string;

async function open(
  name: string,
  options: WebPageOptions,
  size = { width: 1280, height: 800 },
): Promise<Watched> {
  const [{ bytes }] = webPage(options);
  writeFileSync(path.join(folder, name), bytes);
  const page = await browser.newPage({ viewport: size, acceptDownloads: true });
  const watched: Watched = { page, requests: [], errors: [] };
  await page.route("**/*", (route) => {
    const url = route.request().url();
    watched.requests.push(url);
    return url.startsWith("file:") ? route.continue() : route.abort();
  });
  page.on("pageerror", (error) => watched.errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") watched.errors.push(message.text());
  });
  await page.goto(pathToFileURL(path.join(folder, name)).href);
  await page.waitForSelector("#map[aria-busy=false]");
  return watched;
}

describe.skipIf(skipped !== undefined)("the web page of a release in a browser", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "igdp web page "));
    mkdirSync(path.join(folder, "grids"));
    writeFileSync(path.join(folder, "grids", "bouguer anomaly.nc"), "CDF of a test");
    browser = await startChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("says value, sigma and nearest station, switches layers and overlays, downloads, and asks for nothing", async () => {
    const { page, requests, errors } = await open("survey.html", survey);
    // A node: the grid's own value, to the digits shown.
    const node = 30 * 81 + 20;
    const said = await ask(page, "102", "13");
    expect(said).toContain(`${Math.abs(bouguer.values[node]).toFixed(2)}\u00a0±\u00a01.50\u00a0mGal`);
    expect(said).toContain("Bouguer anomaly at 13.0000°N, 102.0000°E");
    expect(said).toContain(`Nearest station: ${EVIL}, 155.4\u00a0km away, with −12.35\u00a0mGal`);
    // Between nodes: the surface that the map sheets draw.
    const between = firstNumber(await ask(page, "103,21", "14.87"));
    expect(Math.abs(between - gridSampler(bouguer)(103.21, 14.87))).toBeLessThan(0.015);
    expect(await ask(page, "99", "14")).toContain("Outside the map");
    expect(await ask(page, "abc", "14")).toContain("Please type two numbers");
    expect(await page.getAttribute("#place-x", "aria-invalid")).toBe("true");

    await page.click("#zoom-whole");
    const before = await pixel(page, 0.52, 0.8);
    const caption = await page.innerText("#legend-title");
    await page.check("#layer-1");
    await page.waitForFunction(
      (old) => document.querySelector("#legend-title")?.textContent !== old,
      caption,
    );
    expect(await page.innerText("#legend-title")).toBe("Height (m)");
    expect(await pixel(page, 0.52, 0.8)).not.toEqual(before);
    expect(await ask(page, "105", "12")).toContain("100.0\u00a0m\n");
    expect(await ask(page, "105", "17")).toContain("No data here");
    await page.check("#layer-0");

    const dark = (): Promise<number> =>
      page.evaluate(() => {
        const canvas = document.querySelector("#map") as HTMLCanvasElement;
        const { data } = canvas
          .getContext("2d")
          ?.getImageData(40, 20, canvas.width - 60, canvas.height - 80) ?? { data: [] };
        let count = 0;
        for (let i = 0; i < data.length; i += 4)
          if (data[i] < 90 && data[i + 1] < 90 && data[i + 2] < 90) count++;
        return count;
      });
    const drawn = async (): Promise<number> => {
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      return dark();
    };
    let ink = await drawn();
    for (const overlay of ["#show-contours", "#show-coast", "#show-stations"]) {
      await page.uncheck(overlay);
      const less = await drawn();
      expect(less, overlay).toBeLessThan(ink);
      ink = less;
    }

    const [download] = await Promise.all([page.waitForEvent("download"), page.click(".downloads a")]);
    expect(readFileSync(await download.path(), "utf8")).toBe("CDF of a test");
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    expect(requests.filter((url) => !url.startsWith(pathToFileURL(folder).href))).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });

  it("takes degrees on a map in metres, shades it, and tells holes from a white zero", async () => {
    const region = [400_000, 600_000, 1_500_000, 1_700_000] as const;
    const wave = (x: number, y: number): number => 40 * Math.sin(x / 2e4) + (y - 1_600_000) / 5000;
    const grid = gridOf(
      (x, y) => (y > 1_650_000 && x > 540_000 ? Number.NaN : y < 1_520_000 ? 0 : wave(x, y)),
      region,
      [80, 80],
      { crs: "EPSG:32648" },
    );
    const layer = { title: "Residual", grid, colorScale: "blue-red", center: 0 } as const;
    const { page, errors } = await open("metres.html", { title: "A map in metres", layers: [layer] });
    await page.selectOption("#place-unit", "degrees");
    expect(await page.innerText("label[for=place-x]")).toBe("Longitude, degrees east");
    const said = await ask(page, "105.2", "14.3");
    const [x, y] = degreesToGrid("EPSG:32648")(105.2, 14.3);
    expect(said).toContain("14.3000°N, 105.2000°E");
    expect(Math.abs(firstNumber(said) - gridSampler(grid)(x, y))).toBeLessThan(0.03);
    expect(await ask(page, "120", "14.3")).toContain("Outside the map");
    await page.selectOption("#place-unit", "metres");
    expect(Number(await page.inputValue("#place-x"))).toBe(Math.round(x));

    await page.click("#zoom-whole");
    expect(await page.isVisible("#legend-no-data.hatched")).toBe(true);
    const colours = (parts: readonly number[]): Promise<number> =>
      page.evaluate(([left, top]) => {
        const canvas = document.querySelector("#map") as HTMLCanvasElement;
        const image = canvas.getContext("2d")?.getImageData(left * canvas.width, top * canvas.height, 40, 12);
        return new Set(new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0))).size;
      }, parts);
    await page.uncheck("#show-contours");
    await page.waitForTimeout(300);
    const [hole, zero, slope] = [
      await colours([0.62, 0.12]),
      await colours([0.44, 0.88]),
      await pixel(page, 0.5, 0.5),
    ];
    expect(hole).toBeGreaterThan(zero);
    await page.check("#show-hillshade");
    await page.waitForTimeout(300);
    expect(await pixel(page, 0.5, 0.5)).not.toEqual(slope);
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.screenshot({ path: path.join(folder, "metres.png") });
    await page.close();
  });

  it("is moved, zoomed and asked by mouse and by keyboard alike", async () => {
    const { page, errors } = await open("hands.html", survey);
    const map = await page.locator("#map").boundingBox();
    if (!map) throw new Error("there is no map");
    const [x, y] = [map.x + map.width * 0.55, map.y + map.height * 0.4];
    const place = async (): Promise<number[]> => {
      await page.mouse.click(x, y);
      return [Number(await page.inputValue("#place-x")), Number(await page.inputValue("#place-y"))];
    };
    const start = await place();
    expect(firstNumber(await result(page))).toBeCloseTo(gridSampler(bouguer)(start[0], start[1]), 0);
    await page.mouse.wheel(0, -240);
    // The place under the pointer stays there.
    const zoomed = await place();
    for (const k of [0, 1]) expect(zoomed[k]).toBeCloseTo(start[k], 1);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y - 40, { steps: 4 });
    await page.mouse.up();
    const moved = await place();
    expect(moved[0]).toBeLessThan(start[0]);
    expect(moved[1]).toBeLessThan(start[1]);

    await page.focus("#map");
    await page.keyboard.press("0");
    await page.keyboard.press("Enter");
    const middle = [await page.inputValue("#place-x"), await page.inputValue("#place-y")];
    expect(middle).toEqual(["104.0000", "14.0000"]);
    for (const key of ["+", "ArrowRight", "ArrowUp", "Enter"]) await page.keyboard.press(key);
    expect(Number(await page.inputValue("#place-x"))).toBeGreaterThan(104.3);
    expect(Number(await page.inputValue("#place-y"))).toBeGreaterThan(14.3);
    expect(errors).toEqual([]);
    await page.close();
  });

  it("is zoomed by two fingers, and asked by one", async () => {
    const { page } = await open("touch.html", survey, { width: 360, height: 740 });
    const touch = (type: string, id: number, x: number, y: number): Promise<void> =>
      page.evaluate(
        ([kind, pointerId, clientX, clientY]) => {
          const map = document.querySelector("#map") as HTMLElement;
          map.setPointerCapture = () => undefined;
          const { left, top } = map.getBoundingClientRect();
          const at = { clientX: left + Number(clientX), clientY: top + Number(clientY) };
          const facts = { pointerId: Number(pointerId), pointerType: "touch", button: 0, bubbles: true };
          map.dispatchEvent(new PointerEvent(String(kind), { ...facts, ...at }));
        },
        [type, id, x, y],
      );
    const tap = async (x: number, y: number): Promise<number> => {
      await touch("pointerdown", 1, x, y);
      await touch("pointerup", 1, x, y);
      return Number(await page.inputValue("#place-x"));
    };
    const before = (await tap(250, 200)) - (await tap(100, 200));
    await touch("pointerdown", 1, 150, 200);
    await touch("pointerdown", 2, 200, 200);
    await touch("pointermove", 1, 125, 200);
    await touch("pointermove", 2, 225, 200);
    await touch("pointerup", 1, 125, 200);
    await touch("pointerup", 2, 225, 200);
    // Fingers twice as far apart: half as many degrees between two places of the screen.
    expect(((await tap(250, 200)) - (await tap(100, 200))) / before).toBeCloseTo(0.5, 1);
    await page.close();
  });

  it.each([
    [1280, 800],
    [360, 740],
  ])(
    "breaks no rule of WCAG AA at %i × %i, and can be gone through by the Tab key",
    async (width, height) => {
      const { page } = await open("rules.html", survey, { width, height });
      expect(await violations(page)).toEqual([]);
      await ask(page, "102", "13");
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.evaluate(() => window.getSelection()?.removeAllRanges());
      await page.locator("body").press("Tab");
      const reached = new Set<string>();
      for (let i = 0; i < 30; i++) {
        const seen = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          return [element.id || element.textContent || "", `${outlineStyle} ${outlineWidth}`];
        });
        reached.add(seen[0]);
        if (!["", "\n"].includes(seen[0]) && seen[0].length < 60) expect(seen[1], seen[0]).toBe("solid 3px");
        await page.keyboard.press("Tab");
      }
      for (const id of [
        "map",
        "zoom-in",
        "layer-0",
        "show-contours",
        "place-x",
        "place-y",
        "Bouguer anomaly",
      ])
        expect([...reached]).toContain(id);
      await page.close();
    },
  );

  it("shows 2,048 × 2,048 nodes, and says their values", async () => {
    const side = 2048;
    const large = gridOf(
      (x, y) => 80 * Math.sin(3 * x) * Math.cos(2.2 * y) + 9 * Math.sin(41 * x + 13 * y),
      REGION,
      [side - 1, side - 1],
      { crs },
    );
    const { page, errors } = await open("large.html", {
      title: "Large",
      layers: [{ title: "Large", grid: large }],
    });
    const sample = gridSampler(large);
    for (const [x, y] of [
      [100, 10],
      [103.456, 15.01],
      [108, 18],
    ]) {
      const said = firstNumber(await ask(page, String(x), String(y)));
      expect(Math.abs(said - sample(x, y))).toBeLessThan(0.015);
    }
    expect(errors).toEqual([]);
    await page.close();
  });

  it("shows the region of CCOP, 90–155°E and 15°S–55°N", async () => {
    const disturbance: Grid | undefined = await earthDisturbance();
    if (disturbance === undefined) return;
    const { page, errors, requests } = await open("ccop.html", {
      title: "Gravity disturbance of the CCOP region",
      layers: [{ title: "Gravity disturbance at 10 km", grid: disturbance }],
      lines: linesOnGrid(disturbance, worldLines()),
    });
    const sample = gridSampler(disturbance);
    for (const [x, y] of [
      [102.5, 17.9],
      [141, 40],
      [126.7, 10.3],
    ]) {
      expect(Math.abs(firstNumber(await ask(page, String(x), String(y))) - sample(x, y))).toBeLessThan(0.015);
    }
    expect(await violations(page)).toEqual([]);
    expect([errors, requests.length]).toEqual([[], 1]);
    await page.close();
  });
});
