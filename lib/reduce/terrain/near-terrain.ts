import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../core/constants.js";
import { cellSurfaces, setSurfaces } from "./cell-surfaces.js";
import { cellVertices, clipAtSea } from "./cell-vertices.js";
import { heightVariance } from "./height-variance.js";
import { type Apex, type NearCell, NearPrisms, slopingCell, surfaceHeight } from "./near-cells.js";
import { cellHeight, type Patch } from "./patch.js";
import {
  outside,
  type Rectangle,
  type TerrainModel,
  type TerrainSettings,
  type TerrainStation,
} from "./terrain-model.js";

/** Half-width, in cells, of the ground that is bent to go through a station. */
export const BENT_CELLS = 1.5;

/** The cells around a station, each exactly as it is: level prisms, or triangles. */
export class NearTerrain {
  /** How far around the station no block may stand for cells, metres. */
  reach = 0;
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
  /** What the ground at the station has to be lifted by. */
  private lift = 0;
  private home: TerrainModel | undefined;
  private column = 0;
  private row = 0;

  constructor(models: readonly TerrainModel[], settings: TerrainSettings) {
    this.models = models;
    this.settings = settings;
  }

  /** Begins a station. */
  begin(station: TerrainStation): void {
    this.station = station;
    this.sloping = 0;
    this.lift = 0;
    this.reconciled = 0;
    this.variance = 0;
    this.home = undefined;
    this.reach = 0;
    const model = homeOf(this.models, station.x, station.y);
    if (model === undefined) return;
    const { frame } = model;
    this.scaleY = frame.isDegrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
    this.scaleX = frame.isDegrees ? this.scaleY * Math.cos(station.y * RADIANS_PER_DEGREE) : 1;
    if (!this.settings.reconciles) return;
    const ground = groundHeight(model, this.settings, station.x, station.y);
    if (Number.isNaN(ground) || (this.settings.hasSea && ground < 0)) return; // a ship floats above the floor
    this.home = model;
    this.column = Math.floor((station.x - frame.west) / frame.cellWidth);
    this.row = Math.floor((station.y - frame.south) / frame.cellHeight);
    this.lift = station.height - ground;
    const wide = Math.max(frame.cellWidth * this.scaleX, frame.cellHeight * this.scaleY);
    this.reach = (this.settings.slopes ? BENT_CELLS : 0.5) * wide;
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
    const k = jj * patch.columns + ii;
    const isOwn = model === this.home && i === this.column && j === this.row;
    const rock = patch.rock?.[k] ?? this.settings.density;
    const lake = patch.lake?.[k] ?? 0;
    setSurfaces(this.surfaces, height, rock, lake, this.settings);
    for (let s = 0; s < this.surfaces.count; s++) this.surfaces.share[s] *= inside;
    const whole = this.extent(model, 0, i, j);
    if (isOwn && !this.settings.slopes && this.lift !== 0) {
      this.reconciled -= this.effectOf(model, whole);
      setSurfaces(this.surfaces, height + this.lift, rock, lake, this.settings);
      this.reconciled += this.effectOf(model, whole);
    }
    if (isPartial) {
      for (const piece of outside(model.holes, whole, 1e-9 * model.frame.cellWidth))
        this.addLevel(model, piece);
    } else if (this.settings.slopes) this.addSloping(model, whole, patch, ii, jj, isOwn);
    else this.addLevel(model, whole);
    if (this.settings.demSigma > 0) this.addVariance(model, height);
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

  private addVariance(model: TerrainModel, height: number): void {
    const { cell, station, settings } = this;
    const around = { ...cell, s: 0, curvature: 0, stationHeight: station.height };
    this.variance += heightVariance(around, height, model, settings);
  }

  /** Effect of one level cell by itself. */
  private effectOf(model: TerrainModel, whole: Rectangle): number {
    this.place(model, whole);
    single.add(this.cell, this.surfaces, { height: this.station.height, curvature: this.settings.curvature });
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
    patch: Patch,
    ii: number,
    jj: number,
    isOwn: boolean,
  ): void {
    this.place(model, whole);
    cellVertices(patch, ii, jj, this.vertices);
    if (this.settings.hasSea) clipAtSea(this.vertices, this.surfaces.isSea);
    const station = { height: this.station.height, curvature: this.settings.curvature };
    const isBent = this.lift !== 0 && this.isNear();
    const asItWas = isBent ? slopingCell(this.cell, this.surfaces, this.vertices, undefined, station) : 0;
    const apex = isBent || isOwn ? this.apex() : undefined;
    if (isBent) this.bend();
    const effect = slopingCell(this.cell, this.surfaces, this.vertices, apex, station);
    this.sloping += effect;
    if (isBent) this.reconciled += effect - asItWas;
  }

  /**
   * Where the triangles of a bent cell meet: the station itself in its own cell, and in a cell whose border is close by
   * the nearest point of that border, so that the two meet without a step. Else in the middle.
   */
  private apex(): Apex | undefined {
    const { x, y, width, height } = this.cell;
    const east = Math.min(x + width / 2, Math.max(x - width / 2, 0));
    const north = Math.min(y + height / 2, Math.max(y - height / 2, 0));
    const distance = Math.hypot(east, north);
    if (distance === 0) return { x: 0, y: 0, z: this.station.height };
    if (distance > Math.min(width, height) / 4) return undefined;
    const ground = surfaceHeight(this.vertices, (east - x) / width, (north - y) / height);
    return { x: east, y: north, z: ground + this.lift * (1 - distance / this.reach) };
  }

  /** Whether the cell may reach to where the ground is bent. */
  private isNear(): boolean {
    const { x, y, width, height } = this.cell;
    return Math.hypot(x, y) - Math.hypot(width, height) / 2 < this.reach;
  }

  /** Lifts the ground near the station, less and less to the edge of its reach. */
  private bend(): void {
    const { x, y, width, height } = this.cell;
    const middle = this.vertices[4];
    for (let k = 0; k < 9; k++) {
      const east = x + (((k % 3) - 1) * width) / 2;
      const north = y + ((Math.floor(k / 3) - 1) * height) / 2;
      const t = Math.hypot(east, north) / this.reach;
      if (t < 1) this.vertices[k] += this.lift * (1 - t);
    }
    // The surfaces' heights are told from the middle of the cell.
    const lifted = this.vertices[4] - middle;
    for (let k = 0; k < this.surfaces.count; k++)
      if (this.surfaces.slopes[k]) this.surfaces.height[k] += lifted;
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

/** The finest model that covers a place. */
export function homeOf(models: readonly TerrainModel[], x: number, y: number): TerrainModel | undefined {
  return models.find(({ frame }) => {
    const [column, row] = [(x - frame.west) / frame.cellWidth, (y - frame.south) / frame.cellHeight];
    return column >= 0 && column <= frame.columns && row >= 0 && row <= frame.rows;
  });
}

const single = new NearPrisms();
const scratch = new Float64Array(9);

/** Height of a model's surface at a place, level or sloping; NaN where its patch is not there or the cell is void. */
export function groundHeight(model: TerrainModel, settings: TerrainSettings, x: number, y: number): number {
  const { frame } = model;
  const [column, row] = [(x - frame.west) / frame.cellWidth, (y - frame.south) / frame.cellHeight];
  const i = Math.min(frame.columns - 1, Math.floor(column));
  const j = Math.min(frame.rows - 1, Math.floor(row));
  const shift = model.tileLevel;
  const patch = model.patches.get((j >> shift) * model.tileColumns + (i >> shift));
  if (patch === undefined) return Number.NaN;
  if (!settings.slopes) return cellHeight(patch, i - patch.column, j - patch.row);
  cellVertices(patch, i - patch.column, j - patch.row, scratch);
  return surfaceHeight(scratch, column - i - 0.5, row - j - 0.5);
}
