// Starts the page: reads the data blocks, and joins map, legend, forms and lists.
import { showWhole, wireMap, zoomMiddle } from "./controls.js";
import { readBlock, readJson, unpackGrid, unpackLines } from "./data.js";
import { atPlace } from "./degrees.js";
import { drawMap, pathOf } from "./draw.js";
import { drawLegend } from "./legend.js";
import { fill, readout } from "./readout.js";
import { limitView, makeView, wholeScale } from "./view.js";

const byId = (id) => document.getElementById(id);

async function start() {
  const page = await readJson("page-data");
  const canvas = byId("map");
  const state = { page, canvas, shown: {}, overlays: overlaysOf(page), picked: undefined, keyboard: false };
  state.layer = await loadLayer(page, 0);
  const smallest = Math.min(...page.layers.map(({ dx, dy }) => Math.min(dx, dy)));
  state.view = makeView(page.region, page.degrees, smallest);
  state.changed = drawSoon(state);
  wireOverlays(state);
  wireLayers(state);
  wireView(state);
  wireForm(state);
  wireUnit(state);
  resize(state);
  new ResizeObserver(() => resize(state)).observe(canvas);
  drawLegend(state.layer, page);
  sayPlain(page.texts.hint);
  canvas.setAttribute("aria-busy", "false");
}

async function loadLayer(page, index) {
  const layer = page.layers[index];
  if (layer.grid) return layer;
  const { columns, rows, x0, dx, y0, dy, region } = layer;
  const unpack = async (id, packing) => unpackGrid(await readBlock(id), { ...layer, ...packing });
  const values = await unpack(`values-${index}`, layer.values);
  const sigma = layer.sigma ? await unpack(`sigma-${index}`, layer.sigma) : undefined;
  layer.grid = { columns, rows, x0, dx, y0, dy, region, values, sigma };
  return layer;
}

function overlaysOf({ lines, points, region }) {
  const middle = { x: (region[0] + region[1]) / 2, y: (region[2] + region[3]) / 2 };
  const overlays = { stations: points };
  for (const { kind, ...packed } of lines) {
    overlays[kind] ??= [];
    overlays[kind].push(pathOf(unpackLines(packed), middle));
  }
  return overlays;
}

/** Draws once a frame, however often it is asked, and with more care once the hand rests. */
function drawSoon(state) {
  let asked = false;
  let rest = 0;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      state.quick = true;
      draw(state);
      state.quick = false;
      clearTimeout(rest);
      rest = setTimeout(() => draw(state), 150);
    });
  };
}

function draw(state) {
  const { canvas, page } = state;
  const ratio = canvas.width / canvas.clientWidth;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const step = drawMap(context, state);
  const note = byId("contour-note");
  if (!note) return;
  const text =
    step > 0 ? fill(page.texts.contoursEvery, { step: String(step), units: state.layer.units }) : "";
  if (note.textContent !== text) note.textContent = text;
}

function resize(state) {
  const { canvas, view } = state;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (width < 50 || height < 50) return;
  const part = view.scale === 0 ? 1 : view.scale / wholeScale(view);
  Object.assign(view, { left: 26, top: 10, width: width - 36, height: height - 36 });
  view.scale = part * wholeScale(view);
  limitView(view);
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  // Not a frame later: an empty canvas would flash.
  draw(state);
}

function wireOverlays(state) {
  for (const box of document.querySelectorAll("input[data-overlay]")) {
    const update = () => {
      for (const kind of box.dataset.overlay.split(" ")) state.shown[kind] = box.checked;
      state.changed();
    };
    box.addEventListener("change", update);
    for (const kind of box.dataset.overlay.split(" ")) state.shown[kind] = box.checked;
  }
}

function wireLayers(state) {
  for (const radio of document.querySelectorAll("input[name=layer]")) {
    radio.addEventListener("change", async () => {
      state.canvas.setAttribute("aria-busy", "true");
      const layer = await loadLayer(state.page, Number(radio.value));
      // A second choice may have come first.
      if (!radio.checked) return;
      state.layer = layer;
      drawLegend(layer, state.page);
      if (state.picked) say(state, state.picked.x, state.picked.y);
      draw(state);
      state.canvas.setAttribute("aria-busy", "false");
    });
    // A browser that comes back to the page may have kept another choice.
    if (radio.checked && radio.value !== "0") radio.dispatchEvent(new Event("change"));
  }
}

