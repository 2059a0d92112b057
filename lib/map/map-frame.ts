import { ArgumentError } from "../core/errors.js";
import { type Grid, gridRegion, isInDegrees, type Region } from "../core/grid.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import { degreeLabel, degreeStep, numberLabel, roundStep, ticksInRange } from "./nice-ticks.js";

/** The map's window on the sheet, and the way from coordinates to px. */
export interface MapFrame {
  readonly region: Region;
  readonly degrees: boolean;
  /** Inner edge of the frame on the sheet, in px. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly toSheetX: (x: number) => number;
  readonly toSheetY: (y: number) => number;
  /** Metres on the ground for one px along x, at the middle of the map. */
  readonly metresPerPixel: number;
}

/** Ticks of one side of the frame. */
export interface FrameTicks {
  /** Labelled positions, in coordinates. */
  readonly values: readonly number[];
  readonly labels: readonly string[];
  /** Length of one black or white part of the frame, or the distance of small ticks. */
  readonly minorStep: number;
}

/**
 * Height of a map over its width. Degrees are drawn so that the map is true to scale along both axes in its middle
 * (equirectangular projection): see {@link degreeStretch}.
 */
export function frameAspect(grid: Grid): number {
  return aspectOf(gridRegion(grid), isInDegrees(grid));
}

function aspectOf([west, east, south, north]: Region, degrees: boolean): number {
  if (!degrees) return (north - south) / (east - west);
  if (south < -90 || north > 90) {
    throw new ArgumentError({
      argument: "grid.y",
      value: [south, north],
      accepted: "latitudes from −90 to 90, because grid.crs is EPSG:4326",
      advice: "For metres set crs to 'plane' or to the EPSG code of the projection.",
    });
  }
  return (north - south) / ((east - west) * degreeStretch((south + north) / 2));
}

/**
 * How long a degree of longitude is beside a degree of latitude, on the ellipsoid: at 18° it is 0.6 % more than
 * cos(latitude), which is the answer of a sphere. Not below 0.05, so that a map at a pole keeps a width.
 */
export function degreeStretch(latitude: number): number {
  const metres = metresPerDegree(latitude);
  return Math.max(metres.longitude / metres.latitude, 0.05);
}

/** Puts a grid's region into a window of the sheet. */
export function mapFrame(grid: Grid, window: { left: number; top: number; width: number }): MapFrame {
  return frameOf(gridRegion(grid), isInDegrees(grid), window);
}

/** Puts a region into a window of the sheet. */
export function frameOf(
  region: Region,
  degrees: boolean,
  window: { left: number; top: number; width: number },
): MapFrame {
  const [west, east, south, north] = region;
  const height = window.width * aspectOf(region, degrees);
  const unit = degrees ? metresPerDegree((south + north) / 2).longitude : 1;
  return Object.freeze({
    ...window,
    region,
    degrees,
    height,
    toSheetX: (x: number) => window.left + ((x - west) / (east - west)) * window.width,
    toSheetY: (y: number) => window.top + ((north - y) / (north - south)) * height,
    metresPerPixel: ((east - west) * unit) / window.width,
  });
}

/**
 * Round ticks for the sides of a frame, at least about `room` px apart. Both sides have the same step, unless
 * the map is so narrow that one side would be left with fewer than two ticks.
 */
export function frameTicks(
  grid: Grid,
  size: { readonly width: number; readonly height: number },
  room: number,
): { readonly x: FrameTicks; readonly y: FrameTicks } {
  const unit = { degrees: isInDegrees(grid), kilometres: inKilometres(grid) };
  return ticksOfRegion(gridRegion(grid), unit, size, room);
}

/** {@link frameTicks} of a region of degrees, or of metres that are written in metres or in kilometres. */
export function ticksOfRegion(
  [west, east, south, north]: Region,
  { degrees, kilometres }: { readonly degrees: boolean; readonly kilometres: boolean },
  size: { readonly width: number; readonly height: number },
  room: number,
): { readonly x: FrameTicks; readonly y: FrameTicks } {
  // A short side may have its ticks closer, so that two of them say what the scale is.
  const stepFor = (start: number, end: number, length: number, closest: number): number => {
    const steps = [1, 0.8, 0.6, 0.4]
      .filter((part) => part >= closest)
      .map((part) => (degrees ? degreeStep : roundStep)(end - start, Math.max(1, length / (room * part))));
    return steps.find((step) => ticksInRange(start, end, step).length >= 2) ?? steps[steps.length - 1];
  };
  const stepX = stepFor(west, east, size.width, 0.6);
  const stepY = stepFor(south, north, size.height, 0.4);
  const common = Math.max(stepX, stepY);
  const ticks = (axis: "longitude" | "latitude", start: number, end: number, own: number): FrameTicks => {
    const enough = ticksInRange(start, end, common).length >= 2;
    const step = enough ? common : own;
    const values = ticksInRange(start, end, step);
    const label = (value: number): string =>
      degrees
        ? degreeLabel(value, axis)
        : kilometres
          ? numberLabel(value / 1000, step / 1000)
          : numberLabel(value, step);
    return { values, labels: values.map(label), minorStep: minorStep(step, degrees) };
  };
  return { x: ticks("longitude", west, east, stepX), y: ticks("latitude", south, north, stepY) };
}

/** Metric frames of 5 km and more are labelled in kilometres. */
export function inKilometres(grid: Grid): boolean {
  const [west, east, south, north] = gridRegion(grid);
  return !isInDegrees(grid) && Math.max(east - west, north - south) >= 5000;
}

/** The largest round step that divides a tick step: 15′ for 30′, 5′ for 15′, 1 km for 5 km. */
function minorStep(step: number, degrees: boolean): number {
  if (!degrees)
    return String(step)
      .replace(/[0.]|e.*/g, "")
      .startsWith("2")
      ? step / 2
      : step / 5;
  const isRound = (part: number): boolean => Math.abs(degreeStep(part, 1) - part) < 1e-9 * part;
  return step / ([2, 3, 5].find((parts) => isRound(step / parts)) ?? 1);
}
