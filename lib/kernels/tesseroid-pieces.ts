import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import type { PointMass } from "./point-mass.js";
import type { Prism } from "./prism.js";

/** A homogeneous piece of a spherical shell: between two meridians, two parallels and two radii. */
export interface Tesseroid {
  /** Longitudes of its sides, degrees; `east` is the larger number, by at most 360. */
  readonly west: number;
  readonly east: number;
  /** Spherical (geocentric) latitudes of its sides, degrees. */
  readonly south: number;
  readonly north: number;
  /** Radii of its faces, metres from the centre of the sphere. */
  readonly bottom: number;
  readonly top: number;
  /** Density contrast against its surroundings, kg/m³. */
  readonly density: number;
}

/** What takes the pieces of a tesseroid, in coordinates local to the point: east, north and up from it, metres. */
export interface PieceVisitor {
  readonly mass: (piece: PointMass) => void;
  /** A prism stands in axes that are turned from east to north by an angle, radians: its meridians' convergence. */
  readonly prism: (piece: Prism, turn: number) => void;
}

/** Sides longer than this part of the distance are cut. Four Gauss nodes then leave 1e-8 of the piece. */
const LONGEST_SIDE = 0.4;

/** Pieces below this size, metres, that are still too near are prisms: the Earth's curvature is 10 µm across them. */
const PRISM_SIZE = 20;

/** Around a pole pieces are wedges, which are cut until they are this small, metres. */
const WEDGE_SIZE = 0.0002;

/** Whether a piece is so near to a pole that its sides are not parallel, as a prism's would be. */
function isWedge({ south, north, top }: Tesseroid, { width, length }: Extent): boolean {
  const colatitude = (90 - Math.max(Math.abs(south), Math.abs(north))) * RADIANS_PER_DEGREE;
  return Math.max(width, length) > 0.05 * top * colatitude;
}

/**
 * Cuts a tesseroid into pieces that are small for their distance from a point, and hands each to `visitor` as the
 * masses of a Gauss-Legendre quadrature or, next to the point, as a prism.
 *
 * @throws ArgumentError where a bound lies beyond its opposite, or off the sphere
 */
export function tesseroidPieces(
  longitude: number,
  latitude: number,
  radius: number,
  body: Tesseroid,
  visitor: PieceVisitor,
): void {
  checkTesseroid(body);
  const point = placeOfPoint(longitude, latitude, radius);
  const waiting: Tesseroid[] = [body];
  for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
    const extent = extentFrom(point, piece);
    const limit = LONGEST_SIDE * extent.distance;
    const smallest = isWedge(piece, extent) ? WEDGE_SIZE : PRISM_SIZE;
    const cut = (side: number): boolean => side > limit && side > smallest;
    const [cutWidth, cutLength, cutHeight] = [cut(extent.width), cut(extent.length), cut(extent.height)];
    if (cutWidth || cutLength || cutHeight) waiting.push(...halves(piece, cutWidth, cutLength, cutHeight));
    else if (Math.max(extent.width, extent.length, extent.height) > limit)
      visitPrism(point, piece, extent, visitor);
    else quadrature(point, piece, extent, visitor.mass);
  }
}

interface Place {
  readonly longitude: number;
  readonly latitude: number;
  readonly sinLatitude: number;
  readonly cosLatitude: number;
  readonly radius: number;
}

function placeOfPoint(longitude: number, latitude: number, radius: number): Place {
  const phi = latitude * RADIANS_PER_DEGREE;
  return {
    longitude: longitude * RADIANS_PER_DEGREE,
    ...{ latitude: phi, sinLatitude: Math.sin(phi), cosLatitude: Math.cos(phi), radius },
  };
}

/** East, north and up of a place (radians, metres) as seen from the point, by half angles, which do not cancel. */
function seenFrom(
  point: Place,
  longitude: number,
  latitude: number,
  radius: number,
): [number, number, number] {
  const cos = Math.cos(latitude);
  const halfLongitude = Math.sin((longitude - point.longitude) / 2) ** 2;
  const haversine = Math.sin((latitude - point.latitude) / 2) ** 2 + point.cosLatitude * cos * halfLongitude;
  return [
    radius * cos * Math.sin(longitude - point.longitude),
    radius * (Math.sin(latitude - point.latitude) + 2 * point.sinLatitude * cos * halfLongitude),
    radius - point.radius - 2 * radius * haversine,
  ];
}

/** Sides of a piece and its distance from the point, metres, with its middle in radians. */
interface Extent {
  readonly longitude: number;
  readonly latitude: number;
  readonly centre: readonly [number, number, number];
  readonly distance: number;
  readonly width: number;
  readonly length: number;
  readonly height: number;
}

function extentFrom(point: Place, { west, east, south, north, bottom, top }: Tesseroid): Extent {
  const longitude = ((west + east) / 2) * RADIANS_PER_DEGREE;
  const latitude = ((south + north) / 2) * RADIANS_PER_DEGREE;
  const centre = seenFrom(point, longitude, latitude, (bottom + top) / 2);
  const widest = south > 0 ? south : north < 0 ? north : 0; // the parallel nearest to the equator
  return {
    ...{ longitude, latitude, centre, distance: Math.hypot(...centre), height: top - bottom },
    width: top * Math.cos(widest * RADIANS_PER_DEGREE) * (east - west) * RADIANS_PER_DEGREE,
    length: top * (north - south) * RADIANS_PER_DEGREE,
  };
}

