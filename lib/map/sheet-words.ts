import { type Grid, isInDegrees } from "../core/grid.js";
import { knownSystem } from "../earth/coordinate-systems.js";
import type { MapFrame } from "./map-frame.js";
import type { MapOptions, MapStyle } from "./map-options.js";
import { degreeLabel, numberLabel } from "./nice-ticks.js";
import type { LegendPart, LegendSymbol } from "./sheet-legend.js";
import { shadeOptions } from "./sheet-shade.js";
import { element, textElement } from "./svg.js";
import { lineStretch } from "./text-clusters.js";
import { textWidth, wrapText } from "./text-width.js";

const INK = "#1b1b1b";
const RED = "#b00020";

/** Title, subtitle and the mark of synthetic data, which stands at the right or, where the room is narrow, below. */
export function titlePart(
  options: MapOptions,
  place: { readonly x: number; readonly y: number; readonly width: number; readonly markBelow?: boolean },
): LegendPart {
  const mark = options.synthetic ? "SYNTHETIC DATA" : "";
  const markWidth = mark ? textWidth(mark, 10, "bold") + 14 : 0;
  const room = place.width - (mark && !place.markBelow ? markWidth + 12 : 0);
  const elements: string[] = [];
  let y = place.y;
  for (const line of wrapText(options.title, room, 17, "bold")) {
    const high = 21 * lineStretch(line);
    const baseline = y + 13 + (high - 21) / 2;
    elements.push(
      textElement(line, { class: "title", x: place.x, y: baseline, size: 17, weight: "bold", fill: INK }),
    );
    y += high;
  }
  for (const line of wrapText(options.subtitle ?? "", room, 10.5)) {
    const high = 14 * lineStretch(line);
    const baseline = y + 9 + (high - 14) / 2;
    elements.push(
      textElement(line, { class: "subtitle", x: place.x, y: baseline, size: 10.5, fill: "#444444" }),
    );
    y += high;
  }
  if (mark) {
    const x = place.markBelow ? place.x : place.x + place.width - markWidth;
    const top = place.markBelow ? y + 4 : place.y - 1;
    elements.push(
      element("rect", {
        x,
        y: top,
        width: markWidth,
        height: 18,
        fill: "none",
        stroke: RED,
        "stroke-width": 1.2,
      }),
      textElement(mark, {
        class: "mark",
        x: x + markWidth / 2,
        y: top + 12.6,
        size: 10,
        weight: "bold",
        anchor: "middle",
        fill: RED,
      }),
    );
    y = Math.max(y, top + 21);
  }
  return { elements, width: place.width, height: y - place.y };
}

/** What the legend says: contours, stations, places without data, coasts and borders. */
export function explanations(
  style: MapStyle,
  options: MapOptions,
  stations: number,
): [LegendSymbol, string][] {
  const unit = style.caption.match(/\(([^()]*)\)$/)?.[1] ?? "";
  const amount = (value: number): string => `${numberLabel(value, value)} ${unit}`.trim();
  const lines: [LegendSymbol, string][] = [];
  const { index, interval, levels } = style;
  const indexInterval = index.length > 1 ? index[1] - index[0] : interval;
  if (levels.length > 0) lines.push(["contour", `Contours every ${amount(interval)}`]);
  if (indexInterval > interval)
    lines[0] = ["index contour", `${lines[0][1]}, bold every ${amount(indexInterval)}`];
  if (options.stations)
    lines.push(["station", stations === 1 ? "1 station" : `${numberLabel(stations, 1)} stations`]);
  if (style.holes !== "none") lines.push([style.holes, "No data"]);
  const kinds = new Set(options.lines?.filter(({ x }) => x.length > 0).map(({ kind }) => kind));
  if (kinds.has("coast")) lines.push(["coast", "Coast"]);
  if (kinds.has("border")) lines.push(["border", "Border (Natural Earth)"]);
  return lines;
}

/** What the light of a shaded map is; undefined without. */
export function shadeRemark(options: MapOptions): string | undefined {
  const shade = shadeOptions(options.hillshade);
  if (shade === undefined) return undefined;
  const { azimuth = 315, altitude = 45 } = shade;
  return `Shaded as a relief of the values, light from ${azimuth}° (${directionName(azimuth)}), ${altitude}° high.`;
}

function directionName(azimuth: number): string {
  const names = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
  return names[((Math.round(azimuth / 45) % 8) + 8) % 8];
}

/** Where on the map its scale holds; a map in metres has one scale. */
export function scaleRemark({ degrees, region }: MapFrame): string | undefined {
  const [, , south, north] = region;
  return degrees ? `at ${roundedLatitude((south + north) / 2, north - south)}` : undefined;
}

/** The middle latitude, to a minute, or on a large map to a degree. */
function roundedLatitude(latitude: number, height: number): string {
  const parts = height > 5 ? 1 : 60;
  return degreeLabel(Math.round(latitude * parts) / parts, "latitude");
}

/** The coordinate system in words; undefined for a plane. */
export function systemInWords(grid: Grid): string | undefined {
  if (isInDegrees(grid)) return "WGS 84, longitude and latitude, equirectangular";
  if (grid.crs === "plane") return undefined;
  const system = knownSystem(grid.crs);
  return system ? `${system.name} (${grid.crs})` : grid.crs;
}

/** Small grey lines: sources, method, date. */
export function notePart(
  text: string,
  place: { readonly x: number; readonly y: number; readonly width: number },
): LegendPart {
  const elements: string[] = [];
  let y = place.y;
  for (const line of wrapText(text, place.width, 7.5)) {
    const high = 10.5 * lineStretch(line);
    const baseline = y + 7 + (high - 10.5) / 2;
    elements.push(textElement(line, { class: "note", x: place.x, y: baseline, size: 7.5, fill: "#444444" }));
    y += high;
  }
  return { elements, width: place.width, height: y - place.y };
}
