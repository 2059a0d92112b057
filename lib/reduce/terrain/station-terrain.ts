import { EARTH_RADIUS, GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI } from "../../core/constants.js";
import { MEAN, MOMENTS } from "./block-moments.js";
import { type BlockView, blockEffect, blockError } from "./far-block.js";
import { groundHeight, homeOf } from "./ground-height.js";
import { heightVariance } from "./height-variance.js";
import { NearTerrain } from "./near-terrain.js";
import type { Patch } from "./patch.js";
import {
  coveredBy,
  type TerrainModel,
  type TerrainSettings,
  type TerrainStation,
  tileOf,
  topLevel,
} from "./terrain-model.js";

/** What a walk through the models gives. */
export interface StationTerrain {
  /** Terrain correction, mGal. */
  correction: number;
  /** Upper bound of its error by taking blocks for cells, mGal. */
  bound: number;
  /** Variance by taking blocks for cells, and by the errors of the models' heights, mGal². */
  variance: number;
  /** What bending the ground to the station changed, mGal. */
  reconciled: number;
  /** Tiles that were missing, by model; the result is not valid then. */
  readonly missing: Set<number>[];
}

/**
 * The part of the error that a square metre at a distance may have, so that all together stay below the tolerance: it
 * falls with distance^−2.5, as the optimum between many small blocks near and few large ones far does (a block's error
 * per area goes with a²/d⁵, and the number of blocks with 1/a²). ∬ (d + e)^−2.5 dA = 8π/3 e^−½.
 */
const EVEN = 3 / (8 * Math.PI);

/** Cells of the finest model within which the share of the error no longer grows. */
const EVEN_CELLS = 30;

/** Share of the tolerance that the rim of the terrain (166.7 km) may have. */
const RIM_SHARE = 0.05;

/** Blocks wider than this, metres, are never judged from their middle: on the globe they are no rectangles any more. */
const WIDEST = 0.2 * EARTH_RADIUS;

/** How many times the even share of the tolerance a block may first have. */
const EASE = 4;

/** Walks from the largest blocks down to where each is good enough, and sums. */
export class TerrainWalk {
  private readonly stack = new Int32Array(3 * 4 * 40);
  private readonly cell = new Float64Array(MOMENTS);
  private readonly near: NearTerrain;
  private readonly view: BlockView = {
    ...{ stationHeight: 0, curvature: 0, x: 0, y: 0, s: 0, width: 0, height: 0 },
  };
  private readonly models: readonly TerrainModel[];
  private readonly settings: TerrainSettings;
  private readonly even: number;
  private readonly factor: number;

  constructor(models: readonly TerrainModel[], settings: TerrainSettings) {
    this.models = models;
    this.settings = settings;
    this.near = new NearTerrain(models, settings);
    this.factor = GRAVITATIONAL_CONSTANT * MILLIGAL_PER_SI * settings.density;
    this.even = EVEN_CELLS * models[0].axes[0].height[0];
  }

  /**
   * Terrain correction of a station. Blocks are taken larger than an even share of the tolerance allows, because the sum
   * rarely uses it up; where it would be exceeded, the walk is done again with smaller ones.
   */
  correct(station: TerrainStation): StationTerrain {
    for (let ease = EASE; ; ease /= 2) {
      const answer: StationTerrain = {
        ...{ correction: 0, bound: 0, variance: 0, reconciled: 0 },
        missing: this.models.map(() => new Set()),
      };
      this.near.begin(station, answer.missing);
      for (const [k, model] of this.models.entries())
        this.walk(model, station, answer, answer.missing[k], ease);
      answer.correction += this.factor * this.near.effect();
      answer.variance += this.factor ** 2 * this.near.variance;
      answer.reconciled = this.factor * this.near.reconciled;
      if (answer.bound <= this.settings.tolerance || Number.isNaN(answer.bound)) return answer;
    }
  }

  /** Height of the finest model's surface at a place. */
  surface(x: number, y: number): number {
    const home = homeOf(this.models, x, y);
    return home ? groundHeight(home, this.settings, x, y) : Number.NaN;
  }

