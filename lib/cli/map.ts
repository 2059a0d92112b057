import { InvalidArgumentError } from "commander";
import { ArgumentError, FormatError } from "../core/errors.js";
import { stepReport } from "../core/report.js";
import { readPoints } from "../formats/points.js";
import { COLOR_SCALE_NAMES, type ColorScaleName, colorScaleWarning } from "../map/color-scale.js";
import type { HillshadeOptions } from "../map/hillshade.js";
import { drawMapFigure } from "../map/map-figure.js";
import { type MapOptions, mapStyle } from "../map/map-options.js";
import { drawSheet } from "../map/map-sheet.js";
import { mapStations, positionColumns, stationsWarning } from "../map/map-stations.js";
import type { PaperSize } from "../map/paper.js";
import type { MapSheet } from "../map/svg.js";
import { charactersNotInFont } from "../map/text-width.js";
import { figurePage } from "../node/figure-page.js";
import { readBytesFile, readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { renderPdf } from "../node/render-pdf.js";
import { canDraw, renderPng, WIDEST_PNG } from "../node/render-png.js";
import { worldLand, worldLines } from "../node/world-lines.js";
import { coastLines } from "./coast-lines.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { listOption, numberOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  out: string;
  report?: string;
  variable?: string;
  stations?: string;
  coast?: boolean;
  title?: string;
  subtitle?: string;
  note?: string;
  contourInterval?: number;
  colorScale?: ColorScaleName;
  center?: number;
  hillshade?: true | HillshadeOptions;
  synthetic?: boolean;
  width: number;
  paper?: PaperSize;
  orientation?: "portrait" | "landscape";
  dpi: number;
  font?: readonly string[];
  systemFonts?: boolean;
}

/** `igdp map GRID`: a grid → a map sheet (SVG, PNG) or an interactive page (HTML). */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "map",
    "Draws a grid as a map sheet (SVG, PNG or PDF) or as an interactive page that needs no network (HTML).",
    'igdp map bouguer.nc --stations anomalies.csv --title "Bouguer anomaly" --out map.png',
  )
    .argument("<grid>", "the grid: netCDF, GeoTIFF, Surfer, ESRI ASCII, GXF or gdf")
    .requiredOption("--out <file>", "the map: .svg, .png, .pdf or .html")
    .option("--variable <name>", "which grid of the file, if it has several")
    .option("--stations <file>", "CSV of points to draw as dots")
    .option("--coast", "draw coasts and land borders (Natural Earth)")
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
    .option(
      "--hillshade [azimuth/altitude]",
      "light and shade on the colours; where the light comes from, in degrees; default 315/45",
      lightOption,
    )
    .option("--synthetic", "mark the map SYNTHETIC DATA")
    .option(
      "--paper <size>",
      "a whole sheet of paper (A4, A3, A2, A1, A0) with a panel, the map at a round scale",
      oneOf("A4", "A3", "A2", "A1", "A0"),
    )
    .option(
      "--orientation <side>",
      "portrait or landscape; default: the larger map",
      oneOf("portrait", "landscape"),
    )
    .option(
      "--width <mm>",
      "without --paper: width of the sheet",
      numberOption("millimetres", [60, 1200]),
      180,
    )
    .option("--dpi <number>", "resolution of a PNG", numberOption("dots per inch", [10, 2400]), 200)
    .option(
      "--font <file>",
      "PNG, PDF: a further font (TTF, OTF), for scripts that the shipped Noto Sans lacks; may be given again",
      listOption,
    )
    .option(
      "--system-fonts",
      "PNG, PDF: use this machine's fonts too; the picture then depends on the machine",
    )
    .action(drawMap);
  return runCommand(command, argv);
}

