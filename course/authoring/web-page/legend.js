// The colour bar: even in value, so that its round numbers stand evenly.
import { scalePlace } from "./raster.js";
import { decimalsOf, numberText, roundStep, ticks } from "./view.js";

/** Draws the colours of a layer, puts round values below them, and says how places without data look. */
export function drawLegend(layer, { region }) {
  const noData = document.getElementById("legend-no-data");
  noData.hidden = !layer.holes && layer.region.every((side, i) => side === region[i]);
  noData.classList.toggle("hatched", layer.scale.hasWhite);
  const { scale, title, units } = layer;
  const [low, high] = [scale.knots[0], scale.knots[scale.knots.length - 1]];
  document.getElementById("legend-title").textContent =
    units === "" || units === "1" ? title : `${title} (${units})`;
  const bar = document.getElementById("legend-bar");
  const context = bar.getContext("2d");
  for (let x = 0; x < bar.width; x++) {
    const place = Math.round(255 * scalePlace(scale, low + ((x + 0.5) / bar.width) * (high - low)));
    context.fillStyle = `#${scale.palette.slice(6 * place, 6 * place + 6)}`;
    context.fillRect(x, 0, 1, bar.height);
  }
  const step = roundStep((high - low) / 6);
  const marks = ticks(low, high, step).map((value) => {
    const mark = document.createElement("span");
    mark.textContent = numberText(value, decimalsOf(step));
    mark.style.left = `${(100 * (value - low)) / (high - low)}%`;
    return mark;
  });
  document.getElementById("legend-ticks").replaceChildren(...marks);
}
