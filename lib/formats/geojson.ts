import type { Column } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { transformCoordinates } from "../earth/transform-coordinates.js";
import { bytesOfLines } from "./grid-text.js";
import { featureCount, type LinePath, pointsOf, type VectorLayer } from "./vector-layer.js";

/**
 * Writes points or lines as GeoJSON, one feature on a line. GeoJSON is always in degrees of WGS84: other coordinates are
 * transformed, and have eight decimals (a millimetre). A number without a value is `null`; a point without a place has no
 * geometry.
 *
 * @param layer - see {@link VectorLayer}
 * @returns the bytes of the file
 * @throws ArgumentError if the coordinates are of a plane that lies nowhere on Earth, or of a system igdp does not know
 *
 * Source: RFC 7946, The GeoJSON Format (2016).
 *
 * @example
 * const lines = [{ x: Float64Array.of(100, 101), y: Float64Array.of(15, 15.5) }];
 * const bytes = writeGeojson({ name: "contours", crs: "EPSG:4326", lines, columns: { level_mgal: Float64Array.of(-20) } });
 * JSON.parse(new TextDecoder().decode(bytes)).features[0].geometry.coordinates; // => [[100, 15], [101, 15.5]]
 * writeGeojson({ name: "points", crs: "plane", columns: { easting_m: Float64Array.of(1), northing_m: Float64Array.of(2) } }); // throws ArgumentError
 */
export function writeGeojson(layer: VectorLayer): Uint8Array {
  if (layer.crs === "plane") {
    const accepted = "a system on Earth (EPSG:n): GeoJSON is in degrees";
    throw new ArgumentError({
      argument: "layer.crs",
      value: layer.crs,
      accepted,
      advice: "Use a GeoPackage.",
    });
  }
  const count = featureCount(layer);
  const points = layer.lines === undefined ? inDegrees(pointsOf(layer), layer.crs) : undefined;
  const geometryOf = (k: number) => {
    if (points !== undefined) {
      const place = [points.x[k], points.y[k]];
      return place.every(Number.isFinite) ? { type: "Point", coordinates: place } : null;
    }
    const { x, y } = inDegrees((layer.lines as readonly LinePath[])[k], layer.crs);
    return { type: "LineString", coordinates: Array.from(x, (v, i) => [v, y[i]]) };
  };
  const names = Object.keys(layer.columns);
  return bytesOfLines(
    (function* () {
      yield `{"type":"FeatureCollection","name":${JSON.stringify(layer.name)},"features":[`;
      for (let k = 0; k < count; k++) {
        const properties = Object.fromEntries(names.map((name) => [name, property(layer.columns[name], k)]));
        const feature = { type: "Feature", geometry: geometryOf(k), properties };
        yield `${JSON.stringify(feature)}${k < count - 1 ? "," : ""}`;
      }
      yield "]}";
    })(),
  );
}

function property(column: Column, k: number): string | number | null {
  const value = column[k];
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}

function inDegrees({ x, y }: LinePath, crs: string): LinePath {
  if (crs === "EPSG:4326") return { x: x.map(rounded), y: y.map(rounded) };
  const points = { easting_m: x, northing_m: y };
  const { longitude_deg, latitude_deg } = transformCoordinates(points, { from: crs, to: "EPSG:4326" }).result;
  return { x: (longitude_deg as Float64Array).map(rounded), y: (latitude_deg as Float64Array).map(rounded) };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e8) / 1e8;
}
