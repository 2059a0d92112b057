import { cellVertices } from "./cell-vertices.js";
import { surfaceHeight } from "./near-cells.js";
import { cellHeight } from "./patch.js";
import { type TerrainModel, type TerrainSettings, tileOf } from "./terrain-model.js";

/** The finest model that covers a place. */
export function homeOf(models: readonly TerrainModel[], x: number, y: number): TerrainModel | undefined {
  return models.find(({ frame }) => {
    const [column, row] = [(x - frame.west) / frame.cellWidth, (y - frame.south) / frame.cellHeight];
    return column >= 0 && column <= frame.columns && row >= 0 && row <= frame.rows;
  });
}

/** The cell of a model that a place lies in; beside the model the nearest one. */
export function cellAt({ frame }: TerrainModel, x: number, y: number): { column: number; row: number } {
  const nearest = (cells: number, k: number): number => Math.min(cells - 1, Math.max(0, Math.floor(k)));
  return {
    column: nearest(frame.columns, (x - frame.west) / frame.cellWidth),
    row: nearest(frame.rows, (y - frame.south) / frame.cellHeight),
  };
}

/** The tile of a model that has the ground at a place, if it is not there yet. */
export function missingTile(model: TerrainModel, x: number, y: number): number | undefined {
  const { column, row } = cellAt(model, x, y);
  const tile = tileOf(model, 0, column, row);
  return model.patches.has(tile) ? undefined : tile;
}

const scratch = new Float64Array(9);

/**
 * Height of a model's surface at a place, level or sloping; beside the model its last cell carried on. NaN where its
 * patch is not there or the cell is void.
 */
export function groundHeight(model: TerrainModel, settings: TerrainSettings, x: number, y: number): number {
  const { frame } = model;
  const { column, row } = cellAt(model, x, y);
  const patch = model.patches.get(tileOf(model, 0, column, row));
  if (patch === undefined) return Number.NaN;
  const [i, j] = [column - patch.column, row - patch.row];
  if (!settings.slopes) return cellHeight(patch, i, j);
  cellVertices(patch, i, j, scratch);
  const [u, w] = [(x - frame.west) / frame.cellWidth, (y - frame.south) / frame.cellHeight];
  return surfaceHeight(scratch, u - column - 0.5, w - row - 0.5);
}
