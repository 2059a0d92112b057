/** A body bounded by triangles. Its corners stand where they are in space; between them it is straight. */
export interface PolyhedronBody {
  readonly name: string;
  readonly kind: "polyhedron";
  readonly about: string;
  readonly density_kg_m3: number;
  /** Longitude, latitude, depth of each vertex. */
  readonly vertices_deg_deg_m: readonly (readonly [number, number, number])[];
  /** Three vertices (counted from 0) a triangle, counterclockwise as seen from outside. */
  readonly faces: readonly (readonly [number, number, number])[];
}

/** A body of vertical prisms whose density changes with depth. */
export interface ColumnsBody {
  readonly name: string;
  readonly kind: "columns";
  readonly about: string;
  /** Density contrast c0 + c1 z + c2 z² + …, kg/m³, with z the depth below the geoid in metres. */
  readonly density_polynomial_kg_m3: readonly number[];
  /** Size of every column, metres along east and north. */
  readonly size_m: readonly [number, number];
  readonly top_depth_m: number;
  /** Longitude and latitude of each column's centre, and the depth of its bottom. */
  readonly columns_deg_deg_m: readonly (readonly [number, number, number])[];
}

/** A boundary on a regular grid, and the mass between it and a level depth. */
export interface SurfaceBody {
  readonly name: string;
  readonly kind: "surface";
  readonly about: string;
  /** Density contrast of what lies between the reference depth and a deeper boundary; the opposite under a shallower one. */
  readonly density_kg_m3: number;
  readonly reference_depth_m: number;
  /** Longitude and latitude of the south-west node, and the spacing, degrees. */
  readonly west_deg: number;
  readonly south_deg: number;
  readonly spacing_deg: number;
  /** Depths of the boundary, a row of nodes a line, the south row first. */
  readonly depth_m: readonly (readonly number[])[];
}

export type Body = PolyhedronBody | ColumnsBody | SurfaceBody;

/** What model.json holds. */
export interface Model {
  readonly synthetic: string;
  readonly about: readonly string[];
  readonly regional: readonly Body[];
  readonly residual: readonly Body[];
}
