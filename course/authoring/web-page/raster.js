// A window of a layer at the fineness that the screen needs, and its colours.
import { gridSampler, halved, within } from "./sample.js";
import { seenRegion } from "./view.js";

/** A window of so many nodes may be kept whole: it is never made again while the map moves. */
const KEPT_WHOLE = 600_000;
/** A cell of more pixels is divided, so that the surface is as smooth as its values. */
const COARSE = 6;

/**
 * The nodes that a view needs, as a grid of its own: halved until a node is about a pixel, or divided where nodes are
 * far apart. It reaches beyond the view, and is given back as it is until the view leaves it; where it is `quick`, in
 * spite of another magnification.
 */
export function rasterFor(layer, view, quick) {
  const cell = Math.min(layer.grid.dx * view.stretch, layer.grid.dy) * view.scale;
  const level =
    cell > COARSE ? -Math.ceil(Math.log2(cell / COARSE)) : Math.max(0, Math.round(-Math.log2(cell)));
  const seen = cut(seenRegion(view), layer.grid.region);
  const old = layer.raster;
  if (old && (quick || old.level === level) && holds(old.covered, seen)) return old;
  const raster = level < 0 ? divided(layer.grid, -level, seen) : window(levelOf(layer, level), seen);
  layer.raster = Object.assign(raster, { level });
  return layer.raster;
}

/** The layer halved so many times; `light` goes on until it has few nodes. */
export function levelOf(layer, level, light = false) {
  layer.levels ??= [layer.grid];
  if (light && layer.grid.columns * layer.grid.rows > KEPT_WHOLE * 4 ** level)
    return levelOf(layer, level + 1, light);
  while (layer.levels.length <= level) {
    const last = layer.levels[layer.levels.length - 1];
    if (last.columns < 4 || last.rows < 4) return last;
    layer.levels.push(halved(last));
  }
  return layer.levels[level];
}

/** The nodes in and around what is seen. */
function window(grid, seen) {
  if (grid.columns * grid.rows <= KEPT_WHOLE) return { ...grid, covered: grid.region };
  const wide = widened(seen);
  const [i0, i1] = nodesOf(wide[0], wide[1], grid.x0, grid.dx, grid.columns);
  const [j0, j1] = nodesOf(wide[2], wide[3], grid.y0, grid.dy, grid.rows);
  const [columns, rows] = [i1 - i0 + 1, j1 - j0 + 1];
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const from = (j0 + row) * grid.columns + i0;
    values.set(grid.values.subarray(from, from + columns), row * columns);
  }
  const [x0, y0] = [grid.x0 + i0 * grid.dx, grid.y0 + j0 * grid.dy];
  return { ...grid, columns, rows, x0, y0, values, covered: cut(wide, grid.region) };
}

function nodesOf(low, high, start, spacing, count) {
  const first = within(Math.floor((low - start) / spacing), 0, count - 2);
  return [first, within(Math.ceil((high - start) / spacing), first + 1, count - 1)];
}

/** Samples between the nodes, each cell in 2 ** `times` parts, over what is seen and its surroundings. */
function divided(grid, times, seen) {
  const covered = cut(widened(seen), grid.region);
  const parts = 2 ** Math.min(times, 7);
  const [dx, dy] = [grid.dx / parts, grid.dy / parts];
  const columns = Math.max(2, Math.ceil((covered[1] - covered[0]) / dx));
  const rows = Math.max(2, Math.ceil((covered[3] - covered[2]) / dy));
  const [x0, y0] = [covered[0] + dx / 2, covered[2] + dy / 2];
  const sample = gridSampler(grid);
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = sample(x0 + column * dx, y0 + row * dy);
    }
  }
  return { ...grid, columns, rows, x0, y0, dx, dy, values, covered };
}

/** A third more on each side. */
function widened([west, east, south, north]) {
  const [x, y] = [(east - west) / 3, (north - south) / 3];
  return [west - x, east + x, south - y, north + y];
}

function cut([west, east, south, north], limits) {
  return [
    within(west, limits[0], limits[1]),
    within(east, limits[0], limits[1]),
    within(south, limits[2], limits[3]),
    within(north, limits[2], limits[3]),
  ];
}

function holds(outer, inner) {
  return inner.every((value, i) => (i % 2 === 0 ? value >= outer[i] : value <= outer[i]));
}

/** The place from 0 to 1 of a value on a colour scale: straight between the scale's knots. */
export function scalePlace({ knots, places }, value) {
  const last = knots.length - 1;
  if (value <= knots[0]) return 0;
  if (value >= knots[last]) return 1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle] <= value) low = middle;
    else high = middle;
  }
  const part = (value - knots[low]) / (knots[high] - knots[low]);
  return places[low] + part * (places[high] - places[low]);
}

/** A colour of the scale as a number for little-endian RGBA pixels. */
function packedColours({ palette }) {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const rgb = Number.parseInt(palette.slice(6 * i, 6 * i + 6), 16);
    return (0xff000000 | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
  });
}

/** Colours of evenly spaced values between the ends of a scale. */
function colourTable(scale) {
  const size = 8192;
  const colours = packedColours(scale);
  const [low, high] = [scale.knots[0], scale.knots[scale.knots.length - 1]];
  const table = Uint32Array.from(
    { length: size + 1 },
    (_, i) => colours[Math.round(255 * scalePlace(scale, low + ((high - low) * i) / size))],
  );
  return { table, low, factor: size / (high - low), size };
}

/** The raster as a picture of its own, one pixel a node, north up; holes are transparent. */
export function pictureOf(layer, raster) {
  if (raster.picture) return raster.picture;
  layer.colours ??= colourTable(layer.scale);
  const { table, low, factor, size } = layer.colours;
  const { columns, rows, values } = raster;
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [columns, rows];
  const context = picture.getContext("2d");
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < rows; row++) {
    const to = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column];
      if (Number.isNaN(value)) continue;
      pixels[to + column] = table[Math.round(within((value - low) * factor, 0, size))];
    }
  }
  context.putImageData(image, 0, 0);
  raster.picture = picture;
  return picture;
}
