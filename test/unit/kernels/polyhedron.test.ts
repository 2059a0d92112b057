import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import { pointMassAttraction, pointMassGradient } from "../../../lib/kernels/point-mass.js";
import {
  polyhedronAttraction,
  polyhedronGradient,
  polyhedronGravity,
  polyhedronPotential,
} from "../../../lib/kernels/polyhedron.js";
import { makePolyhedron, type Polyhedron } from "../../../lib/kernels/polyhedron-mesh.js";
import { prismAttraction, prismPotential } from "../../../lib/kernels/prism.js";
import { sphereGravity } from "../../../lib/kernels/sphere.js";
import { boxMesh, boxOf, type Case, type Place } from "./prism-cases.js";

const { cases } = JSON.parse(readFileSync(new URL("prism-reference.json", import.meta.url), "utf8")) as {
  cases: readonly Case[];
};
const unit = 1 / GRAVITATIONAL_CONSTANT;
const cube = { west: -1, east: 1.5, south: -0.8, north: 1, bottom: -2, top: 0.1, density: unit };

/** The body turned about two axes, and a point turned with it. */
function turn([x, y, z]: readonly number[], [a, b]: readonly number[]): Place {
  const [x1, y1] = [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
  return [x1 * Math.cos(b) - z * Math.sin(b), y1, x1 * Math.sin(b) + z * Math.cos(b)];
}

function turnedBox(angles: readonly number[]): Polyhedron {
  const { vertices, faces } = boxMesh(cube);
  const turned = [];
  for (let v = 0; v < vertices.length; v += 3) turned.push(...turn(vertices.slice(v, v + 3), angles));
  return makePolyhedron(turned, faces, unit);
}

/** An icosahedron whose triangles are divided into four `depth` times, blown up to the volume of the sphere. */
function icosphere(depth: number, radius: number, density: number): Polyhedron {
  const t = (1 + Math.sqrt(5)) / 2;
  const vertices = [
    [-1, t, 0], [1, t, 0], [-1, -t, 0], [1, -t, 0], [0, -1, t], [0, 1, t],
    [0, -1, -t], [0, 1, -t], [t, 0, -1], [t, 0, 1], [-t, 0, -1], [-t, 0, 1],
  ]; // biome-ignore format: a table
  let faces = [
    [0, 11, 5], [0, 5, 1], [0, 1, 7], [0, 7, 10], [0, 10, 11], [1, 5, 9], [5, 11, 4], [11, 10, 2], [10, 7, 6], [7, 1, 8],
    [3, 9, 4], [3, 4, 2], [3, 2, 6], [3, 6, 8], [3, 8, 9], [4, 9, 5], [2, 4, 11], [6, 2, 10], [8, 6, 7], [9, 8, 1],
  ]; // biome-ignore format: a table
  for (let k = 0; k < depth; k++) {
    const middles = new Map<string, number>();
    const middle = (a: number, b: number) => {
      const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
      if (!middles.has(key))
        middles.set(key, vertices.push(vertices[a].map((v, i) => v + vertices[b][i])) - 1);
      return middles.get(key) as number;
    };
    faces = faces.flatMap(([a, b, c]) => {
      const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
      return [
        [a, ab, ca],
        [b, bc, ab],
        [c, ca, bc],
        [ab, bc, ca],
      ];
    });
    for (const v of vertices) {
      const norm = Math.hypot(...v);
      for (let i = 0; i < 3; i++) v[i] /= norm;
    }
  }
  const { volume } = makePolyhedron(vertices.flat(), faces.flat(), density);
  const scale = radius * ((4 / 3) * (Math.PI / volume)) ** (1 / 3);
  const scaled = vertices.flat().map((v) => v * scale);
  return makePolyhedron(scaled, faces.flat(), density);
}

describe("the polyhedron's field against other computations", () => {
  it("is that of the prism which the triangles bound: inside, on faces, edges, corners and beyond", () => {
    const compact = cases.filter(({ kind, bounds }) => {
      const sides = [0, 2, 4].map((k) => bounds[k + 1] - bounds[k]);
      return Math.max(...sides) < 5 * Math.min(...sides) && !["2", "3", "4", "6"].includes(kind);
    });
    expect(compact.length).toBeGreaterThanOrEqual(9);
    for (const { kind, point, bounds, fields } of compact) {
      const { vertices, faces } = boxMesh(boxOf(bounds, unit));
      const body = makePolyhedron(vertices, faces, unit);
      const { easting, northing, upward } = polyhedronAttraction(...point, body);
      const scale = Math.hypot(fields[1], fields[2], fields[3]);
      expect(polyhedronPotential(...point, body) / fields[0], kind).toBeCloseTo(1, 12);
      for (const [k, value] of [easting, northing, upward].entries())
        expect((value - fields[k + 1]) / scale, kind).toBeCloseTo(0, 12);
      const { ee, nn, uu, en, eu, nu } = polyhedronGradient(...point, body);
      for (const [k, value] of [ee, nn, uu, en, eu, nu].entries()) {
        const size = Math.max(...fields.slice(4).map(Math.abs));
        if (kind === "edge" || kind === "corner") expect(value).toBeNaN();
        else expect((value - fields[k + 4]) / size, kind).toBeCloseTo(0, kind === "beside" ? 8 : 12);
      }
    }
  });

  it("is that of a tetrahedron by three-dimensional quadrature", () => {
    // mpmath 1.4.1, 22 digits: ∭ 1/r and ∭ Δ/r³ in the tetrahedron's own coordinates, by Gauss-Legendre quadrature.
    const corners = [0, 0, 0, 3, 1, -0.5, 0.5, 2.5, 0.25, 1, 1, 3];
    const body = makePolyhedron(corners, [0, 1, 2, 0, 1, 3, 0, 2, 3, 1, 2, 3], unit);
    const { easting, northing, upward } = polyhedronAttraction(1.5, -2, 4, body);
    expect(polyhedronPotential(1.5, -2, 4, body)).toBeCloseTo(0.784009975171352, 14);
    expect(easting).toBeCloseTo(-0.015796966831309083, 14);
    expect(northing).toBeCloseTo(0.11977293184740355, 14);
    expect(upward).toBeCloseTo(-0.1216568048609203, 14);
    expect(polyhedronGravity(1.5, -2, 4, body)).toBe(-upward);
  });

  it("does not depend on how the body is turned, also on its oblique faces, edges and corners", () => {
    const angle = fc.double({ min: -3, max: 3, noNaN: true });
    const place = fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: -2, max: 3, noNaN: true }));
    fc.assert(
      fc.property(fc.tuple(angle, angle), fc.tuple(place, place, place), (angles, [a, b, c]) => {
        const point: Place = [-1 + 2.5 * a, -0.8 + 1.8 * b, -2 + 2.1 * c];
        const body = turnedBox(angles);
        const { easting, northing, upward } = prismAttraction(...point, cube);
        const expected = turn([easting, northing, upward], angles);
        const there = turn(point, angles);
        const found = polyhedronAttraction(...there, body);
        for (const [k, value] of [found.easting, found.northing, found.upward].entries())
          expect(value).toBeCloseTo(expected[k], 12);
        expect(polyhedronPotential(...there, body)).toBeCloseTo(prismPotential(...point, cube), 12);
      }),
      { seed: 8, numRuns: 400 },
    );
  });

  it("tends to that of a sphere with the square of the size of its triangles", () => {
    const sphere = { easting: 0, northing: 0, upward: 0, radius: 1000, density: 500 };
    const error = (depth: number) =>
      polyhedronGravity(300, 400, 1300, icosphere(depth, 1000, 500)) / sphereGravity(300, 400, 1300, sphere) -
      1;
    // Of second order: triangles of a quarter of the length leave about a sixteenth of the error.
    expect(Math.abs(error(4))).toBeLessThan(1e-5);
    expect(error(2) / error(4)).toBeGreaterThan(14);
    expect(error(2) / error(4)).toBeLessThan(20);
  });
});

