import { EARTH_RADIUS } from "../../../../lib/core/constants.js";
import type { CellDensities } from "../../../../lib/reduce/terrain/cell-surfaces.js";
import { levelsOf } from "../../../../lib/reduce/terrain/dem-frame.js";
import { makePatch } from "../../../../lib/reduce/terrain/patch.js";
import {
  type Rectangle,
  type TerrainModel,
  type TerrainSettings,
  terrainModel,
} from "../../../../lib/reduce/terrain/terrain-model.js";

/** Settings of a plane Earth with level cells, changed by what is given. */
export function settingsOf(change: Partial<TerrainSettings> = {}): TerrainSettings {
  return {
    ...{ density: 2670, seaDensity: 1027, lakeDensity: 1000, hasSea: true },
    ...{ curvature: 0, radius: 166_700, tolerance: 0.02, slopes: false, reconciles: false, airborne: false },
    ...{ demSigma: 0, demCorrelation: 0 },
    ...change,
  };
}

/** What a made elevation model is. */
export interface MadeDem {
  readonly columns: number;
  readonly rows: number;
  readonly west: number;
  readonly south: number;
  readonly cell: number;
  readonly isDegrees?: boolean;
  /** Height at a place in the model's coordinates. */
  readonly height: (x: number, y: number) => number;
}

/** A model in one patch, with its halo from the same formula. */
export function modelOf(
  dem: MadeDem,
  settings: TerrainSettings,
  holes: readonly Rectangle[] = [],
): TerrainModel {
  const { columns, rows, west, south, cell, isDegrees = false, height } = dem;
  const frame = {
    ...{ name: "made", isDegrees, columns, rows, west, south, cellWidth: cell, cellHeight: cell },
  };
  const heights = new Float64Array((columns + 2) * (rows + 2));
  for (let j = 0; j < rows + 2; j++)
    for (let i = 0; i < columns + 2; i++)
      heights[j * (columns + 2) + i] = height(west + (i - 0.5) * cell, south + (j - 0.5) * cell);
  const top = levelsOf(frame);
  const scale = isDegrees ? (Math.PI / 180) * EARTH_RADIUS : 1;
  const densities: CellDensities = settings;
  const patch = makePatch({ column: 0, row: 0, columns, rows, heights }, top, {
    ...densities,
    slopes: settings.slopes,
    sizes: {
      width: (row) =>
        cell * scale * (isDegrees ? Math.cos((south + (row + 0.5) * cell) * (Math.PI / 180)) : 1),
      height: cell * scale,
    },
  });
  const model = terrainModel({ frame, base: top + 1, overview: [], tileLevel: 30, holes });
  model.patches.set(0, patch);
  return model;
}
