import type { Prism } from "../../../lib/kernels/prism.js";

/** Easting, northing, upward. */
export type Place = [number, number, number];

/** A case of prism-reference.json, made by prism-reference.py. */
export interface Case {
  readonly kind: string;
  readonly point: Place;
  readonly bounds: readonly number[];
  /** Potential, attraction (easting, northing, upward), ee, nn, uu, en, eu, nu, for the density 1/G. */
  readonly fields: readonly number[];
}

/** A prism from the bounds west, east, south, north, bottom, top. */
export function boxOf([west, east, south, north, bottom, top]: readonly number[], density: number): Prism {
  return { west, east, south, north, bottom, top, density };
}

/** The eight corners of a prism, and its surface as twelve triangles, not all turned the same way. */
export function boxMesh({ west, east, south, north, bottom, top }: Omit<Prism, "density">): {
  vertices: number[];
  faces: number[];
} {
  const vertices: number[] = [];
  for (const z of [bottom, top])
    for (const y of [south, north]) for (const x of [west, east]) vertices.push(x, y, z);
  const faces = [0, 1, 2, 2, 1, 3, 4, 6, 5, 5, 6, 7, 0, 4, 1, 1, 4, 5, 2, 3, 6, 3, 7, 6, 0, 2, 4, 2, 6, 4];
  return { vertices, faces: [...faces, 1, 5, 3, 3, 5, 7] };
}
