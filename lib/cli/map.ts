import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { stepReport } from "../core/report.js";
import { readGridNetcdf } from "../formats/netcdf.js";
import { readPoints } from "../formats/points.js";
import { COLOR_SCALE_NAMES, type ColorScaleName } from "../map/color-scale.js";
import { type GravityMap, gravityMap } from "../map/gravity-map.js";
import { isInDegrees } from "../map/map-options.js";
import { mapStations } from "../map/map-stations.js";
import { figurePage } from "../node/figure-page.js";
import { readBytesFile, readTextFile, writeFiles } from "../node/files.js";
import { renderPng } from "../node/render-png.js";
import { newCommand, reportJson, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";

interface Options {
  out: string;
  report?: string;
  variable?: string;
  stations?: string;
  title?: string;
  subtitle?: string;
  note?: string;
  contourInterval?: number;
  colorScale?: ColorScaleName;
  center?: number;
  synthetic?: boolean;
  width: number;
  dpi: number;
}

/** `igdp map GRID`: a grid → a map sheet (SVG, PNG) or an interactive page (HTML). */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "map",
    "Draws a grid as a map sheet (SVG or PNG) or as an interactive page that needs no network (HTML).",
    'igdp map bouguer.nc --stations anomalies.csv --title "Bouguer anomaly" --out map.png',
  )
    .argument("<grid>", "netCDF grid")
    .requiredOption("--out <file>", "the map: .svg, .png or .html")
    .option("--variable <name>", "which grid of the file, if it has several")
    .option("--stations <file>", "CSV of points to draw as dots")
    .option("--title <text>", "title; default: what the grid is called")
    .option("--subtitle <text>", "line under the title")
    .option("--note <text>", "line under the map: source of the data, method, date")
    .option(
      "--contour-interval <value>",
      "distance between contours, in the grid's units",
      numberOption("the grid's units"),
    )
    .option("--color-scale <name>", COLOR_SCALE_NAMES.join(", "), oneOf(...COLOR_SCALE_NAMES))
    .option(
      "--center <value>",
      "value with the middle colour (0 for a residual)",
      numberOption("the grid's units"),
    )
    .option("--synthetic", "mark the map SYNTHETIC DATA")
    .option("--width <mm>", "width of the sheet", numberOption("millimetres"), 180)
    .option("--dpi <number>", "resolution of a PNG", numberOption("dots per inch"), 200)
    .action(drawMap);
  return runCommand(command, argv);
}

async function drawMap(path: string, options: Options): Promise<void> {
  const kind = /\.(svg|png|html)$/i.exec(options.out)?.[1].toLowerCase();
  if (kind === undefined) {
    throw new ArgumentError({
      argument: "--out",
      value: options.out,
      accepted: "a file ending in .svg, .png or .html",
    });
  }
  const file = await readBytesFile(path);
  const grid = readGridNetcdf(file.bytes, path, options.variable);
  const stations =
    options.stations === undefined
      ? undefined
      : mapStations(readPoints(await readTextFile(options.stations), positionColumns(grid)), grid);
  const title = options.title ?? path.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const map = gravityMap(grid, {
    title,
    subtitle: options.subtitle,
    note: options.note,
    stations,
    contourInterval: options.contourInterval,
    colorScale: options.colorScale,
    center: options.center,
    synthetic: options.synthetic,
    width_mm: options.width,
  });
  const report = stepReport("map", {
    parameters: { title, contourInterval: options.contourInterval ?? null, width_mm: options.width },
    rows: { nodes: grid.values.length, stations: stations?.x.length ?? 0 },
    inputs: [{ name: file.name, sha256: file.sha256 }],
  });
  await writeFiles({
    [options.out]: await draw(map, kind, title, options),
    ...(options.report ? { [options.report]: reportJson([report]) } : {}),
  });
  console.log(`${grid.x.length} × ${grid.y.length} nodes → ${options.out}`);
}

async function draw(
  map: GravityMap,
  kind: string,
  title: string,
  options: Options,
): Promise<string | Uint8Array> {
  if (kind === "svg") return map.svg;
  if (kind === "html") return figurePage(map.figure, title);
  return renderPng(map.svg, { width: (map.width / 96) * options.dpi });
}

function positionColumns(grid: Grid): readonly string[] {
  return isInDegrees(grid) ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
}
