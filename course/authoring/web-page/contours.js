// Contour lines of what is seen, made from the values in the page: they become closer as the map becomes larger.
import { roundStep } from "./view.js";

/** More nodes a side are passed over. */
const SIDE = 420;

/** The interval of a layer at a magnification: that of the whole map, and less the closer one looks. */
export function contourStep(layer, magnification) {
  const smallest = 10 * 10 ** -layer.decimals;
  return Math.max(roundStep(layer.interval / magnification), Math.min(layer.interval, roundStep(smallest)));
}

/** Lines of a raster, kept with it: level, and x and y of the vertices. */
export function contoursOf(raster, step) {
  if (raster.contours?.step === step) return raster.contours;
  const stride = Math.max(1, Math.ceil(Math.max(raster.columns, raster.rows) / SIDE));
  const grid = strided(raster, stride);
  const lines = [];
  const links = new Int32Array(4 * grid.columns * grid.rows).fill(-1);
  for (const [k, cells] of cellsByLevel(grid, step)) addLevel(grid, cells, k, k * step, links, lines);
  raster.contours = { step, lines };
  return raster.contours;
}

/** For each level the cells that it crosses, by the number of their south-western node; those with a gap are left out. */
function cellsByLevel({ columns, rows, values }, step) {
  const found = new Map();
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const node = row * columns + column;
      const a = values[node];
      const b = values[node + 1];
      const c = values[node + columns + 1];
      const d = values[node + columns];
      if (Number.isNaN(a + b + c + d)) continue;
      const last = Math.floor(Math.max(a, b, c, d) / step);
      for (let k = Math.floor(Math.min(a, b, c, d) / step) + 1; k <= last; k++) {
        const cells = found.get(k);
        if (cells) cells.push(node);
        else found.set(k, [node]);
      }
    }
  }
  return [...found].sort((one, other) => one[0] - other[0]);
}

function strided(raster, stride) {
  if (stride === 1) return raster;
  const [columns, rows] = [Math.ceil(raster.columns / stride), Math.ceil(raster.rows / stride)];
  const values = new Float64Array(columns * rows);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / columns);
    values[i] = raster.values[row * stride * raster.columns + (i - row * columns) * stride];
  }
  return { ...raster, columns, rows, values, dx: raster.dx * stride, dy: raster.dy * stride };
}

/**
 * Marching squares. An edge of a cell has a number: twice that of the node at its lower or left end, and one more where
 * it goes up. `links` has two places for each edge: the edges that the line goes to from there.
 */
function addLevel(grid, cells, k, level, links, lines) {
  const { columns, values } = grid;
  const touched = [];
  const join = (from, to) => {
    if (links[2 * from] < 0) {
      links[2 * from] = to;
      touched.push(from);
    } else links[2 * from + 1] = to;
  };
  const link = (one, other) => {
    join(one, other);
    join(other, one);
  };
  for (const node of cells) {
    const a = values[node];
    const b = values[node + 1];
    const c = values[node + columns + 1];
    const d = values[node + columns];
    const south = 2 * node;
    const west = 2 * node + 1;
    const north = 2 * (node + columns);
    const east = 2 * (node + 1) + 1;
    const pattern = (a >= level ? 1 : 0) + (b >= level ? 2 : 0) + (c >= level ? 4 : 0) + (d >= level ? 8 : 0);
    if (pattern === 5 || pattern === 10) {
      // A saddle: the middle decides which corners belong together.
      const together = (a + b + c + d) / 4 >= level === (pattern === 5);
      link(south, together ? east : west);
      link(north, together ? west : east);
    } else if (pattern === 1 || pattern === 14) link(south, west);
    else if (pattern === 2 || pattern === 13) link(south, east);
    else if (pattern === 4 || pattern === 11) link(east, north);
    else if (pattern === 8 || pattern === 7) link(north, west);
    else if (pattern === 3 || pattern === 12) link(west, east);
    else if (pattern === 6 || pattern === 9) link(south, north);
  }
  trace(touched, links, (chain) => lines.push({ k, level, ...placed(grid, chain, level) }));
}

/** Follows the links: first the lines with ends, then those that close. */
function trace(touched, links, found) {
  const follow = (start) => {
    const chain = [start];
    for (let at = start; ; ) {
      const slot = links[2 * at] >= 0 ? 2 * at : 2 * at + 1;
      const next = links[slot];
      if (next < 0) break;
      links[slot] = -1;
      if (links[2 * next] === at) links[2 * next] = -1;
      else if (links[2 * next + 1] === at) links[2 * next + 1] = -1;
      chain.push(next);
      at = next;
    }
    if (chain.length > 1) found(chain);
  };
  for (const edge of touched) if (links[2 * edge + 1] < 0) follow(edge);
  for (const edge of touched) follow(edge);
}

function placed({ columns, x0, dx, y0, dy, values }, chain, level) {
  const x = new Float64Array(chain.length);
  const y = new Float64Array(chain.length);
  chain.forEach((edge, i) => {
    const node = edge >> 1;
    const [up, right] = edge & 1 ? [1, 0] : [0, 1];
    const other = values[up ? node + columns : node + 1];
    const part = (level - values[node]) / (other - values[node]);
    x[i] = x0 + dx * ((node % columns) + right * part);
    y[i] = y0 + dy * (Math.floor(node / columns) + up * part);
  });
  return { x, y };
}
