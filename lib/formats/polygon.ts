import { FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";

/** A corner `[x, y]`; a height behind it is not looked at. */
type Corner = readonly number[];

/**
 * Reads the polygons of a GeoJSON file: a geometry, a feature or a collection of them, as QGIS and coastline data have them.
 *
 * @param file - the text and its name; geometries other than Polygon and MultiPolygon are passed over
 * @returns all rings, outer and inner
 * @throws FormatError if it is no GeoJSON, or holds no polygon
 *
 * Source: RFC 7946, The GeoJSON Format, sections 3.1.6 and 3.1.7.
 *
 * @example
 * const text = '{"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [0, 1], [0, 0]]]}';
 * readPolygon({ name: "land.geojson", text }).length; // => 1
 */
export function readPolygon({ name, text }: Pick<TextFile, "name" | "text">): readonly (readonly Corner[])[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new FormatError({
      file: name,
      problem: "this is no GeoJSON",
      advice: "Save the polygon as GeoJSON.",
    });
  }
  const rings: (readonly Corner[])[] = [];
  collect(document, rings);
  if (rings.length > 0) return rings;
  throw new FormatError({ file: name, problem: "there is no Polygon and no MultiPolygon in it" });
}

function collect(value: unknown, rings: (readonly Corner[])[]): void {
  if (typeof value !== "object" || value === null) return;
  const { type, coordinates, geometry, geometries, features } = value as Record<string, unknown>;
  if (type === "Polygon") rings.push(...ringsOf(coordinates));
  else if (type === "MultiPolygon" && Array.isArray(coordinates))
    for (const part of coordinates) rings.push(...ringsOf(part));
  else if (type === "Feature") collect(geometry, rings);
  for (const list of [geometries, features])
    if (Array.isArray(list)) for (const one of list) collect(one, rings);
}

function ringsOf(coordinates: unknown): (readonly Corner[])[] {
  return Array.isArray(coordinates) ? (coordinates as (readonly Corner[])[]) : [];
}