/** The two, four or eight parts of a piece. */
function halves(piece: Tesseroid, width: boolean, length: boolean, height: boolean): Tesseroid[] {
  let parts = [piece];
  const cut = (low: "west" | "south" | "bottom", high: "east" | "north" | "top"): void => {
    parts = parts.flatMap((part) => {
      const middle = (part[low] + part[high]) / 2;
      return [
        { ...part, [high]: middle },
        { ...part, [low]: middle },
      ];
    });
  };
  if (width) cut("west", "east");
  if (length) cut("south", "north");
  if (height) cut("bottom", "top");
  return parts;
}

/** A piece of a few metres, as the prism of the same volume around the same centre. */
function visitPrism(point: Place, piece: Tesseroid, extent: Extent, visitor: PieceVisitor): void {
  const eastOf = extent.longitude - point.longitude;
  const turn = Math.atan2(point.sinLatitude * Math.sin(eastOf), Math.cos(eastOf));
  const [east, north, upward] = extent.centre;
  const easting = east * Math.cos(turn) + north * Math.sin(turn);
  const northing = north * Math.cos(turn) - east * Math.sin(turn);
  const radius = (piece.bottom + piece.top) / 2;
  const halfWidth = (radius * Math.cos(extent.latitude) * (piece.east - piece.west) * RADIANS_PER_DEGREE) / 2;
  const halfLength = (radius * (piece.north - piece.south) * RADIANS_PER_DEGREE) / 2;
  const halfHeight = extent.height / 2;
  const prism = {
    west: easting - halfWidth,
    east: easting + halfWidth,
    south: northing - halfLength,
    north: northing + halfLength,
    // A face at the level of the point stays there: rounding must not put the point inside.
    bottom: piece.bottom === point.radius ? 0 : upward - halfHeight,
    top: piece.top === point.radius ? 0 : upward + halfHeight,
    density: piece.density,
  };
  visitor.prism(prism, turn);
}

/** The masses of Gauss-Legendre quadrature over a piece. */
function quadrature(point: Place, piece: Tesseroid, extent: Extent, visit: (mass: PointMass) => void): void {
  const alongLongitude = nodesFor(extent.width / extent.distance);
  const alongLatitude = nodesFor(extent.length / extent.distance);
  const alongRadius = nodesFor(extent.height / extent.distance);
  const halfLongitude = ((piece.east - piece.west) / 2) * RADIANS_PER_DEGREE;
  const halfLatitude = ((piece.north - piece.south) / 2) * RADIANS_PER_DEGREE;
  const halfHeight = extent.height / 2;
  const middleRadius = (piece.bottom + piece.top) / 2;
  const scale = piece.density * halfLongitude * halfLatitude * halfHeight;
  for (const [s, weightOfLatitude] of alongLatitude) {
    const latitude = extent.latitude + s * halfLatitude;
    const zone = scale * weightOfLatitude * Math.cos(latitude);
    for (const [t, weightOfLongitude] of alongLongitude) {
      const longitude = extent.longitude + t * halfLongitude;
      for (const [z, weightOfRadius] of alongRadius) {
        const radius = middleRadius + z * halfHeight;
        const [easting, northing, upward] = seenFrom(point, longitude, latitude, radius);
        const mass = zone * weightOfLongitude * weightOfRadius * radius * radius;
        visit({ easting, northing, upward, mass });
      }
    }
  }
}

type Nodes = readonly (readonly [node: number, weight: number])[];

const ROOT = Math.sqrt(1 / 3);
const ROOT3 = Math.sqrt(3 / 5);
const INNER = Math.sqrt(3 / 7 - (2 / 7) * Math.sqrt(6 / 5));
const OUTER = Math.sqrt(3 / 7 + (2 / 7) * Math.sqrt(6 / 5));
const INNER_WEIGHT = (18 + Math.sqrt(30)) / 36;
const OUTER_WEIGHT = (18 - Math.sqrt(30)) / 36;

/** Nodes and weights of Gauss-Legendre quadrature on −1 … 1 (Abramowitz & Stegun 25.4.30), of two to four nodes. */
const GAUSS_LEGENDRE: readonly Nodes[] = [
  [
    [-ROOT, 1],
    [ROOT, 1],
  ],
  [
    [-ROOT3, 5 / 9],
    [0, 8 / 9],
    [ROOT3, 5 / 9],
  ],
  [
    [-OUTER, OUTER_WEIGHT],
    [-INNER, INNER_WEIGHT],
    [INNER, INNER_WEIGHT],
    [OUTER, OUTER_WEIGHT],
  ],
];

/**
 * How many nodes a side asks for. The error of n nodes falls as (2ζ)^−2n with ζ the distance in half sides; these
 * limits keep it near 1e-8.
 */
function nodesFor(sideOverDistance: number): Nodes {
  if (sideOverDistance < 0.02) return GAUSS_LEGENDRE[0];
  return GAUSS_LEGENDRE[sideOverDistance < 0.09 ? 1 : 2];
}

function checkTesseroid({ west, east, south, north, bottom, top }: Tesseroid): void {
  const refuse = (argument: string, value: number, accepted: string): never => {
    throw new ArgumentError({ argument: `body.${argument}`, value, accepted });
  };
  if (east < west || east - west > 360)
    refuse("east", east, `at or above west, ${west}, by at most 360 degrees`);
  if (south < -90) refuse("south", south, "a latitude from -90 to 90 degrees");
  if (north > 90) refuse("north", north, "a latitude from -90 to 90 degrees");
  if (north < south) refuse("north", north, `at or above south, ${south}`);
  if (bottom < 0) refuse("bottom", bottom, "a radius: metres from the centre of the sphere");
  if (top < bottom) refuse("top", top, `at or above bottom, ${bottom}`);
}
