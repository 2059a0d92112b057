import { knownSystem } from "../../earth/coordinate-systems.js";
import type { Chain } from "../chain.js";
import { type Licence, licenceOf } from "../licences.js";
import type { GridFacts, ListedFile } from "../release-parts.js";
import type { ReleaseSettings } from "../settings.js";

/** What every kind of metadata is written from. */
export interface MetadataFacts {
  readonly settings: ReleaseSettings;
  /** 32 hexadecimal digits in five groups, from the checksums of the data. */
  readonly identifier: string;
  readonly abstract: string;
  readonly grids: readonly GridFacts[];
  /** West, east, south, north in degrees, longitudes from −180 to 180; west lies east of east across the date line. */
  readonly degrees?: readonly [number, number, number, number];
  readonly chain: Chain;
  /** Sentences on the quality of the data. */
  readonly quality: readonly string[];
  /** Grids, points, contours and maps. */
  readonly files: readonly ListedFile[];
}

/** A UUID of the form of RFC 9562, version 8 (its bits are the maker's own), from a checksum. */
export function identifierOf(sha256: string): string {
  const parts = [
    sha256.slice(0, 8),
    sha256.slice(8, 12),
    `8${sha256.slice(12, 15)}`,
    `8${sha256.slice(15, 18)}`,
    sha256.slice(18, 30),
  ];
  return parts.join("-");
}

/**
 * Longitudes as metadata have them, from −180 to 180.
 *
 * @example
 * usualLongitudes([170, 190, -20, -10]); // => [170, -170, -20, -10]
 * usualLongitudes([0, 360, -90, 90]); // => [-180, 180, -90, 90]
 */
export function usualLongitudes([west, east, south, north]: readonly [number, number, number, number]): [
  number,
  number,
  number,
  number,
] {
  if (east - west >= 360) return [-180, 180, south, north];
  const usual = (longitude: number) => ((((longitude + 180) % 360) + 360) % 360) - 180;
  // 180 stays at the side of the Earth from which it was reached.
  return [usual(west), east === 180 ? 180 : usual(east), south, north];
}

/** The address of a file from a file in the folder `metadata`. */
export function addressOf(path: string, { address }: ReleaseSettings): string {
  const plain = path.split("/").map(encodeURIComponent).join("/");
  return address === undefined ? `../${plain}` : `${address.replace(/\/*$/, "")}/${plain}`;
}

/** The licence with what metadata need of it. */
export function licenceFacts({ licence }: ReleaseSettings): Pick<Licence, "id" | "title"> & { url?: string } {
  return licenceOf(licence) ?? { id: licence, title: licence };
}

/** Media types by ending, as IANA and the formats' own standards name them. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  nc: "application/netcdf",
  nc4: "application/netcdf",
  tif: "image/tiff; application=geotiff",
  gpkg: "application/geopackage+sqlite3",
  geojson: "application/geo+json",
  json: "application/json",
  jsonld: "application/ld+json",
  csv: "text/csv",
  svg: "image/svg+xml",
  png: "image/png",
  pdf: "application/pdf",
  html: "text/html",
  xml: "application/xml",
  xyz: "text/plain",
  txt: "text/plain",
};

/** Media type of a file by its ending. */
export function mediaType(path: string): string {
  return MEDIA_TYPES[path.replace(/^.*\./, "").toLowerCase()] ?? "application/octet-stream";
}

/** Name of a coordinate system for people. */
export function systemName(crs: string): string {
  return crs === "EPSG:4326" ? "WGS 84" : (knownSystem(crs)?.name ?? crs);
}
