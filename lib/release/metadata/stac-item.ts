import type { ListedFile } from "../release-parts.js";
import { addressOf, licenceFacts, type MetadataFacts, mediaType } from "./metadata-facts.js";

const EXTENSIONS = "https://stac-extensions.github.io";

/**
 * A release as an item of a SpatioTemporal Asset Catalog, with each file as an asset and its checksum.
 *
 * @returns an object for JSON; `geometry` is null for grids that lie nowhere on the Earth
 *
 * Source: STAC specification 1.1.0; its extensions file 2.1.0 and projection 2.0.0.
 */
export function stacItem(facts: MetadataFacts): Readonly<Record<string, unknown>> {
  const { settings, identifier, abstract, degrees, grids, files } = facts;
  const { title, organisation, date, authors = [], keywords = [] } = settings;
  const [first, last] = settings.period?.split("/") ?? [];
  const licence = licenceFacts(settings);
  const codes = [...new Set(grids.map(({ crs }) => crs))].filter((crs) => crs.startsWith("EPSG:"));
  return {
    type: "Feature",
    stac_version: "1.1.0",
    stac_extensions: [
      `${EXTENSIONS}/file/v2.1.0/schema.json`,
      ...(codes.length === 1 ? [`${EXTENSIONS}/projection/v2.0.0/schema.json`] : []),
    ],
    id: identifier,
    geometry: degrees === undefined ? null : geometry(degrees),
    ...(degrees && { bbox: [degrees[0], degrees[2], degrees[1], degrees[3]] }),
    properties: {
      ...{ title, description: abstract, license: licence.id, updated: `${date}T00:00:00Z` },
      keywords: [...new Set(["gravity", "gravity anomaly", ...keywords])],
      ...(first === undefined
        ? { datetime: `${date}T00:00:00Z` }
        : { datetime: null, start_datetime: `${first}T00:00:00Z`, end_datetime: `${last}T23:59:59Z` }),
      providers: [
        { name: organisation, roles: ["producer", "licensor", "host"] },
        ...authors.map((name) => ({ name, roles: ["processor"] })),
      ],
      ...(codes.length === 1 && { "proj:code": codes[0] }),
    },
    links: [
      ...(licence.url ? [{ rel: "license", href: licence.url, title: licence.title }] : []),
      { rel: "describedby", href: "./iso19139.xml", type: "application/xml", title: "ISO 19115 metadata" },
    ],
    assets: Object.fromEntries(files.map((file) => [file.path, assetOf(file, facts)])),
  };
}

function assetOf({ path, title, bytes, sha256 }: ListedFile, { settings }: MetadataFacts) {
  const roles = path.startsWith("maps/") ? ["overview"] : ["data"];
  return {
    ...{ href: addressOf(path, settings), title, type: mediaType(path), roles },
    "file:size": bytes,
    // A multihash: 12 hexadecimal is SHA-256, 20 its length.
    "file:checksum": `1220${sha256}`,
  };
}

/** The rectangle as GeoJSON; across the date line it is two. */
function geometry([west, east, south, north]: readonly [number, number, number, number]) {
  const ring = (a: number, b: number) => [
    [a, south],
    [b, south],
    [b, north],
    [a, north],
    [a, south],
  ];
  if (west <= east) return { type: "Polygon", coordinates: [ring(west, east)] };
  return { type: "MultiPolygon", coordinates: [[ring(west, 180)], [ring(-180, east)]] };
}
