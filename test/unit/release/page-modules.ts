/**
 * The modules of the page's script, as the tests call them. They are plain JavaScript without declarations, so what the
 * tests use of them is said here.
 */
import type { Region } from "../../../lib/core/grid.js";

/** A grid as the page holds it. */
export interface PageGrid {
  readonly x0: number;
  readonly dx: number;
  readonly columns: number;
  readonly y0: number;
  readonly dy: number;
  readonly rows: number;
  readonly region: Region;
  readonly values: Float64Array;
  readonly sigma?: Float64Array;
}

interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface DataModule {
  unpackGrid(bytes: Uint8Array, packing: object): Float64Array;
  unpackLines(packed: object): Line[];
}

export interface SampleModule {
  gridSampler(grid: PageGrid): (x: number, y: number) => number;
  sigmaAt(grid: PageGrid, x: number, y: number): number;
  halved(grid: PageGrid): PageGrid;
}

export interface ViewModule {
  metresPerUnit(degrees: boolean, latitude: number): { x: number; y: number };
  numberText(value: number, decimals: number): string;
  degreeText(degrees: number, letters: "EW" | "NS", step: number): string;
  degreeStep(least: number): number;
  roundStep(least: number): number;
  ticks(low: number, high: number, step: number): number[];
}

export interface RasterModule {
  scalePlace(scale: { knots: readonly number[]; places: readonly number[] }, value: number): number;
}

export interface ShadeModule {
  illumination(grid: PageGrid, degrees: boolean, exaggeration: number): Float64Array;
  exaggerationOf(grid: PageGrid, degrees: boolean): number;
}

export interface DegreesModule {
  atPlace(packed: object, x: number, y: number): [number, number] | undefined;
}

export interface ContoursModule {
  contoursOf(raster: PageGrid, step: number): { lines: (Line & { level: number })[] };
}

export interface ReadoutModule {
  readout(
    state: { page: object; layer: object; stations?: object },
    x: number,
    y: number,
  ): { value: string; lines: readonly string[] };
  nearestStation(
    stations: { x: ArrayLike<number>; y: ArrayLike<number> },
    x: number,
    y: number,
    degrees: boolean,
  ): { index: number; metres: number };
}

export interface AssembleModule {
  assembled(): string;
}

/** A module of the page's script by its file's name. */
export function pageModule<Module>(file: string): Promise<Module> {
  return import(new URL(`../../../course/authoring/web-page/${file}`, import.meta.url).href);
}
