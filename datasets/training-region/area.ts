import type { Region } from "../../lib/index.js";

/** What stands in every file of the dataset. */
export const MARK = "SYNTHETIC DATA, made by igdp for training. No such survey was ever measured.";

/** West, east, south and north of the training region, degrees. */
export const REGION: Region = [104.95, 106.85, 17.1, 18.45];

/** Centre of the region, degrees: where the local frame touches the ellipsoid. */
export const CENTRE: { readonly longitude: number; readonly latitude: number } = {
  longitude: 105.9,
  latitude: 17.775,
};

/** Nodes of the true relief in one degree: one every 3″. Node (i, j) stands at longitude i / 1200, latitude j / 1200. */
export const NODES_PER_DEGREE = 1200;
/** Nodes along a side of a 30″ cell. */
export const NODES_PER_CELL = 10;
/** 30″ cells along a side of a 2′ block. */
export const CELLS_PER_BLOCK = 4;

/**
 * Where relief is defined, in 30″ cells: cell (c, r) reaches from longitude c / 120 to (c + 1) / 120 and from latitude
 * r / 120. The region and a margin of 1.75° or a little more, in whole 2′ blocks.
 */
export const DOMAIN: {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
} = { west: 12384, east: 13032, south: 1840, north: 2424 };

/** Kilometres east and north of the region's centre, roughly: the plane on which landforms and bodies are drawn. */
export function kilometres(longitude: number, latitude: number): { readonly x: number; readonly y: number } {
  return { x: (longitude - CENTRE.longitude) * 106.05, y: (latitude - CENTRE.latitude) * 110.68 };
}

/** The place on the ellipsoid for kilometres on the drawing plane; the inverse of {@link kilometres}. */
export function placeAt(x: number, y: number): { readonly longitude: number; readonly latitude: number } {
  return { longitude: CENTRE.longitude + x / 106.05, latitude: CENTRE.latitude + y / 110.68 };
}
