// Draws the map: surface, graticule, contours, coasts, stations, frame. Everything stands in CSS pixels.
import { contourStep, contoursOf } from "./contours.js";
import { pictureOf, rasterFor } from "./raster.js";
import { shadeOf } from "./shade.js";
import {
  decimalsOf,
  degreeStep,
  degreeText,
  metresPerUnit,
  numberText,
  roundStep,
  seenRegion,
  ticks,
  toPixelX,
  toPixelY,
  wholeScale,
} from "./view.js";

const INK = "#1c2733";
const FONT = '"Noto Sans", "Segoe UI", system-ui, sans-serif';

/**
 * Draws the state of the map; `shown` names the overlays that are on. While a hand moves it (`quick`), what is there is
 * magnified rather than made anew. Gives back the interval of the contours.
 */
export function drawMap(context, { view, layer, overlays, shown, picked, keyboard, quick }) {
  const { left, top, width, height } = view;
  context.clearRect(0, 0, left + width + 100, top + height + 100);
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  const [x0, x1, y0, y1] = view.region;
  const [west, north] = [toPixelX(view, x0), toPixelY(view, y1)];
  const [wide, high] = [toPixelX(view, x1) - west, toPixelY(view, y0) - north];
  context.fillStyle = "#e9edf0";
  context.fillRect(left, top, width, height);
  context.beginPath();
  context.rect(west, north, wide, high);
  context.save();
  context.clip();
  const papers = layer.scale.hasWhite ? ["#ffffff", hatching(context)] : ["#ffffff"];
  for (const paper of papers) {
    context.fillStyle = paper;
    context.fillRect(left, top, width, height);
  }
  const raster = rasterFor(layer, view, quick);
  drawPicture(context, view, pictureOf(layer, raster), raster);
  if (shown.hillshade) drawPicture(context, view, shadeOf(layer, raster, view.degrees), raster);
  const frame = frameTicks(view);
  drawGraticule(context, view, frame);
  const step = shown.contours ? drawContours(context, view, layer, raster, quick) : 0;
  for (const kind of ["line", "border", "coast"]) {
    if (shown[kind]) for (const path of overlays[kind] ?? []) drawPath(context, view, path, kind);
  }
  if (shown.stations) drawStations(context, view, overlays.stations);
  context.restore();
  context.lineWidth = 1;
  context.strokeStyle = INK;
  context.strokeRect(west, north, wide, high);
  if (picked) drawMark(context, toPixelX(view, picked.x), toPixelY(view, picked.y));
  if (keyboard) drawCross(context, view);
  drawScaleBar(context, view);
  context.restore();
  drawFrame(context, view, frame);
  return step;
}

/** Fine lines for holes, where the colours have a white of their own. */
function hatching(context) {
  const tile = document.createElement("canvas");
  [tile.width, tile.height] = [7, 7];
  const lines = tile.getContext("2d");
  lines.strokeStyle = "#8c8c8c";
  lines.lineWidth = 0.8;
  for (const from of [0, 7, 14]) {
    lines.moveTo(from + 1, -1);
    lines.lineTo(from - 8, 8);
  }
  lines.stroke();
  return context.createPattern(tile, "repeat");
}

function drawPicture(context, view, picture, { x0, dx, columns, y0, dy, rows }) {
  const west = toPixelX(view, x0 - dx / 2);
  const east = toPixelX(view, x0 + (columns - 0.5) * dx);
  const north = toPixelY(view, y0 + (rows - 0.5) * dy);
  const south = toPixelY(view, y0 - dy / 2);
  context.imageSmoothingEnabled = true;
  context.drawImage(picture, west, north, east - west, south - north);
}

function drawGraticule(context, view, { x, y }) {
  context.beginPath();
  for (const value of x.values) {
    const at = Math.round(toPixelX(view, value)) + 0.5;
    context.moveTo(at, view.top);
    context.lineTo(at, view.top + view.height);
  }
  for (const value of y.values) {
    const at = Math.round(toPixelY(view, value)) + 0.5;
    context.moveTo(view.left, at);
    context.lineTo(view.left + view.width, at);
  }
  context.lineWidth = 1;
  context.strokeStyle = "rgba(28, 39, 51, 0.16)";
  context.stroke();
}

/** The transformation from offsets from a path's own middle to pixels. */
function matrixOf(view, { x, y }) {
  const { stretch, scale } = view;
  return new DOMMatrix([stretch * scale, 0, 0, -scale, toPixelX(view, x), toPixelY(view, y)]);
}

