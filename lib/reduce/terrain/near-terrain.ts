import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../core/constants.js";
import { apexOf, type Bend, bendCell, bendOf, bentReach, isNear, isOwnCell } from "./bent-ground.js";
import { cellSurfaces, setSurfaces } from "./cell-surfaces.js";
import { cellVertices, clipAtSea } from "./cell-vertices.js";
import type { CellPart } from "./clipped-triangle.js";
import { homeOf, missingTile } from "./ground-height.js";
import { heightVariance } from "./height-variance.js";
import { type NearCell, NearPrisms, slopingCell } from "./near-cells.js";
import { cellHeight, type Patch } from "./patch.js";
import {
  outside,
  type Rectangle,
  type TerrainModel,
  type TerrainSettings,
  type TerrainStation,
} from "./terrain-model.js";

/** The cells around a station, each exactly as it is: level prisms, or triangles. */
export class NearTerrain {
  /** What bending the ground to the station changed so far, divided by G and density. */
  reconciled = 0;
  /** Variance by errors of the heights, divided by (Gρ)². */
  variance = 0;
  private readonly prisms = new NearPrisms();
  private readonly surfaces = cellSurfaces();
  private readonly vertices = new Float64Array(9);
  private readonly cell: NearCell = { x: 0, y: 0, width: 0, height: 0 };
  private readonly settings: TerrainSettings;
  private readonly models: readonly TerrainModel[];
  private station: TerrainStation = { x: Number.NaN, y: Number.NaN, height: Number.NaN };
  private sloping = 0;
  private scaleX = 1;
  private scaleY = 1;
  private readonly bends = new Map<TerrainModel, Bend>();

  constructor(models: readonly TerrainModel[], settings: TerrainSettings) {
    this.models = models;
    this.settings = settings;
  }

  /**
   * Begins a station.
   *
   * @param missing - tiles whose ground tells how a model is bent and that are not there, by model; added to
   */
  begin(station: TerrainStation, missing: readonly Set<number>[]): void {
    this.station = station;
    this.sloping = 0;
    this.reconciled = 0;
    this.variance = 0;
    this.bends.clear();
    const home = homeOf(this.models, station.x, station.y);
    if (home === undefined) return;
    const { isDegrees } = home.frame;
    this.scaleY = isDegrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
    this.scaleX = isDegrees ? this.scaleY * Math.cos(station.y * RADIANS_PER_DEGREE) : 1;
    if (!this.settings.reconciles) return;
    for (const [k, model] of this.models.entries()) this.bendModel(model, missing[k]);
  }

  /** How far around the station no block of a model may stand for cells, metres. */
  reachOf(model: TerrainModel): number {
    return this.bends.get(model)?.reach ?? 0;
  }

  /**
   * Adds a cell of a model.
   *
   * @param isPartial - whether a finer model covers some of it
   * @param inside - share of the cell within the radius
   */
  add(model: TerrainModel, patch: Patch, i: number, j: number, isPartial: boolean, inside: number): void {
    const [ii, jj] = [i - patch.column, j - patch.row];
    const height = cellHeight(patch, ii, jj);
    if (Number.isNaN(height)) return;
    const whole = this.extent(model, 0, i, j);
    const pieces = isPartial ? outside(model.holes, whole, 1e-9 * model.frame.cellWidth) : [whole];
    const isOwn = isOwnCell(model, this.station, i, j);
    this.fill(patch, ii, jj, 0, inside);
    if (this.settings.slopes) {
      cellVertices(patch, ii, jj, this.vertices);
      this.addSloping(model, whole, isPartial ? pieces : undefined, isOwn);
    } else {
      const lift = isOwn ? (this.bends.get(model)?.lift ?? 0) : 0;
      if (lift !== 0) {
        this.reconciled -= this.effectOf(model, pieces);
        this.fill(patch, ii, jj, lift, inside);
        this.reconciled += this.effectOf(model, pieces);
      }
      for (const piece of pieces) this.addLevel(model, piece);
    }
    if (this.settings.demSigma > 0) for (const piece of pieces) this.addVariance(model, piece, height);
  }

  /** Sum of what was added, divided by G and density. */
  effect(): number {
    return this.sloping + this.prisms.effect();
  }

  /** The rectangle of a block in the crs. */
  extent(model: TerrainModel, level: number, i: number, j: number): Rectangle {
    const { west, south, cellWidth, cellHeight: h, columns, rows } = model.frame;
    const step = 2 ** level;
    return {
      west: west + i * step * cellWidth,
      east: west + Math.min(columns, (i + 1) * step) * cellWidth,
      south: south + j * step * h,
      north: south + Math.min(rows, (j + 1) * step) * h,
    };
  }

