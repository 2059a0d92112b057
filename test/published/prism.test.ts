import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../lib/core/constants.js";
import { polyhedronAttraction, polyhedronPotential } from "../../lib/kernels/polyhedron.js";
import { makePolyhedron } from "../../lib/kernels/polyhedron-mesh.js";
import { prismAttraction, prismGravity, prismPotential } from "../../lib/kernels/prism.js";
import { prismGradient } from "../../lib/kernels/prism-gradient.js";
import { boxMesh } from "../unit/kernels/prism-cases.js";

describe("the prism that GMT's prism_check uses", () => {
  const prism = { west: -5000, east: 5000, south: -5000, north: 5000, bottom: 0, top: 5000, density: 1000 };
  const gmt = 6.674e-11 / GRAVITATIONAL_CONSTANT;

  it("attracts by 5.186362 mGal, with a vertical gradient of -7.576966 E", () => {
    expect(prismGravity(10_000, 10_000, 7000, prism) * gmt * 1e5).toBeCloseTo(5.186362, 6);
    expect(prismGradient(10_000, 10_000, 7000, prism).uu * gmt * 1e9).toBeCloseTo(-7.576966, 6);
  });
});

describe("the unit cube that polyhedron programs for asteroids test with", () => {
  // README of skulumani/polyhedron_gravity on GitHub, example of a unit cube: density 1e6 kg/m³, G = 6.67408e-11, at (1, 2, 3).
  const cube = { west: -0.5, east: 0.5, south: -0.5, north: 0.5, bottom: -0.5, top: 0.5 };
  const density = (1e6 * 6.67408e-11) / GRAVITATIONAL_CONSTANT;
  const potential = 0.26726619638669064 * 1e6 * 6.67408e-11;
  const attraction = [-1.273782722739791e-6, -2.548008881415967e-6, -3.823026510474731e-6];

  it("has its published potential and attraction, as a prism and as a polyhedron", () => {
    const { vertices, faces } = boxMesh(cube);
    const body = makePolyhedron(vertices, faces, density);
    const prism = { ...cube, density };
    expect(prismPotential(1, 2, 3, prism) / potential).toBeCloseTo(1, 13);
    expect(polyhedronPotential(1, 2, 3, body) / potential).toBeCloseTo(1, 13);
    for (const found of [prismAttraction(1, 2, 3, prism), polyhedronAttraction(1, 2, 3, body)])
      for (const [k, value] of [found.easting, found.northing, found.upward].entries())
        expect(value / attraction[k]).toBeCloseTo(1, 12);
  });
});

/** Made by prism-choclo.py: null where choclo says that there is no value. */
interface Reference {
  readonly bounds: readonly number[];
  readonly points: readonly {
    readonly at: string;
    readonly point: [number, number, number];
    readonly fields: readonly (number | null)[];
  }[];
}

describe("choclo, which holds the kernels of harmonica, at singular points", () => {
  const { bounds, points } = JSON.parse(
    readFileSync(new URL("prism-choclo.json", import.meta.url), "utf8"),
  ) as Reference;
  const [west, east, south, north, bottom, top] = bounds;
  const prism = { west, east, south, north, bottom, top, density: 1 / GRAVITATIONAL_CONSTANT };

  it.each(points)("agrees at $at, and knows the same values as missing", ({ point, fields }) => {
    const potential = prismPotential(...point, prism);
    const { easting, northing, upward } = prismAttraction(...point, prism);
    const { ee, nn, uu, en, eu, nu } = prismGradient(...point, prism);
    const ours = [potential, easting, northing, upward, ee, nn, uu, en, eu, nu];
    const scales = [1e6, 1e3, 1e3, 1e3, 1, 1, 1, 1, 1, 1];
    for (const [k, value] of ours.entries()) {
      const theirs = fields[k];
      if (theirs === null) expect(value).toBeNaN();
      else expect((value - theirs) / scales[k]).toBeCloseTo(0, 13);
    }
  });
});
