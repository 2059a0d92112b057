// What is said of a place: the value, its sigma, and the nearest station.
import { atPlace } from "./degrees.js";
import { gridSampler, sigmaAt } from "./sample.js";
import { aroundZero, numberText } from "./view.js";

/** A text with its {places} filled in. */
export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** A position in words. */
export function placeText({ degrees, texts, toDegrees }, x, y) {
  if (degrees) return degreesInWords(texts, x, y);
  const metres = fill(texts.placeMetres, { x: numberText(x, 0), y: numberText(y, 0) });
  const place = toDegrees && atPlace(toDegrees, x, y);
  return place ? `${metres} (${degreesInWords(texts, ...place)})` : metres;
}

function degreesInWords(texts, x, y) {
  const longitude = aroundZero(x);
  const side = (value, positive, negative) =>
    `${Math.abs(value).toFixed(4)}°${Number(value.toFixed(4)) < 0 ? negative : positive}`;
  return `${side(y, texts.north, texts.south)}, ${side(longitude, texts.east, texts.west)}`;
}

/** What the page says of a place: a line with the value, and lines that explain it. */
export function readout({ page, layer, stations }, x, y) {
  const { texts } = page;
  const place = placeText(page, x, y);
  const [west, east, south, north] = layer.grid.region;
  if (!(x >= west && x <= east && y >= south && y <= north)) return { value: texts.outside, lines: [place] };
  layer.sample ??= gridSampler(layer.grid);
  const value = layer.sample(x, y);
  const about = fill(texts.valueAt, { layer: layer.title, place });
  const lines = [about];
  if (stations && stations.x.length > 0) lines.push(stationText(page, layer, stations, x, y));
  if (Number.isNaN(value)) return { value: texts.noData, lines };
  const sigma = layer.grid.sigma ? sigmaAt(layer.grid, x, y) : undefined;
  const unit = layer.units === "" || layer.units === "1" ? "" : `\u00a0${layer.units}`;
  const spread = Number.isFinite(sigma) ? `\u00a0±\u00a0${numberText(sigma, layer.decimals)}` : "";
  if (sigma !== undefined && spread === "") lines.splice(1, 0, texts.noSigma);
  return { value: `${numberText(value, layer.decimals)}${spread}${unit}`, lines };
}

function stationText(page, layer, stations, x, y) {
  const { texts, degrees } = page;
  const { index, metres } = nearestStation(stations, x, y, degrees);
  const distance =
    metres >= 1000 ? `${numberText(metres / 1000, 1)}\u00a0km` : `${numberText(metres, 0)}\u00a0m`;
  const name = stations.names?.[index] || texts.unnamedStation;
  const own = stations.values[layer.name]?.[index];
  const known = typeof own === "number";
  return fill(known ? texts.nearestValue : texts.nearest, {
    ...{ name, distance },
    value: known ? `${numberText(own, layer.decimals)}\u00a0${layer.units}` : "",
  });
}

/** The station nearest to a place, on the sphere where positions are degrees. */
export function nearestStation({ x, y }, longitude, latitude, degrees) {
  const radian = Math.PI / 180;
  const cosine = Math.cos(latitude * radian);
  let best = { index: -1, least: Infinity };
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i] - longitude, y[i] - latitude];
    const square = degrees
      ? Math.sin((dy * radian) / 2) ** 2 + cosine * Math.cos(y[i] * radian) * Math.sin((dx * radian) / 2) ** 2
      : dx * dx + dy * dy;
    if (square < best.least) best = { index: i, least: square };
  }
  const metres = degrees
    ? 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(best.least)))
    : Math.sqrt(best.least);
  return { index: best.index, metres };
}
