import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";
import { ArgumentError } from "../core/errors.js";
import type { MapLines } from "../map/map-lines.js";

/** How much detail `worldLines` gives: the map scale that Natural Earth drew it for. */
export type WorldDetail = "10m" | "50m" | "110m";

/** What world-atlas holds, in the words of topojson-client. */
type Topology = Parameters<typeof mesh>[0];
type Shapes = Parameters<typeof mesh>[1];

/** Options of {@link worldLines}. */
export interface WorldLinesOptions {
  /** `10m` is for 1 : 10 million, the finest; default `50m`, enough for a map wider than 10°. */
  readonly detail?: WorldDetail;
}

const DETAILS: readonly WorldDetail[] = ["10m", "50m", "110m"];

/**
 * Coasts and land borders of the whole world, from Natural Earth (public domain) as the package world-atlas brings
 * it along; no internet is needed. Borders are those of Natural Earth, drawn as they are held in fact; they are not
 * the opinion of this project, and a survey should check them before it prints a map.
 *
 * @param options - see {@link WorldLinesOptions}
 * @returns coasts and borders in degrees, for `linesOnGrid`
 * @throws ArgumentError if there is no such detail
 *
 * @example
 * worldLines({ detail: "110m" }).map(({ kind }) => kind); // => ["coast", "border"]
 */
export function worldLines({ detail = "50m" }: WorldLinesOptions = {}): MapLines[] {
  const countries = worldTopology(detail);
  const shapes = countries.objects.countries as Shapes;
  return [
    { kind: "coast", ...chained(withoutDateLine(mesh(countries, shapes, (a, b) => a === b).coordinates)) },
    { kind: "border", ...chained(mesh(countries, shapes, (a, b) => a !== b).coordinates) },
  ];
}

/**
 * The land of the world as rings of longitude and latitude, outer rings and holes alike: a point is on land if it is
 * inside an odd number of them.
 *
 * @param options - see {@link WorldLinesOptions}
 * @throws ArgumentError if there is no such detail
 *
 * @example
 * worldLand({ detail: "110m" }).length > 100; // => true
 */
export function worldLand({ detail = "50m" }: WorldLinesOptions = {}): Pick<MapLines, "x" | "y">[] {
  const land = worldTopology(detail);
  const shape = feature(land, land.objects.land);
  const shapes = shape.type === "FeatureCollection" ? shape.features : [shape];
  return shapes.flatMap(({ geometry }) => {
    if (geometry.type === "Polygon") return geometry.coordinates.map((ring) => chained([ring]));
    if (geometry.type === "MultiPolygon") return geometry.coordinates.flat().map((ring) => chained([ring]));
    return [];
  });
}

function worldTopology(detail: WorldDetail): Topology {
  if (!DETAILS.includes(detail)) {
    throw new ArgumentError({ argument: "options.detail", value: detail, accepted: DETAILS.join(", ") });
  }
  const path = createRequire(import.meta.url).resolve(`world-atlas/countries-${detail}.json`);
  return JSON.parse(readFileSync(path, "utf8"));
}

type Lines = readonly (readonly (readonly number[])[])[];

/** Natural Earth cuts land at 180°; the cut is no coast, nor is the way round the Earth from one side of it to the other. */
function withoutDateLine(lines: Lines): Lines {
  const isCut = (a: readonly number[], b: readonly number[]): boolean =>
    (Math.abs(a[0]) > 180 - 1e-6 && Math.abs(b[0]) > 180 - 1e-6) || Math.abs(a[0] - b[0]) > 180;
  return lines.flatMap((line) => {
    const starts = line.map((_, i) => i).filter((i) => i === 0 || isCut(line[i - 1], line[i]));
    return starts.map((start, k) => line.slice(start, starts[k + 1])).filter((part) => part.length > 1);
  });
}

/** Lines as two arrays, each followed by NaN. */
function chained(lines: Lines): Pick<MapLines, "x" | "y"> {
  const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const [x, y] = [new Float64Array(length).fill(Number.NaN), new Float64Array(length).fill(Number.NaN)];
  let at = 0;
  for (const line of lines) {
    for (const [longitude, latitude] of line) [x[at], y[at++]] = [longitude, latitude];
    at++;
  }
  return { x, y };
}