async function drawMap(path: string, options: Options): Promise<void> {
  const kind = /\.(svg|png|pdf|html)$/i.exec(options.out)?.[1].toLowerCase();
  if (kind === undefined) {
    throw new ArgumentError({
      argument: "--out",
      value: options.out,
      accepted: "a file ending in .svg, .png, .pdf or .html",
    });
  }
  const { grid, files } = await readGridFile(path, { variable: options.variable });
  const stations =
    options.stations === undefined
      ? undefined
      : mapStations(readPoints(await readTextFile(options.stations), positionColumns(grid)), grid);
  const title = options.title ?? path.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const mapOptions: MapOptions = {
    title,
    subtitle: options.subtitle,
    note: options.note,
    stations,
    lines: options.coast ? coastLines(grid) : undefined,
    ...(options.paper ? { indexLines: worldLines(), indexLand: worldLand() } : {}),
    paper: options.paper,
    orientation: options.orientation,
    contourInterval: options.contourInterval,
    colorScale: options.colorScale,
    center: options.center,
    hillshade: options.hillshade,
    synthetic: options.synthetic,
    width_mm: options.width,
  };
  // A page needs the figure alone, a sheet no figure.
  const style = mapStyle(grid, mapOptions);
  const sheet = kind === "html" ? undefined : drawSheet(grid, style, mapOptions);
  const content =
    sheet === undefined
      ? await figurePage(drawMapFigure(grid, style, mapOptions), title)
      : await draw(sheet, kind, title, options);
  const warnings = [
    stations && stationsWarning(stations, grid),
    options.colorScale && colorScaleWarning(options.colorScale),
    kind === "png" || kind === "pdf" ? fontWarning(sheet?.svg ?? "", options) : undefined,
  ].filter((warning) => warning !== undefined);
  const report = stepReport("map", {
    parameters: { title, contourInterval: options.contourInterval ?? null, width_mm: options.width },
    rows: { nodes: grid.values.length, stations: stations?.x.length ?? 0 },
    warnings,
    inputs: files.map(({ name, sha256 }) => ({ name, sha256 })),
  });
  const inputs = [...files, ...(options.stations === undefined ? [] : [options.stations])];
  await writeResults(
    { [options.out]: content },
    { report: options.report, steps: [report], inputs: [...inputs, ...(options.font ?? [])] },
  );
  printWarnings([report]);
  console.log(`${grid.x.length} × ${grid.y.length} nodes → ${options.out}`);
}

async function draw(
  map: MapSheet,
  kind: string,
  title: string,
  options: Options,
): Promise<string | Uint8Array> {
  if (kind === "svg") return map.svg;
  for (const font of options.font ?? []) await checkFont(font);
  const fonts = { fontFiles: options.font, systemFonts: options.systemFonts };
  if (kind === "pdf") return renderPdf(map.svg, { title, ...fonts });
  const width = (map.width / 96) * options.dpi;
  if (width > WIDEST_PNG) {
    throw new ArgumentError({
      argument: "--dpi",
      value: options.dpi,
      accepted: `at most ${Math.floor((WIDEST_PNG * 96) / map.width)} for a sheet ${Math.round((map.width / 96) * 25.4)} mm wide`,
      advice: "A larger picture does not fit into memory.",
    });
  }
  return renderPng(map.svg, { width, ...fonts });
}

async function checkFont(path: string): Promise<void> {
  const { bytes } = await readBytesFile(path);
  const mark = String.fromCharCode(...bytes.subarray(0, 4));
  if (!["\0\u0001\0\0", "OTTO", "ttcf", "true"].includes(mark)) {
    throw new FormatError({ file: path, problem: "this is not a font file (TTF, OTF)" });
  }
}

/** Chinese fonts are too large to ship; these are where people have them. */
const CHINESE_FONTS =
  ". For Chinese: C:\\Windows\\Fonts\\msyh.ttc on Windows, /System/Library/Fonts/PingFang.ttc on macOS, " +
  "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc of the package fonts-noto-cjk on Debian and Ubuntu";

/** Letters that the picture leaves out: of the shipped font's gaps, those that the other fonts do not fill. */
function fontWarning(svg: string, { font, systemFonts }: Options): string | undefined {
  const texts = svg.replace(/<[^>]*>/g, " ");
  const lacking = charactersNotInFont(texts);
  const missing = lacking.filter((character) => !canDraw(character, { fontFiles: font, systemFonts }));
  if (missing.length === 0) return undefined;
  const some = missing.slice(0, 20).join(" ");
  const rest = missing.length > 20 ? ` and ${missing.length - 20} more` : "";
  const fonts = font || systemFonts ? "fonts have" : "font has";
  const wayOut = `name a font file with --font FILE${systemFonts ? "" : ", or use --system-fonts"}`;
  const chinese = missing.some((character) => /\p{Script=Han}/u.test(character)) ? CHINESE_FONTS : "";
  return `the map's ${fonts} no letters for: ${some}${rest}; ${wayOut}${chinese}`;
}

/** `315/45`: azimuth and altitude of the light. */
function lightOption(text: string): HillshadeOptions {
  const [azimuth, altitude, ...more] = text
    .split("/")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (!Number.isFinite(azimuth) || !(altitude > 0 && altitude <= 90) || more.length > 0)
    throw new InvalidArgumentError("It must be AZIMUTH/ALTITUDE in degrees, such as 315/45.");
  return { azimuth, altitude };
}
