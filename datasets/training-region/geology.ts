import { makePolyhedron, type Polyhedron, polyhedronAttraction } from "../../lib/index.js";
import type { Body, PolyhedronBody, SurfaceBody } from "./bodies.js";
import { columnsField } from "./columns.js";
import { type Place, toFrame } from "./frame.js";
import { geoidHeight } from "./geoid.js";

const MILLIGAL = 1e5;

/** The field of bodies: attraction along a place's ellipsoidal normal, mGal, positive down. */
export type BodiesField = (place: Place) => number;

/** Prepares bodies of the model, and returns their field. */
export function fieldOfBodies(bodies: readonly Body[]): BodiesField {
  const fields = bodies.map((body) => {
    if (body.kind === "columns") return inMilligals(columnsField(body));
    return polyhedronField(body.kind === "surface" ? polyhedronUnder(body) : polyhedronOf(body));
  });
  return (place) => fields.reduce((sum, field) => sum + field(place), 0);
}

function inMilligals(field: BodiesField): BodiesField {
  return (place) => MILLIGAL * field(place);
}

function polyhedronField(body: Polyhedron): BodiesField {
  return ({ position, axes }) => {
    const pull = polyhedronAttraction(position[0], position[1], position[2], body);
    return -MILLIGAL * (pull.easting * axes[6] + pull.northing * axes[7] + pull.upward * axes[8]);
  };
}

/** A body of the model as a polyhedron in the frame. */
export function polyhedronOf(body: PolyhedronBody): Polyhedron {
  const vertices: number[] = [];
  body.vertices_deg_deg_m.forEach(([longitude, latitude, depth], k) => {
    toFrame(longitude, latitude, geoidHeight(longitude, latitude) - depth, vertices, 3 * k);
  });
  return makePolyhedron(vertices, body.faces.flat(), body.density_kg_m3);
}

/**
 * The mass between a boundary and its reference depth as one polyhedron. Where the boundary is the shallower of the
 * two the polyhedron is turned inside out, and counts with the opposite sign, as it should.
 */
export function polyhedronUnder(body: SurfaceBody): Polyhedron {
  const columns = body.depth_m[0].length;
  const depths = body.depth_m.flat();
  const nodes = depths.length;
  const vertices: number[] = [];
  depths.forEach((depth, at) => {
    const longitude = body.west_deg + body.spacing_deg * (at % columns);
    const latitude = body.south_deg + body.spacing_deg * Math.floor(at / columns);
    const geoid = geoidHeight(longitude, latitude);
    toFrame(longitude, latitude, geoid - body.reference_depth_m, vertices, 3 * at);
    toFrame(longitude, latitude, geoid - depth, vertices, 3 * (nodes + at));
  });
  const { faces, used } = facesBetween(body);
  const mesh = makePolyhedron(compact(vertices, used), faces, body.density_kg_m3);
  const isRoot = depths.reduce((sum, depth) => sum + depth - body.reference_depth_m, 0) > 0;
  return isRoot ? mesh : { ...mesh, density: -body.density_kg_m3 };
}

/**
 * Triangles of the reference and of the boundary, and the vertices that they use. At the border of the grid the two
 * meet, and share their vertices.
 */
function facesBetween({ depth_m, reference_depth_m }: SurfaceBody): {
  readonly faces: number[];
  readonly used: number[];
} {
  const [rows, columns] = [depth_m.length, depth_m[0].length];
  const nodes = rows * columns;
  const used: number[] = [];
  const numbers = new Map<number, number>();
  const numberOf = (vertex: number): number => {
    const number = numbers.get(vertex) ?? used.push(vertex) - 1;
    numbers.set(vertex, number);
    return number;
  };
  const isBorder = (node: number): boolean => {
    const [row, column] = [Math.floor(node / columns), node % columns];
    if (row > 0 && column > 0 && row < rows - 1 && column < columns - 1) return false;
    if (depth_m[row][column] !== reference_depth_m)
      throw new Error("a surface must end at its reference depth");
    return true;
  };
  const faces: number[] = [];
  for (let at = 0; at + columns + 1 < nodes; at++) {
    if ((at + 1) % columns === 0) continue;
    for (const triangle of [
      [at, at + 1, at + columns + 1],
      [at, at + columns + 1, at + columns],
    ]) {
      if (triangle.every(isBorder)) continue;
      const [a, b, c] = triangle.map((node) => numberOf(isBorder(node) ? node : nodes + node));
      faces.push(...triangle.map(numberOf), a, c, b);
    }
  }
  return { faces, used };
}

function compact(vertices: readonly number[], used: readonly number[]): number[] {
  return used.flatMap((at) => vertices.slice(3 * at, 3 * at + 3));
}