/** Lines as one path of offsets from a middle, so that its single-precision numbers suffice. */
export function pathOf(lines, middle) {
  const path = new Path2D();
  for (const { x, y } of lines) {
    for (let i = 0; i < x.length; i++) {
      if (i === 0) path.moveTo(x[0] - middle.x, y[0] - middle.y);
      else path.lineTo(x[i] - middle.x, y[i] - middle.y);
    }
  }
  return { path, ...middle };
}

const LOOKS = {
  coast: { width: 1.1, colour: "#12222f", dash: [] },
  border: { width: 1, colour: "rgba(18, 34, 47, 0.8)", dash: [5, 3] },
  line: { width: 1.2, colour: "#7a1f5c", dash: [] },
  contour: { width: 0.6, colour: "rgba(40, 28, 20, 0.55)", dash: [] },
  index: { width: 1.1, colour: "rgba(40, 28, 20, 0.75)", dash: [] },
};

function drawPath(context, view, path, kind) {
  // The path is placed first and stroked then: lines keep their width.
  const onCanvas = new Path2D();
  onCanvas.addPath(path.path, matrixOf(view, path));
  const { width, colour, dash } = LOOKS[kind];
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.setLineDash(dash);
  context.lineJoin = "round";
  context.stroke(onCanvas);
  context.setLineDash([]);
}

