import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makePolyhedron } from "../../../lib/kernels/polyhedron-mesh.js";
import { boxMesh } from "./prism-cases.js";

const { vertices, faces } = boxMesh({ west: 0, east: 2, south: 0, north: 3, bottom: -4, top: 0 });

/** Volume by the divergence theorem: positive where triangles are counterclockwise from outside. */
function volume(points: ArrayLike<number>, triangles: ArrayLike<number>): number {
  let six = 0;
  for (let f = 0; f < triangles.length; f += 3) {
    const [a, b, c] = [0, 1, 2].map((k) =>
      Array.from(points).slice(3 * triangles[f + k], 3 * triangles[f + k] + 3),
    );
    six +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return six / 6;
}

const moved = (shift: number) => vertices.map((v, i) => (i % 3 === 0 ? v + shift : v));
const shrunk = vertices.map((v, i) => [0.5, 0.5, -0.5][i % 3] + v / 4);
const second = faces.map((v) => v + 8);

describe("making a polyhedron", () => {
  it("turns triangles outwards, whichever of them were turned inwards", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (flips) => {
        const mixed = faces.slice();
        for (const [f, flip] of flips.entries())
          if (flip) [mixed[3 * f], mixed[3 * f + 1]] = [mixed[3 * f + 1], mixed[3 * f]];
        const body = makePolyhedron(vertices, mixed, 1);
        expect(body.volume).toBeCloseTo(24, 12);
        expect(volume(body.vertices, body.faces)).toBeCloseTo(24, 12);
      }),
      { seed: 9 },
    );
  });

  it("leaves the arrays that it was given as they were, and freezes what it makes", () => {
    const given = Uint32Array.from(faces);
    const body = makePolyhedron(Float64Array.from(vertices), given, 1);
    expect([...given]).toEqual(faces);
    expect(Object.isFrozen(body)).toBe(true);
  });

  it("takes shells apart from each other as one body", () => {
    const body = makePolyhedron([...vertices, ...moved(10)], [...faces, ...second], 1);
    expect(body.volume).toBeCloseTo(48, 12);
  });
});

describe("a surface that bounds no body", () => {
  it("is refused with the edge at which it is open", () => {
    expect(() => makePolyhedron(vertices, faces.slice(3), 1)).toThrow(
      /edge between the vertices \d and \d belongs to 1/,
    );
  });

  it("is refused where corners at one place have several numbers", () => {
    const loose = faces.flatMap((v) => vertices.slice(3 * v, 3 * v + 3));
    const numbers = faces.map((_, i) => i);
    expect(() => makePolyhedron(loose, numbers, 1)).toThrow(
      "give vertices at the same place the same number",
    );
  });

  it("is refused where more than two triangles share an edge", () => {
    const fin = [...faces, 0, 1, 7, 1, 0, 7];
    expect(() => makePolyhedron(vertices, fin, 1)).toThrow("belongs to 4 triangles");
  });

  it("is refused where one shell lies inside another, with the way out", () => {
    expect(() => makePolyhedron([...vertices, ...shrunk], [...faces, ...second], 1)).toThrow(
      "Make the cavity a polyhedron of its own",
    );
  });

  it("is refused where it has one side only", () => {
    // The projective plane in its least triangulation: six vertices, ten triangles, two at every edge.
    const plane = [0, 1, 4, 0, 1, 5, 0, 2, 3, 0, 2, 5, 0, 3, 4, 1, 2, 3, 1, 2, 4, 1, 3, 5, 2, 4, 5, 3, 4, 5];
    const corners = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 3, 1, 2];
    expect(() => makePolyhedron(corners, plane, 1)).toThrow("single side");
  });
});

describe("bad numbers for a polyhedron", () => {
  it("are refused by name and place", () => {
    expect(() => makePolyhedron(vertices.slice(1), faces, 1)).toThrow("three coordinates a vertex");
    expect(() => makePolyhedron(vertices, faces.slice(1), 1)).toThrow("three vertex numbers a triangle");
    expect(() => makePolyhedron([...vertices.slice(0, 23), Number.NaN], faces, 1)).toThrow(
      "vertices[23] is NaN",
    );
    expect(() => makePolyhedron(vertices, [...faces.slice(0, 35), 8], 1)).toThrow("faces[35] is 8");
    expect(() => makePolyhedron(vertices, [...faces.slice(0, 33), 1, 1, 3], 1)).toThrow(
      "corners that do not lie on a line",
    );
  });
});
