import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";

/** What many grid formats have no place for. */
export type GridFacts = Pick<Grid, "registration" | "crs" | "name" | "units">;

/** Name of the file that holds a grid's sigma, beside a format that holds one quantity: `map.grd` → `map_sigma.grd`. */
export function sigmaFile(name: string): string {
  return name.replace(/(\.[^./\\]*)?$/, "_sigma$1");
}

/** Name of the file with the facts that the format has no place for, as GDAL, QGIS and ArcGIS call it. */
export function factsFile(name: string): string {
  return `${name}.aux.xml`;
}

/** Name of the file with the coordinate system that Esri's formats have beside them: `map.asc` → `map.prj`. */
export function projectionFile(name: string): string {
  return name.replace(/(\.[^./\\]*)?$/, ".prj");
}

/**
 * The facts of a grid as GDAL's "persistent auxiliary metadata": GDAL, QGIS and ArcGIS then know coordinate system,
 * name and unit of a Surfer grid.
 *
 * Source: GDAL documentation, "PAM: Persistent Auxiliary Metadata", and its schema gdalaux.xsd.
 */
export function writeFacts({ registration, crs, name, units }: GridFacts): Uint8Array {
  const srs = crs.startsWith("EPSG:")
    ? `  <SRS dataAxisToSRSAxisMapping="${axes(crs)}">${escaped(crs)}</SRS>\n`
    : "";
  return new TextEncoder().encode(
    `<PAMDataset>\n${srs}  <Metadata>\n    <MDI key="AREA_OR_POINT">${areaOrPoint(registration)}</MDI>\n` +
      `    <MDI key="igdp_crs">${escaped(crs)}</MDI>\n  </Metadata>\n  <PAMRasterBand band="1">\n` +
      `    <Description>${escaped(name)}</Description>\n    <UnitType>${escaped(units)}</UnitType>\n` +
      "  </PAMRasterBand>\n</PAMDataset>\n",
  );
}

/**
 * Reads the facts that {@link writeFacts} or GDAL wrote; what is not told there is left out.
 *
 * @throws FormatError if it is no such file
 */
export function readFacts(bytes: Uint8Array, file: string): Partial<GridFacts> {
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("<PAMDataset")) {
    throw new FormatError({
      file,
      problem: "this is not GDAL's auxiliary file (PAM)",
      advice: "Take it away.",
    });
  }
  const inside = (start: string, end: string): string | undefined => {
    const from = text.indexOf(start);
    const open = from < 0 ? -1 : text.indexOf(">", from);
    const to = open < 0 ? -1 : text.indexOf(end, open);
    return to < 0 ? undefined : unescaped(text.slice(open + 1, to)).trim();
  };
  const point = inside('<MDI key="AREA_OR_POINT"', "</MDI>");
  const crs = inside('<MDI key="igdp_crs"', "</MDI>") ?? epsgOf(inside("<SRS", "</SRS>") ?? "");
  const [name, units] = [inside("<Description", "</Description>"), inside("<UnitType", "</UnitType>")];
  return {
    ...(point === "Point" ? { registration: "gridline" } : point === "Area" ? { registration: "pixel" } : {}),
    ...(crs ? { crs } : {}),
    ...(name ? { name } : {}),
    ...(units === undefined ? {} : { units }),
  };
}

/** `EPSG:n` of a coordinate system given by code or as well-known text; undefined where it does not say. */
export function epsgOf(text: string): string | undefined {
  const code =
    /^\s*EPSG:(\d+)\s*$/i.exec(text) ?? /(?:AUTHORITY|ID)\["EPSG",\s*"?(\d+)"?\]\s*\]\s*$/i.exec(text);
  if (code !== null) return `EPSG:${code[1]}`;
  // Esri's texts have no codes, but names that say enough for the commonest systems.
  const utm = /^\s*PROJCS\["WGS[ _](?:19)?84[ _/]*UTM[ _]Zone[ _](\d{1,2})([NS])"/i.exec(text);
  if (utm !== null) return `EPSG:${(utm[2].toUpperCase() === "S" ? 32700 : 32600) + Number(utm[1])}`;
  return /^\s*GEOGCS\["(GCS_WGS_1984|WGS[ _]?84)"/i.test(text) ? "EPSG:4326" : undefined;
}

/** GDAL's word for the registration. */
export function areaOrPoint(registration: Grid["registration"]): "Area" | "Point" {
  return registration === "pixel" ? "Area" : "Point";
}

/** Text as it stands in XML. */
export function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // XML has no place for control characters.
  return text.replace(/\p{Cc}/gu, " ").replace(/[&<>"]/g, (sign) => signs[sign]);
}

/** Text out of XML. */
export function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => signs[name]);
}

/** A geographic system of EPSG has latitude first; a raster's columns are longitudes. */
function axes(crs: string): string {
  return crs === "EPSG:4326" ? "2,1" : "1,2";
}