function wireView(state) {
  const { canvas, view, changed } = state;
  const pick = (x, y) => {
    say(state, x, y);
    fillForm(state.page, x, y);
    changed();
  };
  wireMap(canvas, view, { changed, pick });
  const look = () => {
    state.keyboard = document.activeElement === canvas && canvas.matches(":focus-visible");
    changed();
  };
  canvas.addEventListener("focus", look);
  canvas.addEventListener("blur", look);
  canvas.addEventListener("keydown", look);
  const buttons = { "zoom-in": 1.6, "zoom-out": 1 / 1.6 };
  for (const [id, factor] of Object.entries(buttons)) {
    byId(id).addEventListener("click", () => {
      zoomMiddle(view, factor);
      changed();
    });
  }
  byId("zoom-whole").addEventListener("click", () => {
    showWhole(view);
    changed();
  });
}

function fillForm(page, x, y) {
  const asDegrees = typesDegrees(page);
  const [a, b] = asDegrees && !page.degrees ? (atPlace(page.toDegrees, x, y) ?? [x, y]) : [x, y];
  byId("place-x").value = asDegrees ? a.toFixed(4) : a.toFixed(0);
  byId("place-y").value = asDegrees ? b.toFixed(4) : b.toFixed(0);
}

/** Whether a place is typed in degrees: on a map in metres people choose. */
function typesDegrees({ degrees }) {
  return degrees || byId("place-unit")?.value === "degrees";
}

/** Degrees or metres for a map in metres: other labels, and the same place in the other numbers. */
function wireUnit(state) {
  const { page } = state;
  byId("place-unit")?.addEventListener("change", () => {
    const { longitude, latitude, easting, northing } = page.texts;
    const labels = typesDegrees(page) ? [longitude, latitude] : [easting, northing];
    ["place-x", "place-y"].forEach((id, i) => {
      document.querySelector(`label[for=${id}]`).textContent = labels[i];
      byId(id).value = "";
    });
    if (state.picked) fillForm(page, state.picked.x, state.picked.y);
  });
}

function wireForm(state) {
  const { page, view, changed } = state;
  const inputs = [byId("place-x"), byId("place-y")];
  byId("place-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const numbers = inputs.map(({ value }) =>
      value.trim() === "" ? Number.NaN : Number(value.replace(",", ".")),
    );
    inputs.forEach((input, i) => {
      input.setAttribute("aria-invalid", String(!Number.isFinite(numbers[i])));
    });
    const wrong = numbers.findIndex((number) => !Number.isFinite(number));
    if (wrong >= 0) {
      sayPlain(page.texts.notNumbers);
      inputs[wrong].focus();
      return;
    }
    const typed = [turned(page, numbers[0]), numbers[1]];
    const place = typesDegrees(page) && !page.degrees ? atPlace(page.toMetres, ...typed) : typed;
    if (place === undefined) {
      sayPlain(page.texts.outside);
      return;
    }
    const [x, y] = place;
    Object.assign(view, { x, y });
    limitView(view);
    say(state, x, y);
    changed();
  });
}

/** A longitude as the map counts it, from −180 or from 0. */
function turned(page, x) {
  const box = page.degrees ? page.region : page.toMetres?.box;
  if (!typesDegrees(page) || !box) return x;
  const [west, east] = box;
  if (x >= west && x <= east) return x;
  return [x + 360, x - 360].find((other) => other >= west && other <= east) ?? x;
}

function say(state, x, y) {
  const { page, layer, overlays } = state;
  const { value, lines } = readout({ page, layer, stations: overlays.stations }, x, y);
  state.picked = { x, y };
  const strong = document.createElement("strong");
  strong.textContent = value;
  const rest = lines.map((line) => {
    const span = document.createElement("span");
    span.textContent = line;
    return span;
  });
  byId("result").replaceChildren(strong, ...rest);
}

function sayPlain(text) {
  byId("result").textContent = text;
}

if (typeof DecompressionStream === "undefined") sayPlain(document.body.dataset.oldBrowser);
else {
  start().catch((error) => {
    sayPlain(`${document.body.dataset.failed} (${error})`);
    throw error;
  });
}