  private walk(
    model: TerrainModel,
    station: TerrainStation,
    answer: StationTerrain,
    missing: Set<number>,
    ease: number,
  ): void {
    const { stack, view, settings, factor } = this;
    const { curvature, radius, tolerance } = settings;
    const { frame, axes, holes, base } = model;
    const beta = 1 + curvature * station.height;
    const scale = Math.PI / 180;
    const [sinX, cosX] = [Math.sin(station.x * scale), Math.cos(station.x * scale)];
    const [sinY, cosY] = [Math.sin(station.y * scale), Math.cos(station.y * scale)];
    const bent = this.near.reachOf(model);
    const share = ease * tolerance * EVEN * Math.sqrt(this.even);
    view.stationHeight = station.height;
    view.curvature = curvature;
    let top = 3;
    stack[0] = topLevel(model);
    stack[1] = 0;
    stack[2] = 0;
    while (top > 0) {
      top -= 3;
      const level = stack[top];
      const i = stack[top + 1];
      const j = stack[top + 2];
      const axis = axes[level];
      let x: number;
      let y: number;
      let width = axis.width[i];
      const height = axis.height[j];
      if (frame.isDegrees && level > 0 && Math.max(width, height) > WIDEST) {
        top = this.split(model, level, i, j, top);
        continue;
      }
      if (frame.isDegrees) {
        const sinD = axis.sinX[i] * cosX - axis.cosX[i] * sinX;
        const cosD = axis.cosX[i] * cosX + axis.sinX[i] * sinX;
        x = EARTH_RADIUS * beta * cosY * sinD;
        y = EARTH_RADIUS * beta * (axis.sinY[j] * cosY * cosD - axis.cosY[j] * sinY);
        width *= axis.cosY[j];
        if (axis.sinY[j] * sinY + axis.cosY[j] * cosY * cosD < 0) continue; // on the other side of the Earth
      } else {
        x = axis.x[i] - station.x;
        y = axis.y[j] - station.y;
        const onSphere = beta * (1 - (curvature * curvature * (x * x + y * y)) / 6); // the sine for the arc
        x *= onSphere;
        y *= onSphere;
      }
      const flat = (x * x + y * y) / (beta * beta);
      const t = curvature * curvature * flat;
      const s = flat * (1 + t / 4 + (t * t) / 8); // chord² from sin²: 2 (1 − √(1 − t))
      const distance = Math.sqrt(s);
      const half = 0.5 * Math.sqrt(width * width + height * height);
      if (distance - half >= radius) continue;
      const covered =
        holes.length === 0
          ? 0
          : coveredBy(holes, this.near.extent(model, level, i, j), 1e-9 * frame.cellWidth);
      if (covered === 1) continue;
      view.x = x;
      view.y = y;
      view.s = s;
      view.width = width;
      view.height = height;
      const isRim = distance + half > radius;
      const patch = level < base ? model.patches.get(tileOf(model, level, i, j)) : undefined;
      if (level < base && patch === undefined) {
        missing.add(tileOf(model, level, i, j));
        continue;
      }
      const moments = this.momentsOf(model, patch, level, i, j);
      const at = this.at;
      const across = (Math.abs(x) * width + Math.abs(y) * height) / distance;
      const inside = isRim ? Math.min(1, Math.max(0, 0.5 + (radius - distance) / across)) : 1;
      if (covered === 0 && distance - half > bent) {
        const area = width * height;
        const spare = distance + this.even;
        const error = factor * blockError(view, moments, at);
        if (error <= share / (spare * spare * Math.sqrt(spare))) {
          const effect = factor * area * blockEffect(view, moments, at);
          const rim = isRim ? Math.abs(effect) * radius * 0.63 : 0; // of all blocks of this size along the rim
          if (level === 0 || rim <= RIM_SHARE * tolerance * Math.max(width, height)) {
            answer.correction += inside * effect;
            const bound = area * error + (isRim ? 0.1 * Math.abs(effect) : 0);
            answer.bound += bound;
            answer.variance += (bound * bound) / 3; // anywhere within it, each block for itself
            if (settings.demSigma > 0)
              answer.variance += factor * factor * heightVariance(view, moments[at + MEAN], model, settings);
            continue;
          }
        }
      }
      if (level === 0) {
        if (patch) this.near.add(model, patch, i, j, covered === 2, inside);
        continue;
      }
      top = this.split(model, level, i, j, top);
    }
  }

  /** Puts the blocks that a block is made of onto the stack; returns its new top. */
  private split({ axes }: TerrainModel, level: number, i: number, j: number, top: number): number {
    const finer = axes[level - 1];
    let end = top;
    for (let jj = 2 * j; jj < 2 * j + 2 && jj < finer.y.length; jj++)
      for (let ii = 2 * i; ii < 2 * i + 2 && ii < finer.x.length; ii++) {
        this.stack[end] = level - 1;
        this.stack[end + 1] = ii;
        this.stack[end + 2] = jj;
        end += 3;
      }
    return end;
  }

  private at = 0;

  /** Where the moments of a block are; sets `at`. */
  private momentsOf(
    model: TerrainModel,
    patch: Patch | undefined,
    level: number,
    i: number,
    j: number,
  ): Float32Array | Float64Array {
    if (patch === undefined) {
      this.at = (j * model.axes[level].x.length + i) * MOMENTS;
      return model.overview[level] as Float32Array;
    }
    const [ii, jj] = [i - (patch.column >> level), j - (patch.row >> level)];
    const moments = patch.levels[level];
    if (moments) {
      const columns = (patch.columns + (1 << level) - 1) >> level;
      this.at = (jj * columns + ii) * MOMENTS;
      return moments;
    }
    this.cell[MEAN] = patch.heights[(jj + 1) * (patch.columns + 2) + ii + 1];
    this.at = 0;
    return this.cell;
  }
}
