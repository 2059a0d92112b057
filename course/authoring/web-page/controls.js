// Hands on the map: mouse, fingers, keyboard.
import { limitView, toMapX, toMapY, wholeScale, zoomAt } from "./view.js";

/** Wires the canvas: `changed` draws again, `pick` asks about a place. */
export function wireMap(canvas, view, { changed, pick }) {
  wirePointers(canvas, view, { changed, pick });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 30 : 1;
      zoomAt(view, Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) / 400), ...pixelOf(event));
      changed();
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!handleKey(view, event.key, pick)) return;
    event.preventDefault();
    changed();
  });
}

function pixelOf(event) {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** Zooms about the middle of the map. */
export function zoomMiddle(view, factor) {
  zoomAt(view, factor, view.left + view.width / 2, view.top + view.height / 2);
}

/** The whole map. */
export function showWhole(view) {
  const [west, east, south, north] = view.region;
  Object.assign(view, { x: (west + east) / 2, y: (south + north) / 2, scale: wholeScale(view) });
}

function handleKey(view, key, pick) {
  const step = Math.min(view.width, view.height) / 10 / view.scale;
  if (key === "ArrowLeft") view.x -= step / view.stretch;
  else if (key === "ArrowRight") view.x += step / view.stretch;
  else if (key === "ArrowUp") view.y += step;
  else if (key === "ArrowDown") view.y -= step;
  else if (key === "+" || key === "=") zoomMiddle(view, 1.5);
  else if (key === "-" || key === "_") zoomMiddle(view, 1 / 1.5);
  else if (key === "Home" || key === "0") showWhole(view);
  else if (key === "Enter" || key === " ") pick(view.x, view.y);
  else return false;
  limitView(view);
  return true;
}

/** One pointer moves the map, two zoom it; a touch that does not move asks. */
function wirePointers(canvas, view, { changed, pick }) {
  const down = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (down.size === 0) moved = 0;
    down.set(event.pointerId, pixelOf(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = pixelOf(event);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (down.size > 1) moved = Infinity;
    if (moved < 5) return;
    drag(view, [...down.values()], before, now);
    down.set(event.pointerId, now);
    changed();
  });
  const up = (event) => {
    const asked = down.delete(event.pointerId) && down.size === 0 && moved < 5 && event.type === "pointerup";
    if (!asked) return;
    const [px, py] = pixelOf(event);
    pick(toMapX(view, px), toMapY(view, py));
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
}

function drag(view, pointers, before, now) {
  if (pointers.length > 1) {
    const other = pointers.find((pointer) => pointer !== before);
    const span = (point) => Math.max(10, Math.hypot(point[0] - other[0], point[1] - other[1]));
    zoomAt(view, span(now) / span(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  }
  view.x -= (now[0] - before[0]) / pointers.length / (view.stretch * view.scale);
  view.y += (now[1] - before[1]) / pointers.length / view.scale;
  limitView(view);
}