  private bendModel(model: TerrainModel, missing: Set<number>): void {
    const { settings, station, scaleX, scaleY } = this;
    const reach = bentReach(model, settings, station, scaleX, scaleY);
    if (reach === 0) return;
    const tile = missingTile(model, station.x, station.y);
    if (tile !== undefined) missing.add(tile);
    const bend = bendOf(model, settings, station, reach);
    if (bend) this.bends.set(model, bend);
  }

  /** Sets the surfaces of a cell, lifted where it is bent as a whole. */
  private fill(patch: Patch, ii: number, jj: number, lift: number, inside: number): void {
    const k = jj * patch.columns + ii;
    const rock = patch.rock?.[k] ?? this.settings.density;
    setSurfaces(this.surfaces, cellHeight(patch, ii, jj) + lift, rock, patch.lake?.[k] ?? 0, this.settings);
    for (let s = 0; s < this.surfaces.count; s++) this.surfaces.share[s] *= inside;
  }

  private addVariance(model: TerrainModel, piece: Rectangle, height: number): void {
    this.place(model, piece);
    const { cell, station, settings } = this;
    const around = { ...cell, s: 0, curvature: 0, stationHeight: station.height };
    this.variance += heightVariance(around, height, model, settings);
  }

  /** Effect of the level pieces of one cell by itself. */
  private effectOf(model: TerrainModel, pieces: readonly Rectangle[]): number {
    for (const piece of pieces) {
      this.place(model, piece);
      single.add(this.cell, this.surfaces, {
        height: this.station.height,
        curvature: this.settings.curvature,
      });
    }
    return single.effect();
  }

  private addLevel(model: TerrainModel, piece: Rectangle): void {
    this.place(model, piece);
    const { curvature } = this.settings;
    this.prisms.add(this.cell, this.surfaces, { height: this.station.height, curvature });
  }

  private addSloping(
    model: TerrainModel,
    whole: Rectangle,
    pieces: readonly Rectangle[] | undefined,
    isOwn: boolean,
  ): void {
    this.place(model, whole);
    const { cell, surfaces, vertices, settings } = this;
    if (settings.hasSea) clipAtSea(vertices, surfaces.isSea);
    const station = { height: this.station.height, curvature: settings.curvature };
    const parts = pieces?.map((piece) => partOf(cell, whole, piece));
    const bend = this.bends.get(model);
    const isBent = bend !== undefined && isNear(cell, bend);
    const asItWas = isBent ? slopingCell(cell, surfaces, vertices, undefined, station, parts) : 0;
    const apex = bend && (isBent || isOwn) ? apexOf(cell, vertices, station.height, bend) : undefined;
    if (isBent) bendCell(cell, vertices, surfaces, bend);
    const effect = slopingCell(cell, surfaces, vertices, apex, station, parts);
    this.sloping += effect;
    if (isBent) this.reconciled += effect - asItWas;
  }

  /** Middle and size of a rectangle in metres east and north of the station. */
  private place({ frame }: TerrainModel, { west, east, south, north }: Rectangle): void {
    const { cell, station } = this;
    cell.height = (north - south) * this.scaleY;
    const [x, y] = [(west + east) / 2, (south + north) / 2];
    if (!frame.isDegrees) {
      cell.width = east - west;
      cell.x = x - station.x;
      cell.y = y - station.y;
      return;
    }
    const along = (x - station.x) * RADIANS_PER_DEGREE;
    const [own, other] = [station.y * RADIANS_PER_DEGREE, y * RADIANS_PER_DEGREE];
    cell.width = (east - west) * RADIANS_PER_DEGREE * EARTH_RADIUS * Math.cos(other);
    cell.x = EARTH_RADIUS * Math.cos(other) * Math.sin(along);
    cell.y =
      EARTH_RADIUS * (Math.sin(other - own) + 2 * Math.sin(own) * Math.cos(other) * Math.sin(along / 2) ** 2);
  }
}

const single = new NearPrisms();

/** A piece of a cell in metres, as its share of the whole. */
function partOf({ x, y, width, height }: NearCell, whole: Rectangle, piece: Rectangle): CellPart {
  const east = (value: number) => x + width * ((value - whole.west) / (whole.east - whole.west) - 0.5);
  const north = (value: number) => y + height * ((value - whole.south) / (whole.north - whole.south) - 0.5);
  return {
    west: east(piece.west),
    east: east(piece.east),
    south: north(piece.south),
    north: north(piece.north),
  };
}
