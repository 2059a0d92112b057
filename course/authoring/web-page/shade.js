// Light and shade over the colours, as on the printed sheets: light from the north-west, 45° high.
import { levelOf } from "./raster.js";
import { metresPerUnit } from "./view.js";

/** How much black the darkest, and how much white the brightest shade mixes into a colour. */
const MOST_SHADE = 0.4;
/** Part of the slopes that are drawn gentler than 45°. */
const GENTLER = 0.9;

/** The light on a raster as a picture of black and white that lets the colours through; holes are transparent. */
export function shadeOf(layer, raster, degrees) {
  if (raster.shade) return raster.shade;
  layer.exaggeration ??= exaggerationOf(levelOf(layer, 0, true), degrees);
  const { columns, rows } = raster;
  const light = illumination(raster, degrees, layer.exaggeration);
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [columns, rows];
  const context = picture.getContext("2d");
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < rows; row++) {
    const to = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++)
      pixels[to + column] = shadePixel(light[row * columns + column]);
  }
  context.putImageData(image, 0, 0);
  raster.shade = picture;
  return picture;
}

/** A flat place keeps its colour; little-endian RGBA. */
function shadePixel(light) {
  const flat = Math.SQRT1_2;
  if (Number.isNaN(light)) return 0;
  const part = light < flat ? (flat - light) / flat : (light - flat) / (1 - flat);
  const opacity = Math.round(255 * MOST_SHADE * Math.min(1, part)) << 24;
  return (light < flat ? opacity : opacity | 0xffffff) >>> 0;
}

/** Cosine of the angle between the light and the surface's normal, 0 where it is turned away; NaN in holes. */
export function illumination(grid, degrees, exaggeration) {
  const { east, north } = slopesOf(grid, degrees);
  return east.map((slope, i) => {
    const [p, q] = [exaggeration * slope, exaggeration * north[i]];
    return Math.max(0, (Math.SQRT1_2 + (p - q) / 2) / Math.sqrt(1 + p * p + q * q));
  });
}

/** One over the slope that nine tenths of the nodes stay below; 1 where all is flat. */
export function exaggerationOf(grid, degrees) {
  const { east, north } = slopesOf(grid, degrees);
  const steepness = east
    .map((slope, i) => Math.hypot(slope, north[i]))
    .filter((slope) => !Number.isNaN(slope));
  steepness.sort();
  const last = steepness.length - 1;
  const steep = steepness[Math.floor(GENTLER * last)] || steepness[last];
  return steep > 0 ? 1 / steep : 1;
}

/** Slopes to the east and north for each metre (Horn 1981); a missing neighbour lies on the line of its opposites. */
function slopesOf(grid, degrees) {
  const { columns, rows, values, dx, dy, y0 } = grid;
  const [east, north] = [new Float64Array(values.length), new Float64Array(values.length)];
  const at = (column, row) =>
    column < 0 || row < 0 || column >= columns || row >= rows ? Number.NaN : values[row * columns + column];
  for (let row = 0; row < rows; row++) {
    const metres = metresPerUnit(degrees, y0 + row * dy);
    const [wide, high] = [8 * dx * metres.x, 8 * dy * metres.y];
    for (let column = 0; column < columns; column++) {
      const [a, b, c] = [at(column - 1, row + 1), at(column, row + 1), at(column + 1, row + 1)];
      const [d, e, f] = [at(column - 1, row), at(column, row), at(column + 1, row)];
      const [g, h, i] = [at(column - 1, row - 1), at(column, row - 1), at(column + 1, row - 1)];
      const k = row * columns + column;
      const across = c + 2 * f + i - a - 2 * d - g;
      const up = a + 2 * b + c - g - 2 * h - i;
      const isWhole = !Number.isNaN(across + up + e);
      east[k] = (isWhole ? across : 8 * stepOfLines([a, b, c], [d, e, f], [g, h, i])) / wide;
      north[k] = (isWhole ? up : 8 * stepOfLines([g, d, a], [h, e, b], [i, f, c])) / high;
    }
  }
  return { east, north };
}

function stepOfLines(first, middle, last) {
  if (Number.isNaN(middle[1])) return Number.NaN;
  const steps = [first, middle, middle, last]
    .map(([before, here, after]) => {
      const choices = [(after - before) / 2, here - before, after - here];
      return choices.find((step) => !Number.isNaN(step)) ?? Number.NaN;
    })
    .filter((step) => !Number.isNaN(step));
  return steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + step, 0) / steps.length;
}
