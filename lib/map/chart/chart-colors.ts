import { type ColorScaleName, colorScale, type Rgb } from "../color-scale.js";
import { listOf, numberOr, type Spec } from "./plotly-values.js";

/** Plotly's own order of colours for traces. */
const COLORWAY = [
  "#1f77b4",
  "#ff7f0e",
  "#2ca02c",
  "#d62728",
  "#9467bd",
  "#8c564b",
  "#e377c2",
  "#7f7f7f",
  "#bcbd22",
  "#17becf",
];

/** The colour of the i-th trace, where it names none. */
export function defaultColor(layout: Spec, index: number): string {
  const colorway = (listOf(layout.colorway) ?? []).filter((color) => typeof color === "string") as string[];
  const colors = colorway.length > 0 ? colorway : COLORWAY;
  return colors[index % colors.length];
}

/** Numbers as colours, by a plotly `colorscale`. */
export interface ValueColors {
  readonly minimum: number;
  readonly maximum: number;
  /** Place from 0 to 1 of a value on the scale. */
  readonly place: (value: number) => number;
  readonly colorAt: (place: number) => Rgb;
}

/**
 * Reads `colorscale`, `reversescale` and a range. A scale that is named but not known here, or not given, is
 * shown as viridis.
 */
export function valueColors(
  spec: Spec,
  range: readonly [unknown, unknown],
  values: ArrayLike<number>,
): ValueColors {
  const finite = Array.from(values).filter(Number.isFinite);
  const minimum = numberOr(
    range[0],
    finite.reduce((a, b) => Math.min(a, b), finite[0] ?? 0),
  );
  let maximum = numberOr(
    range[1],
    finite.reduce((a, b) => Math.max(a, b), finite[0] ?? 1),
  );
  if (!(maximum > minimum)) maximum = minimum + 1;
  const colorAt = listedScale(spec.colorscale) ?? namedScale(spec.colorscale);
  const reversed = spec.reversescale === true;
  return {
    minimum,
    maximum,
    place: (value) => Math.max(0, Math.min(1, (value - minimum) / (maximum - minimum))),
    colorAt: (place) => colorAt(reversed ? 1 - place : place),
  };
}

function listedScale(value: unknown): ((place: number) => Rgb) | undefined {
  const stops = (listOf(value) ?? []).map((stop) => ({
    place: numberOr(listOf(stop)?.[0], Number.NaN),
    color: parseColor(listOf(stop)?.[1]),
  }));
  if (stops.length < 2 || stops.some(({ place }) => Number.isNaN(place))) return undefined;
  return (place) => {
    const after = Math.max(
      1,
      stops.findIndex((stop) => stop.place >= place),
    );
    const [low, high] = [stops[after - 1], stops[after]];
    const t = high.place > low.place ? (place - low.place) / (high.place - low.place) : 1;
    const mixed = low.color.map((part, i) =>
      Math.round(part + Math.max(0, Math.min(1, t)) * (high.color[i] - part)),
    );
    return [mixed[0], mixed[1], mixed[2]];
  };
}

function namedScale(value: unknown): (place: number) => Rgb {
  const wanted = typeof value === "string" ? value.toLowerCase() : "";
  const known: Readonly<Record<string, ColorScaleName>> = {
    cividis: "cividis",
    inferno: "inferno",
    magma: "magma",
    plasma: "plasma",
    rdbu: "blue-red",
    rdylbu: "blue-yellow-red",
    puor: "purple-orange",
    brbg: "teal-brown",
  };
  return colorScale(known[wanted] ?? "viridis", [0, 1]).color;
}

/** `#rgb`, `#rrggbb`, `rgb(…)`, `rgba(…)`; grey for anything else. */
export function parseColor(value: unknown): Rgb {
  const text = typeof value === "string" ? value.trim() : "";
  const short = /^#(.)(.)(.)$/.exec(text);
  const long = /^#(..)(..)(..)/.exec(text);
  const hex = short?.slice(1).map((digit) => digit + digit) ?? long?.slice(1);
  const parts =
    hex?.map((part) => Number.parseInt(part, 16)) ?? /^rgba?\((.*)\)$/.exec(text)?.[1].split(",").map(Number);
  const [red, green, blue] = parts ?? [];
  const valid = [red, green, blue].every((part) => part >= 0 && part <= 255);
  return valid ? [Math.round(red), Math.round(green), Math.round(blue)] : [128, 128, 128];
}