function drawContours(context, view, layer, raster, quick) {
  // A map of 350 to 700 pixels has about the layer's interval; on a telephone there is less room for lines.
  const [west, east, south, north] = view.region;
  const size = Math.sqrt((east - west) * (north - south) * view.stretch) * view.scale;
  const step = (quick && raster.contours?.step) || contourStep(layer, size / 350);
  const contours = contoursOf(raster, step);
  if (!contours.thin) {
    const middle = { x: raster.x0, y: raster.y0 };
    const few = new Set(contours.lines.map(({ k }) => k)).size < 6;
    contours.index = contours.lines.filter(({ k }) => few || k % 5 === 0);
    contours.thin = pathOf(few ? [] : contours.lines.filter(({ k }) => k % 5 !== 0), middle);
    contours.bold = pathOf(contours.index, middle);
  }
  drawPath(context, view, contours.thin, "contour");
  drawPath(context, view, contours.bold, "index");
  const boxes = [];
  context.font = `600 11px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const line of contours.index) labelLine(context, view, line, decimalsOf(step), boxes);
  return step;
}

/** Writes the level on a line where it is long enough, straight enough, and nothing else is written. */
function labelLine(context, view, { x, y, level }, decimals, boxes) {
  if (x.length < 8) return;
  const text = numberText(level, decimals);
  const half = context.measureText(text).width / 2 + 3;
  const every = Math.max(1, Math.floor(x.length / 40));
  let walked = -half;
  for (let i = every; i < x.length - every && boxes.length < 150; i += every) {
    const [px, py] = [toPixelX(view, x[i]), toPixelY(view, y[i])];
    const before = [toPixelX(view, x[i - every]), toPixelY(view, y[i - every])];
    walked += Math.hypot(px - before[0], py - before[1]);
    if (walked < 60 || !isInside(view, px, py, half)) continue;
    const room = nearby(view, x, y, i, half);
    if (!room || boxes.some((box) => Math.hypot(box[0] - px, box[1] - py) < half + box[2] + 8)) continue;
    boxes.push([px, py, half]);
    walked = -700;
    let angle = Math.atan2(room[1], room[0]);
    if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
    context.save();
    context.translate(px, py);
    context.rotate(angle);
    writeWithHalo(context, text, 0, 0);
    context.restore();
  }
}

function isInside({ left, top, width, height }, x, y, room) {
  return x > left + room && x < left + width - room && y > top + room && y < top + height - room;
}

/** The direction of a line around a vertex; nothing where the line bends below the label. */
function nearby(view, x, y, i, half) {
  const reach = (step) => {
    let k = i;
    const far = () =>
      Math.hypot(toPixelX(view, x[k]) - toPixelX(view, x[i]), toPixelY(view, y[k]) - toPixelY(view, y[i]));
    while (k + step >= 0 && k + step < x.length && far() < half) k += step;
    return [toPixelX(view, x[k]) - toPixelX(view, x[i]), toPixelY(view, y[k]) - toPixelY(view, y[i]), far()];
  };
  const [back, ahead] = [reach(-1), reach(1)];
  if (back[2] < half || ahead[2] < half) return undefined;
  const cosine = -(back[0] * ahead[0] + back[1] * ahead[1]) / (back[2] * ahead[2]);
  return cosine > 0.94 ? [ahead[0] - back[0], ahead[1] - back[1]] : undefined;
}

function writeWithHalo(context, text, x, y) {
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = "rgba(255, 255, 255, 0.85)";
  context.strokeText(text, x, y);
  context.fillStyle = INK;
  context.fillText(text, x, y);
}

function drawStations(context, view, stations) {
  if (!stations) return;
  const { x, y } = stations;
  const [west, east, south, north] = seenRegion(view);
  // Where dots would cover each other they are smaller.
  const room = Math.sqrt((view.width * view.height * (view.scale / wholeScale(view)) ** 2) / x.length);
  const size = Math.max(1, Math.min(5, room / 4));
  context.beginPath();
  for (let i = 0; i < x.length; i++) {
    if (!(x[i] >= west && x[i] <= east && y[i] >= south && y[i] <= north)) continue;
    context.rect(toPixelX(view, x[i]) - size / 2, toPixelY(view, y[i]) - size / 2, size, size);
  }
  context.fillStyle = INK;
  context.fill();
}

function drawMark(context, x, y) {
  for (const [colour, width] of [
    ["#ffffff", 5],
    ["#b0164b", 2.5],
  ]) {
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

/** The middle, which the Enter key asks about. */
function drawCross(context, { left, top, width, height }) {
  const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  for (const [colour, thick] of [
    ["#ffffff", 4],
    [INK, 1.5],
  ]) {
    context.beginPath();
    for (const [a, b] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      context.moveTo(x + 3 * a, y + 3 * b);
      context.lineTo(x + 13 * a, y + 13 * b);
    }
    context.lineWidth = thick;
    context.strokeStyle = colour;
    context.stroke();
  }
}

function drawScaleBar(context, view) {
  const perPixel = metresPerUnit(view.degrees, view.y).x / (view.stretch * view.scale);
  const metres = roundStep((Math.min(120, view.width / 3) * perPixel) / 2.2);
  const length = metres / perPixel;
  if (!(length > 20 && length < view.width)) return;
  const text = metres >= 1000 ? `${numberText(metres / 1000, 0)} km` : `${numberText(metres, 0)} m`;
  const [x, y] = [view.left + 12, view.top + view.height - 12];
  context.fillStyle = "rgba(255, 255, 255, 0.85)";
  context.fillRect(x - 7, y - 22, length + 14, 29);
  context.beginPath();
  for (const [a, b] of [
    [0, -5],
    [0, 0],
    [length, 0],
    [length, -5],
  ]) {
    context.lineTo(x + a, y + b);
  }
  context.lineWidth = 1.5;
  context.strokeStyle = INK;
  context.stroke();
  context.font = `12px ${FONT}`;
  context.fillStyle = INK;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(text, x + length / 2, y - 8);
}

/** Round places along both sides, and their labels. */
function frameTicks(view) {
  const [west, east, south, north] = seenRegion(view);
  const perX = 1 / (view.stretch * view.scale);
  const perY = 1 / view.scale;
  if (view.degrees) {
    const [stepX, stepY] = [degreeStep(95 * perX), degreeStep(75 * perY)];
    const step = Math.max(stepX, stepY);
    return {
      x: side(west, east, step, (value) => degreeText(value, "EW", step)),
      y: side(Math.max(south, -90), Math.min(north, 90), step, (value) => degreeText(value, "NS", step)),
    };
  }
  const step = roundStep(Math.max(100 * perX, 75 * perY));
  const thousand = Math.max(east - west, north - south) >= 5000;
  const label = (value) =>
    thousand ? numberText(value / 1000, decimalsOf(step / 1000)) : numberText(value, decimalsOf(step));
  return {
    x: side(west, east, step, label),
    y: side(south, north, step, label),
    unit: thousand ? "km" : "m",
  };
}

function side(low, high, step, label) {
  const values = ticks(low, high, step);
  return { values, labels: values.map(label) };
}

function drawFrame(context, view, { x, y, unit }) {
  const { left, top, width, height } = view;
  context.strokeStyle = INK;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  context.fillStyle = INK;
  context.font = `12px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  const roomFor = (label) => context.measureText(label).width / 2;
  x.values.forEach((value, i) => {
    const [at, half] = [toPixelX(view, value), roomFor(x.labels[i])];
    if (at - half < left - 4 || at + half > left + width - (unit ? 22 : -4)) return;
    context.fillRect(at - 0.5, top + height, 1, 5);
    context.fillText(x.labels[i], at, top + height + 18);
  });
  if (unit) context.fillText(unit, left + width - 10, top + height + 18);
  y.values.forEach((value, i) => {
    const [at, half] = [toPixelY(view, value), roomFor(y.labels[i])];
    if (at - half < top - 4 || at + half > top + height + 4) return;
    context.fillRect(left - 5, at - 0.5, 5, 1);
    context.save();
    context.translate(left - 9, at);
    context.rotate(-Math.PI / 2);
    context.fillText(y.labels[i], 0, 0);
    context.restore();
  });
}
