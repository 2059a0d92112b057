import { stat } from "node:fs/promises";
import path from "node:path";
import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { inMegabytes } from "../core/megabytes.js";
import { stepReport } from "../core/report.js";
import { readPoints } from "../formats/points.js";
import { COLOR_SCALE_NAMES, type ColorScaleName } from "../map/color-scale.js";
import { gridDegrees } from "../map/map-lines.js";
import { mapStations, positionColumns, stationsWarning } from "../map/map-stations.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { webPage } from "../release/web-page.js";
import { layerTitles } from "../release/web-page-layer.js";
import type { WebPageDownload, WebPageLayer } from "../release/web-page-options.js";
import { coastLines } from "./coast-lines.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { listOption, numberOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  out: string;
  report?: string;
  points?: string;
  layer?: readonly string[];
  title?: string;
  description?: string;
  organisation?: string;
  licence?: string;
  licenceUrl?: string;
  date?: string;
  colorScale?: ColorScaleName;
  center?: number;
  coast: boolean;
  contours: boolean;
  download?: readonly string[];
}

/** `igdp web GRID...`: grids → one web page that needs neither server nor internet. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "web",
    "Makes a web page of grids: one file that needs neither server nor internet. Its reader moves and zooms the map, switches layers, asks for the value and sigma at a place, and downloads files.",
    'igdp web bouguer.nc free-air.nc --points anomalies.csv --title "Gravity of the north" --out index.html',
  )
    .argument(
      "<grid...>",
      "the grids, in one coordinate system: netCDF, GeoTIFF, Surfer, ESRI ASCII, GXF or gdf",
    )
    .requiredOption("--out <file>", "the page, .html")
    .option("--points <file>", "CSV of stations; a column named as a grid is shown as the station's value")
    .option(
      "--layer <title>",
      "what a grid is called on the page, in the order of the grids; may be given again; default: the grid's name in words",
      listOption,
    )
    .option("--title <text>", "the page's title; default: that of the first grid")
    .option("--description <text>", "what was measured, and how it was reduced")
    .option("--organisation <name>", "who publishes it")
    .option("--licence <name>", "the licence, for example CC-BY-4.0")
    .option("--licence-url <address>", "where the licence can be read")
    .option("--date <day>", "day of the release")
    .option("--color-scale <name>", COLOR_SCALE_NAMES.join(", "), oneOf(...COLOR_SCALE_NAMES))
    .option(
      "--center <value>",
      "value with the middle colour (0 for a residual)",
      numberOption("the grid's units"),
    )
    .option("--no-coast", "without coasts and land borders (Natural Earth)")
    .option("--no-contours", "without contours")
    .option(
      "--download <file>",
      "a file that the page leads to, in the page's folder or below; may be given again",
      listOption,
    )
    .action(makePage);
  return runCommand(command, argv);
}

async function makePage(paths: string[], options: Options): Promise<void> {
  if (!/\.html?$/i.test(options.out)) {
    throw new ArgumentError({ argument: "--out", value: options.out, accepted: "a file ending in .html" });
  }
  const read = await Promise.all(paths.map((grid) => readGridFile(grid)));
  const grids = read.map(({ grid }) => grid);
  const layers = layersOf(grids, paths, options);
  const columns = positionColumns(grids[0]);
  const points =
    options.points === undefined ? undefined : readPoints(await readTextFile(options.points), columns);
  const { points: _, layer: __, coast, download = [], title = layers[0].title, ...rest } = options;
  const [page] = webPage({
    ...rest,
    ...{ title, layers, points },
    lines: coast && gridDegrees(grids[0]) !== undefined ? coastLines(grids[0]) : undefined,
    downloads: await Promise.all(download.map((file) => downloadOf(file, options.out))),
  });
  const warnings = [points && stationsWarning(mapStations(points, grids[0]), grids[0])];
  const files = read.flatMap((one) => one.files);
  const report = stepReport("webPage", {
    parameters: { title, layers: layers.map((layer) => layer.title), contours: options.contours, coast },
    rows: { nodes: grids.reduce((sum, { values }) => sum + values.length, 0) },
    figures: { page_bytes: page.bytes.length },
    warnings: warnings.filter((warning) => warning !== undefined),
    inputs: files.map(({ name, sha256 }) => ({ name, sha256 })),
  });
  const inputs = [...files.map(({ name }) => name), ...(options.points ? [options.points] : []), ...download];
  await writeResults({ [options.out]: page.bytes }, { report: options.report, steps: [report], inputs });
  printWarnings([report]);
  console.log(
    `${layers.length} layer${layers.length === 1 ? "" : "s"} → ${options.out} (${inMegabytes(page.bytes.length)})`,
  );
}

function layersOf(grids: readonly Grid[], paths: readonly string[], options: Options): WebPageLayer[] {
  const { layer: titles = [], colorScale, center } = options;
  if (titles.length > grids.length) {
    throw new ArgumentError({
      argument: "--layer",
      value: titles[grids.length],
      accepted: `given at most once for each grid, ${grids.length} in all`,
    });
  }
  const usual = layerTitles(
    grids,
    paths.map((file) => path.basename(file)),
  );
  return grids.map((grid, i) => ({ title: titles[i] ?? usual[i], grid, colorScale, center }));
}

async function downloadOf(file: string, page: string): Promise<WebPageDownload> {
  const relative = path.relative(path.dirname(path.resolve(page)), path.resolve(file));
  if (relative === "" || relative.startsWith("..") || path.isAbsolute(relative)) {
    throw new ArgumentError({
      argument: "--download",
      value: file,
      accepted: `a file in ${path.dirname(page)} or below, so that the page and its files move together`,
    });
  }
  const size = await stat(file).catch(() => undefined);
  if (!size?.isFile()) {
    throw new ArgumentError({ argument: "--download", value: file, accepted: "a file that is there" });
  }
  return { path: relative.split(path.sep).join("/"), title: path.basename(file), bytes: size.size };
}
