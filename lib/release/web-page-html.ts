import { isInDegrees } from "../core/grid.js";
import { inMegabytes } from "../core/megabytes.js";
import { VERSION } from "../core/report.js";
import { knownSystem } from "../earth/coordinate-systems.js";
import type { MapLineKind } from "../map/map-lines.js";
import { escapeXml } from "../map/svg.js";
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH, PAGE_STYLE, PAGE_STYLE_HASH } from "./web-page-assets.js";
import type { WebPageDownload, WebPageOptions } from "./web-page-options.js";
import { fillText, type WebPageTexts } from "./web-page-texts.js";

/** What of the data the page's own words depend on. */
export interface PageContents {
  readonly kinds: ReadonlySet<MapLineKind>;
  readonly stations: number;
  /** A map in metres that can be asked in degrees too. */
  readonly knowsDegrees: boolean;
  /** Data as base64, by the id of their block. */
  readonly blocks: Readonly<Record<string, string>>;
}

/** The page as HTML. Every text of the caller is escaped. */
export function pageHtml(options: WebPageOptions, texts: WebPageTexts, contents: PageContents): string {
  const policy = `default-src 'none'; script-src '${PAGE_SCRIPT_HASH}'; style-src '${PAGE_STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const blocks = Object.entries(contents.blocks).map(
    ([id, text]) => `<script type="application/octet-stream" id="${id}">${text}</script>\n`,
  );
  return `<!doctype html>
<html lang="${escapeXml(options.language ?? "en")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="igdp ${VERSION}">
<title>${escapeXml(options.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body data-old-browser="${escapeXml(texts.oldBrowser)}" data-failed="${escapeXml(texts.failed)}">
<a class="skip" href="#place-x">${escapeXml(texts.skip)}</a>
<header>
${header(options)}</header>
<main>
${mapSection(options, texts)}<div class="panel">
${layersSection(options, texts)}${legendSection(texts)}${overlaysSection(options, texts, contents)}${placeForm(options, texts, contents)}${downloadsSection(options, texts)}${aboutSection(options, texts, contents)}</div>
</main>
${blocks.join("")}<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function header({ title, organisation, description = "" }: WebPageOptions): string {
  const paragraphs = description
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter(Boolean);
  return `${organisation ? `<p class="organisation">${escapeXml(organisation)}</p>\n` : ""}<h1>${escapeXml(title)}</h1>
${paragraphs.map((text) => `<p>${escapeXml(text)}</p>\n`).join("")}`;
}

function mapSection({ layers }: WebPageOptions, texts: WebPageTexts): string {
  const name = fillText(texts.mapName, { layer: layers.map(({ title }) => title).join(", ") });
  const button = (id: string, sign: string, label: string): string =>
    `<button type="button" id="${id}" aria-label="${escapeXml(label)}" title="${escapeXml(label)}">${sign}</button>\n`;
  return `<section aria-labelledby="map-heading">
<h2 id="map-heading" class="unseen">${escapeXml(texts.map)}</h2>
<div class="map-box">
<canvas id="map" tabindex="0" role="application" aria-roledescription="${escapeXml(texts.mapRole)}" aria-label="${escapeXml(name)}" aria-busy="true"></canvas>
<div class="buttons" role="group" aria-label="${escapeXml(texts.viewButtons)}">
${button("zoom-in", "+", texts.zoomIn)}${button("zoom-out", "−", texts.zoomOut)}${button("zoom-whole", "⤢", texts.whole)}</div>
</div>
<p id="result" role="status">${escapeXml(texts.loading)}</p>
<noscript><p class="problem">${escapeXml(texts.noScript)}</p></noscript>
<p class="help">${escapeXml(texts.mapHelp)}</p>
</section>
`;
}

function placeForm(
  { layers: [{ grid }] }: WebPageOptions,
  texts: WebPageTexts,
  { knowsDegrees }: PageContents,
): string {
  const degrees = isInDegrees(grid);
  const metres = fillText(texts.inMetres, { crs: knownSystem(grid.crs)?.name ?? grid.crs });
  const units = `<div class="wide"><label for="place-unit">${escapeXml(texts.placeIn)}</label>
<select id="place-unit" autocomplete="off"><option value="metres">${escapeXml(metres)}</option><option value="degrees">${escapeXml(texts.inDegrees)}</option></select></div>
`;
  const field = (id: string, label: string): string =>
    `<label for="${id}">${escapeXml(label)}</label>\n<input id="${id}" type="text" inputmode="decimal" autocomplete="off" aria-describedby="result">\n`;
  return `<section aria-labelledby="place-heading">
<h2 id="place-heading">${escapeXml(texts.place)}</h2>
<form id="place-form">
${knowsDegrees ? units : ""}<div>${field("place-x", degrees ? texts.longitude : texts.easting)}</div>
<div>${field("place-y", degrees ? texts.latitude : texts.northing)}</div>
<button type="submit">${escapeXml(texts.show)}</button>
</form>
</section>
`;
}

function layersSection({ layers }: WebPageOptions, texts: WebPageTexts): string {
  const radios = layers.map(({ title }, i) => {
    const id = `layer-${i}`;
    return `<div><input type="radio" name="layer" id="${id}" value="${i}"${i === 0 ? " checked" : ""}><label for="${id}">${escapeXml(title)}</label></div>\n`;
  });
  return `<section>
<h2 id="layers-heading">${escapeXml(texts.layers)}</h2>
<div class="choice" role="radiogroup" aria-labelledby="layers-heading">
${radios.join("")}</div>
</section>
`;
}

function legendSection(texts: WebPageTexts): string {
  return `<section class="legend" aria-labelledby="legend-heading">
<h2 id="legend-heading">${escapeXml(texts.legend)}</h2>
<p id="legend-title"></p>
<canvas id="legend-bar" width="512" height="16" aria-hidden="true"></canvas>
<div id="legend-ticks"></div>
<p id="legend-no-data" hidden>${escapeXml(texts.noDataColour)}</p>
</section>
`;
}

function overlaysSection(
  options: WebPageOptions,
  texts: WebPageTexts,
  { kinds, stations }: PageContents,
): string {
  const box = (overlay: string, label: string, checked: boolean, note = ""): string => {
    const id = `show-${overlay.split(" ")[0]}`;
    return `<div><input type="checkbox" id="${id}" data-overlay="${overlay}" autocomplete="off"${checked ? " checked" : ""}><label for="${id}">${escapeXml(label)}${note}</label></div>\n`;
  };
  const boxes = [
    box("hillshade", texts.hillshade, false),
    options.contours === false
      ? ""
      : box("contours", texts.contours, true, ' <span id="contour-note"></span>'),
    kinds.has("coast") || kinds.has("border") ? box("coast border", texts.coast, true) : "",
    kinds.has("line") ? box("line", texts.lines, true) : "",
    // So many dots would hide the map.
    stations > 0 ? box("stations", `${texts.stations} (${stations})`, stations <= 2000) : "",
  ].join("");
  return `<section>
<h2 id="overlays-heading">${escapeXml(texts.overlays)}</h2>
<div class="choice" role="group" aria-labelledby="overlays-heading">
${boxes}</div>
</section>
`;
}

function downloadsSection({ downloads = [] }: WebPageOptions, texts: WebPageTexts): string {
  if (downloads.length === 0) return "";
  const items = downloads.map((download) => {
    const address = download.path.split("/").map(encodeURIComponent).join("/");
    const facts = [formatOf(download), download.bytes === undefined ? "" : inMegabytes(download.bytes)]
      .filter(Boolean)
      .join(", ");
    return `<li><a href="${escapeXml(address)}" download>${escapeXml(download.title)}</a>${facts ? ` <span class="size">(${escapeXml(facts)})</span>` : ""}</li>\n`;
  });
  return `<section>
<h2>${escapeXml(texts.downloads)}</h2>
<ul class="downloads">
${items.join("")}</ul>
</section>
`;
}

/** Formats that are not called as their files end. */
const FORMATS: Readonly<Record<string, string>> = {
  ...{ nc: "netCDF", nc4: "netCDF", tif: "GeoTIFF", tiff: "GeoTIFF", gpkg: "GeoPackage", geojson: "GeoJSON" },
  ...{ grd: "Surfer grid", asc: "ESRI ASCII grid", xyz: "Geosoft XYZ", md: "text", txt: "text" },
};

function formatOf({ path, format }: WebPageDownload): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(path)?.[1].toLowerCase() ?? "";
  return format ?? (Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : ending.toUpperCase());
}

function aboutSection(options: WebPageOptions, texts: WebPageTexts, { kinds }: PageContents): string {
  const { licence, licenceUrl, organisation, date, layers } = options;
  const fact = (name: string, html: string | undefined): string =>
    html ? `<div><dt>${escapeXml(name)}</dt><dd>${html}</dd></div>\n` : "";
  const licenceHtml =
    licence && licenceUrl
      ? `<a href="${escapeXml(licenceUrl)}" rel="license noreferrer">${escapeXml(licence)}</a>`
      : licence && escapeXml(licence);
  const { crs } = layers[0].grid;
  const system = knownSystem(crs);
  const name = system ? `${system.name}, ${crs}` : crs;
  const coordinates = fillText(
    isInDegrees(layers[0].grid) ? texts.degreesOf : crs === "plane" ? texts.onPlane : texts.metresOf,
    { crs: name },
  );
  const naturalEarth =
    kinds.has("coast") || kinds.has("border") ? `<p>${escapeXml(texts.naturalEarth)}</p>\n` : "";
  return `<section class="about">
<h2>${escapeXml(texts.about)}</h2>
<dl>
${fact(texts.organisation, organisation && escapeXml(organisation))}${fact(texts.licence, licenceHtml)}${fact(texts.date, date && escapeXml(date))}${fact(texts.coordinates, escapeXml(coordinates))}</dl>
<p>${escapeXml(texts.precision)}</p>
${naturalEarth}</section>
`;
}