describe("the polyhedron's field by its laws", () => {
  it("is a point mass's far away", () => {
    const body = icosphere(1, 1, unit);
    const mass = { easting: 0, northing: 0, upward: 0, mass: unit * body.volume };
    const [far, at] = [polyhedronAttraction(60, -20, 30, body), pointMassAttraction(60, -20, 30, mass)];
    expect(far.easting / at.easting).toBeCloseTo(1, 9);
    expect(far.upward / at.upward).toBeCloseTo(1, 9);
    const [wide, narrow] = [polyhedronGradient(60, -20, 30, body), pointMassGradient(60, -20, 30, mass)];
    expect(wide.ee / narrow.ee).toBeCloseTo(1, 8);
    expect(wide.eu / narrow.eu).toBeCloseTo(1, 8);
  });

  it("has a gradient whose trace is zero outside and -4 pi G rho inside, on a face as outside", () => {
    const body = icosphere(1, 1, unit);
    const trace = (x: number, y: number, z: number) => {
      const { ee, nn, uu } = polyhedronGradient(x, y, z, body);
      return ee + nn + uu;
    };
    expect(trace(0.1, -0.3, 0.2)).toBeCloseTo(-4 * Math.PI, 12);
    expect(trace(0.8, 0.9, -0.3)).toBeCloseTo(0, 12);
    const box = turnedBox([0.4, -0.9]);
    const onTop = turn([0.3, 0.2, 0.1], [0.4, -0.9]);
    const { ee, nn, uu } = polyhedronGradient(...onTop, box);
    expect(ee + nn + uu).toBeCloseTo(0, 12);
  });

  it("has the attraction's differences as gradient, and the potential's as attraction", () => {
    const body = turnedBox([0.4, -0.9]);
    const h = 1e-4;
    for (const [x, y, z] of [
      [0.3, 2, 0.7],
      [0.2, 0.1, -0.3],
    ]) {
      const t = polyhedronGradient(x, y, z, body);
      const slope = (f: (d: number) => number) => (f(h) - f(-h)) / (2 * h);
      expect(slope((d) => polyhedronAttraction(x + d, y, z, body).easting)).toBeCloseTo(t.ee, 6);
      expect(slope((d) => polyhedronAttraction(x, y + d, z, body).northing)).toBeCloseTo(t.nn, 6);
      expect(slope((d) => polyhedronAttraction(x, y, z + d, body).upward)).toBeCloseTo(t.uu, 6);
      expect(slope((d) => polyhedronAttraction(x, y + d, z, body).easting)).toBeCloseTo(t.en, 6);
      expect(slope((d) => polyhedronAttraction(x, y, z + d, body).easting)).toBeCloseTo(t.eu, 6);
      expect(slope((d) => polyhedronAttraction(x, y, z + d, body).northing)).toBeCloseTo(t.nu, 6);
      const { easting, northing, upward } = polyhedronAttraction(x, y, z, body);
      expect(slope((d) => polyhedronPotential(x + d, y, z, body))).toBeCloseTo(easting, 6);
      expect(slope((d) => polyhedronPotential(x, y + d, z, body))).toBeCloseTo(northing, 6);
      expect(slope((d) => polyhedronPotential(x, y, z + d, body))).toBeCloseTo(upward, 6);
    }
  });

  it("gives NaN for a point with a NaN coordinate", () => {
    const body = turnedBox([0, 0]);
    expect(polyhedronGravity(Number.NaN, 0, 0, body)).toBeNaN();
    expect(polyhedronPotential(0, Number.NaN, 0, body)).toBeNaN();
    expect(polyhedronGradient(0, 0, Number.NaN, body).en).toBeNaN();
  });
});
