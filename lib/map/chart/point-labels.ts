import { textElement } from "../svg.js";
import { listOf, numberOr, plainText, type Spec, specOf, textOr } from "./plotly-values.js";

const SIZE = 12;
/** A picture's letters are this part of plotly's own, as its tick labels are. */
const SMALLER = 10 / 12;
/** From a point to its text, px. */
const GAP = 7;

/** The texts beside the points of a scatter trace whose mode says `text`, each with a white rim. */
export function pointLabels(
  trace: Spec,
  x: readonly number[],
  y: readonly number[],
  color: string,
): readonly string[] {
  if (!textOr(trace.mode, "").split("+").includes("text")) return [];
  const [texts, places] = [listOf(trace.text), listOf(trace.textposition)];
  const font = specOf(trace.textfont);
  const size = numberOr(font.size, SIZE) * SMALLER;
  return x.flatMap((at, i) => {
    const text = plainText(texts === undefined ? trace.text : texts[i]);
    if (text === "" || !Number.isFinite(at + y[i])) return [];
    const place = textOr(places === undefined ? trace.textposition : places[i], "middle center");
    const [aside, above] = [side(place, "right", "left"), side(place, "top", "bottom")];
    return textElement(text, {
      x: at + aside * GAP,
      y: y[i] - above * GAP + (above > 0 ? 0 : above < 0 ? 0.75 * size : 0.35 * size),
      size,
      anchor: aside > 0 ? "start" : aside < 0 ? "end" : "middle",
      fill: textOr(font.color, color),
      halo: "#ffffff",
    });
  });
}

function side(place: string, plus: string, minus: string): number {
  return place.includes(plus) ? 1 : place.includes(minus) ? -1 : 0;
}
