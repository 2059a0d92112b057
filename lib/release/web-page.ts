import { zlibSync } from "fflate";
import { ArgumentError } from "../core/errors.js";
import { gridRegion, isInDegrees, type Region } from "../core/grid.js";
import { base64 } from "../map/png.js";
import { packDegrees } from "./web-page-degrees.js";
import { pageHtml } from "./web-page-html.js";
import { packLayer } from "./web-page-layer.js";
import type { WebPageLayer, WebPageOptions } from "./web-page-options.js";
import { packLines, packPoints } from "./web-page-overlays.js";
import { WEB_PAGE_TEXTS, type WebPageTexts } from "./web-page-texts.js";

/** More nodes than a browser takes in one page. */
const MOST_NODES = 40_000_000;

/**
 * A web page that shows grids as a map: move, zoom, switch layers, ask for the value and its sigma at a place, download.
 * It is one file that needs no server and no internet: everything is written into it, and its Content-Security-Policy
 * forbids it to load anything. It works from a disk, on a telephone, by keyboard and with a screen reader.
 *
 * A value is kept with the decimals that it is shown with, so that a node's value is the grid's own, rounded once.
 *
 * @param options - see {@link WebPageOptions}
 * @returns the file of the page; nothing is written
 * @throws ArgumentError if there is no layer, layers differ in their coordinates, a grid holds no number, a path leads
 *   out of the release, or an option cannot be used
 *
 * @example
 * const axis = regularAxis(100, 102, 1);
 * const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
 * const grid = makeGrid({ x: axis, y: axis.map((x) => x - 100), values, crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal" });
 * const [page] = webPage({ title: "A slope", layers: [{ title: "Bouguer anomaly", grid }] });
 * page.path; // => "index.html"
 * new TextDecoder().decode(page.bytes).includes("<h1>A slope</h1>"); // => true
 */
export function webPage(options: WebPageOptions): { path: string; bytes: Uint8Array }[] {
  checkOptions(options);
  const texts: WebPageTexts = { ...WEB_PAGE_TEXTS, ...options.texts };
  const region = commonRegion(options.layers);
  const [{ grid }] = options.layers;
  const layers = options.layers.map(packLayer);
  const named = layers.map(({ meta }) => meta as { readonly name: string; readonly decimals: number });
  const points = options.points && packPoints(options.points, grid, named);
  const lines = (options.lines ?? [])
    .map((one) => packLines(one, region))
    .filter((one) => one.lines.length > 0);
  const degrees = packDegrees(grid, region);
  const data = {
    degrees: isInDegrees(grid),
    region,
    layers: layers.map(({ meta }) => meta),
    lines,
    points,
    texts,
    ...degrees,
  };
  const blocks: Record<string, string> = {
    "page-data": base64(zlibSync(new TextEncoder().encode(JSON.stringify(data)), { level: 9 })),
  };
  layers.forEach((layer, i) => {
    for (const [kind, bytes] of Object.entries(layer.blocks)) blocks[`${kind}-${i}`] = base64(bytes);
  });
  const kinds = new Set(lines.map(({ kind }) => kind));
  const html = pageHtml(options, texts, {
    ...{ kinds, stations: points?.x.length ?? 0, blocks },
    knowsDegrees: degrees !== undefined,
  });
  return [{ path: options.path ?? "index.html", bytes: new TextEncoder().encode(html) }];
}

function checkOptions({ layers, language = "en", licenceUrl, downloads = [], path }: WebPageOptions): void {
  if (layers.length === 0) {
    throw new ArgumentError({ argument: "options.layers", value: "empty", accepted: "at least one layer" });
  }
  const { crs } = layers[0].grid;
  const titles = new Set<string>();
  for (const { title, grid } of layers) {
    if (grid.crs !== crs) {
      throw new ArgumentError({
        argument: `crs of the layer '${title}'`,
        value: grid.crs,
        accepted: `${crs}, as in the first layer`,
        advice: "Grid all layers in one coordinate system.",
      });
    }
    if (titles.has(title)) {
      throw new ArgumentError({
        argument: "title of a layer",
        value: title,
        accepted: "another one for each layer, so that a reader can tell them apart",
      });
    }
    titles.add(title);
  }
  const nodes = layers.reduce((sum, { grid }) => sum + grid.values.length * (grid.sigma ? 2 : 1), 0);
  if (nodes > MOST_NODES) {
    throw new ArgumentError({
      argument: "nodes of all layers",
      value: nodes,
      accepted: `at most ${MOST_NODES}, sigma counted too`,
      advice: "Show a coarser grid, and offer the fine one as a download.",
    });
  }
  if (!/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language)) {
    throw new ArgumentError({
      argument: "options.language",
      value: language,
      accepted: "a language tag such as en, vi or zh-Hans",
    });
  }
  if (licenceUrl !== undefined && !/^https?:\/\/[^\s]+$/i.test(licenceUrl)) {
    throw new ArgumentError({
      argument: "options.licenceUrl",
      value: licenceUrl,
      accepted: "an address that starts with https:// or http://",
    });
  }
  for (const download of downloads) checkPath("path of a download", download.path);
  if (path !== undefined) checkPath("options.path", path);
}

/** Only files of the release itself: no other server, no script, no way up. */
function checkPath(argument: string, path: string): void {
  const parts = path.split("/");
  const isInside = parts.every((part) => part !== "" && part !== "." && part !== "..");
  // A colon could make a scheme of it; a backslash is a slash to Windows.
  if (isInside && !/[:\\\p{Cc}]/u.test(path)) return;
  throw new ArgumentError({
    argument,
    value: path,
    accepted: "a path inside the release with slashes, such as grids/bouguer.nc",
  });
}

function commonRegion(layers: readonly WebPageLayer[]): Region {
  const regions = layers.map(({ grid }) => gridRegion(grid));
  return [
    Math.min(...regions.map(([west]) => west)),
    Math.max(...regions.map(([, east]) => east)),
    Math.min(...regions.map(([, , south]) => south)),
    Math.max(...regions.map(([, , , north]) => north)),
  ];
}
