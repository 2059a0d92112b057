// Where on the canvas a place of the map is drawn, and the round numbers beside it.
import { within } from "./sample.js";

/** A view of a region: its middle, and pixels for one unit of y. `stretch` is how much shorter a unit of x is. */
export function makeView(region, degrees, smallestCell) {
  const [west, east, south, north] = region;
  const ground = metresPerUnit(degrees, (south + north) / 2);
  const stretch = Math.max(ground.x / ground.y, 0.05);
  const view = { region, degrees, stretch, smallestCell, left: 0, top: 0, width: 1, height: 1 };
  return Object.assign(view, { x: (west + east) / 2, y: (south + north) / 2, scale: 0 });
}

/** Metres on the ground for a unit of x and of y at a latitude, on the ellipsoid GRS80. */
export function metresPerUnit(degrees, latitude) {
  if (!degrees) return { x: 1, y: 1 };
  const radian = Math.PI / 180;
  const [axis, eccentricity2] = [6_378_137, 0.0066943800229];
  const w2 = 1 - eccentricity2 * Math.sin(latitude * radian) ** 2;
  const across = (axis / Math.sqrt(w2)) * radian;
  return { x: across * Math.cos(latitude * radian), y: (across * (1 - eccentricity2)) / w2 };
}

/** Pixels per unit at which the whole region is seen. */
export function wholeScale({ region: [west, east, south, north], stretch, width, height }) {
  return Math.min(width / ((east - west) * stretch), height / (north - south));
}

/** Keeps the middle on the map, and the scale between the whole map and three cells. */
export function limitView(view) {
  const [west, east, south, north] = view.region;
  const whole = wholeScale(view);
  view.scale = within(view.scale, whole, Math.max(4 * whole, view.width / (3 * view.smallestCell)));
  view.x = within(view.x, west, east);
  view.y = within(view.y, south, north);
}

export function toPixelX(view, x) {
  return view.left + view.width / 2 + (x - view.x) * view.stretch * view.scale;
}

export function toPixelY(view, y) {
  return view.top + view.height / 2 - (y - view.y) * view.scale;
}

export function toMapX(view, pixel) {
  return view.x + (pixel - view.left - view.width / 2) / (view.stretch * view.scale);
}

export function toMapY(view, pixel) {
  return view.y - (pixel - view.top - view.height / 2) / view.scale;
}

/** West, east, south and north of what is seen. */
export function seenRegion(view) {
  const { left, top, width, height } = view;
  return [toMapX(view, left), toMapX(view, left + width), toMapY(view, top + height), toMapY(view, top)];
}

/** Changes the scale so that the place under a pixel stays there. */
export function zoomAt(view, factor, pixelX, pixelY) {
  const [x, y] = [toMapX(view, pixelX), toMapY(view, pixelY)];
  view.scale *= factor;
  limitView(view);
  view.x += x - toMapX(view, pixelX);
  view.y += y - toMapY(view, pixelY);
  limitView(view);
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below `least`. */
export function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

const DEGREE_STEPS = [1, 60, 3600]
  .flatMap((unit) => [1, 2, 5, 10, 15, 30].map((count) => count * unit))
  .concat([20, 45, 60, 90].map((count) => count * 3600))
  .sort((a, b) => a - b);

/** The smallest round step in degrees, minutes and seconds that is not below `least` degrees. */
export function degreeStep(least) {
  const seconds = least * 3600;
  if (seconds <= 1) return roundStep(seconds) / 3600;
  return (DEGREE_STEPS.find((step) => step >= seconds * (1 - 1e-9)) ?? 90 * 3600) / 3600;
}

/** Multiples of a step from `low` to `high`. */
export function ticks(low, high, step) {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.max(0, Math.floor(high / step + 1e-9) - first + 1);
  return Array.from({ length: Math.min(count, 1000) }, (_, i) => (first + i) * step);
}

/** How many decimals show a step in full. */
export function decimalsOf(step) {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 12;
}

/** A number with so many decimals, thin spaces between thousands, and a true minus sign. */
export function numberText(value, decimals) {
  const [whole, fraction] = Math.abs(value).toFixed(Math.max(0, decimals)).split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/** A longitude from −180 to 180. */
export function aroundZero(longitude) {
  return longitude > 180 || longitude < -180 ? ((((longitude + 180) % 360) + 360) % 360) - 180 : longitude;
}

/** A longitude or latitude as it stands at a frame: 15°30′N. */
export function degreeText(degrees, letters, step) {
  const value = letters === "EW" ? aroundZero(degrees) : degrees;
  const decimals = decimalsOf(step * 3600);
  const seconds = Number((Math.abs(value) * 3600).toFixed(decimals));
  const [whole, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = seconds % 60;
  const pad = (number) => String(number).padStart(2, "0");
  const letter = seconds === 0 || Math.abs(value) === 180 ? "" : letters[value < 0 ? 1 : 0];
  if (rest > 10 ** -decimals / 2) {
    return `${whole}°${pad(minutes)}′${pad(Number(rest.toFixed(decimals)))}″${letter}`;
  }
  return minutes > 0 ? `${whole}°${pad(minutes)}′${letter}` : `${whole}°${letter}`;
}
