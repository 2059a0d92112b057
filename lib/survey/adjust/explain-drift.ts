import { type Columns, numberColumn, optionalTextColumn, textColumn } from "../../core/columns.js";
import type { Figure } from "../../core/figure.js";
import { decimals, FIGURE_COLORS, FIGURE_SYMBOLS, figureText, plainFigure } from "../../core/plain-figure.js";
import { robustScale } from "../../core/robust-statistics.js";
import type { NetworkAdjustment } from "./adjust-network.js";

/** The drift of one meter in one survey. */
export interface DriftFigure {
  readonly meter: string;
  /** Empty where the readings have no column `survey`. */
  readonly survey: string;
  readonly figure: Figure;
}

/** One loop of a meter: its visits in the order of time. */
interface LoopDrift {
  readonly meter: string;
  readonly survey: string;
  readonly loop: string;
  readonly hours: number[];
  /** The drift that was found at each visit, less that of the first. */
  readonly drift: number[];
  readonly residual: number[];
  readonly station: string[];
  /** Mean square of w. */
  readonly misfit: number;
  /** The curve between the visits. */
  readonly curve: { readonly hours: readonly number[]; readonly drift: readonly number[] };
}

/** So many loops have colours of their own; of more, those that fit worst. */
const COLORED = 5;

/**
 * The drift curves of each meter (and survey), and on them the readings: what a reading shows after the gravity of its
 * station is taken away. Every curve begins at zero. Observations that are differences have none.
 */
export function driftFigures(network: NetworkAdjustment<Columns>, title: string): DriftFigure[] {
  const loops = loopDrifts(network);
  return [...grouped(loops).values()].map((list) => {
    const { meter, survey } = list[0];
    const name = [meter && `meter ${meter}`, survey && `survey ${survey}`].filter(Boolean).join(", ");
    return { meter, survey, figure: driftFigure(list, `${title}: drift${name && ` of ${name}`}`) };
  });
}

function grouped(loops: readonly LoopDrift[]): Map<string, LoopDrift[]> {
  const groups = new Map<string, LoopDrift[]>();
  for (const loop of loops) {
    const key = JSON.stringify([loop.meter, loop.survey]);
    groups.set(key, [...(groups.get(key) ?? []), loop]);
  }
  return groups;
}

function loopDrifts(network: NetworkAdjustment<Columns>): LoopDrift[] {
  const { observations, result, meters, readings, drift } = network;
  const kind = textColumn(observations, "kind");
  const meter = textColumn(observations, "meter");
  const loop = textColumn(observations, "loop");
  const survey = optionalTextColumn(readings, "survey");
  const readingRow = numberColumn(observations, "reading_row");
  const rows = new Map<string, number[]>();
  for (const [i, what] of kind.entries()) {
    if (what !== "reading") continue;
    const key = JSON.stringify([meter[i], loop[i], survey?.[readingRow[i]] ?? ""]);
    const list = rows.get(key);
    if (list) list.push(i);
    else rows.set(key, [i]);
  }
  const gravity = byName(result, "station", "gravity_mgal");
  const scale = byName(meters, "meter", "scale_factor");
  const driftRow = new Map(
    textColumn(drift, "loop").map((name, i) => [JSON.stringify([textColumn(drift, "meter")[i], name]), i]),
  );
  return [...rows].map(([key, list]) => {
    const [name, loopName, surveyName] = JSON.parse(key) as string[];
    const row = driftRow.get(JSON.stringify([name, loopName])) ?? -1;
    const factor = scale.get(name) ?? 1;
    const of = { meter: name, loop: loopName, survey: surveyName };
    return loopDrift(
      of,
      observations,
      list,
      (station) => (gravity.get(station) ?? Number.NaN) / factor,
      drift,
      row,
    );
  });
}

function byName(table: Columns, name: string, value: string): Map<string, number> {
  const values = numberColumn(table, value);
  return new Map(textColumn(table, name).map((text, i) => [text, values[i]]));
}

function loopDrift(
  of: { readonly meter: string; readonly loop: string; readonly survey: string },
  observations: Columns,
  rows: readonly number[],
  gravity: (station: string) => number,
  table: Columns,
  driftRow: number,
): LoopDrift {
  const at = (name: string) => rows.map((i) => numberColumn(observations, name)[i]);
  const station = rows.map((i) => textColumn(observations, "station")[i]);
  const [minutes, value, residual, w] = ["minutes", "value_mgal", "residual_mgal", "w"].map(at);
  const found = value.map((v, k) => v - residual[k] - gravity(station[k]));
  const first = found.find(Number.isFinite) ?? 0;
  const start = minutes[0];
  const hours = minutes.map((m) => (m - start) / 60);
  const drift = found.map((d) => d - first);
  const squares = w.filter(Number.isFinite).map((v) => v * v);
  const misfit = squares.reduce((a, b) => a + b, 0) / Math.max(1, squares.length);
  const middle = driftRow < 0 ? Number.NaN : (numberColumn(table, "middle_minutes")[driftRow] - start) / 60;
  const curve = polynomial(table, driftRow, middle, hours, drift) ?? { hours, drift };
  return { ...of, hours, drift, residual, station, misfit, curve };
}

/** The polynomial at close times; undefined where tares or a wandering drift are beside it. */
function polynomial(
  table: Columns,
  row: number,
  middle: number,
  hours: readonly number[],
  drift: readonly number[],
): LoopDrift["curve"] | undefined {
  if (!Number.isFinite(middle)) return undefined;
  const rates = ["drift_mgal_per_hour", "drift_mgal_per_hour2", "drift_mgal_per_hour3"].map(
    (name) => numberColumn(table, name)[row] || 0,
  );
  const value = (hour: number) => rates.reduce((sum, rate, n) => sum + rate * (hour - middle) ** (n + 1), 0);
  const shift = drift.map((d, k) => d - value(hours[k]));
  const known = shift.filter(Number.isFinite);
  if (known.length === 0 || known.some((s) => Math.abs(s - known[0]) > 1e-5)) return undefined;
  const steps = Array.from({ length: 41 }, (_, i) => (i * hours[hours.length - 1]) / 40);
  return { hours: steps, drift: steps.map((hour) => value(hour) + known[0]) };
}

function driftFigure(loops: readonly LoopDrift[], title: string): Figure {
  const worst = [...loops].sort((a, b) => b.misfit - a.misfit).slice(0, COLORED);
  const colored = loops.length <= COLORED + 1 ? loops : worst;
  const rest = loops.filter((loop) => !colored.includes(loop));
  const limits = limitsOf(loops);
  const traces = [
    ...(rest.length > 0
      ? tracesOf(rest, limits, `the other ${rest.length} loops`, "#a9a9a9", "circle", 4)
      : []),
    ...colored.flatMap((loop, i) => {
      const color = FIGURE_COLORS[i % FIGURE_COLORS.length];
      return tracesOf([loop], limits, `loop ${loop.loop || "1"}`, color, FIGURE_SYMBOLS[i % 4], 8);
    }),
    ...outsideTrace(loops, limits),
  ];
  const heading = rest.length > 0 ? `${title} (in colour the ${COLORED} loops that fit worst)` : title;
  return plainFigure(traces, heading, "Hours since the loop began", "Reading less gravity (mGal)", {
    showlegend: true,
    yaxis: { title: { text: "Reading less gravity (mGal)" }, automargin: true, range: limits },
  });
}

/** All curves and nearly all readings; a few wild readings must not press the rest flat. */
function limitsOf(loops: readonly LoopDrift[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { curve } of loops)
    for (const d of curve.drift) {
      if (d < low) low = d;
      if (d > high) high = d;
    }
  // the residual of a station with one visit is zero, and says nothing of the scatter
  const residuals = loops.flatMap(({ residual }) => residual.filter((v) => Math.abs(v) > 1e-7));
  const largest = residuals.reduce((most, v) => Math.max(most, Math.abs(v) || 0), 0);
  const room = Math.min(1.1 * largest, 5 * (robustScale(residuals, 0) || 0)) || 0.01;
  if (!(low <= high)) [low, high] = [0, 0];
  return [decimals(low - room, 5), decimals(high + room, 5)];
}

function tracesOf(
  loops: readonly LoopDrift[],
  [low, high]: readonly [number, number],
  name: string,
  color: string,
  symbol: string,
  size: number,
): Record<string, unknown>[] {
  const isInside = (y: number) => y >= low && y <= high;
  const readings = loops.flatMap(({ hours, drift, residual, station }) =>
    hours.flatMap((x, k) =>
      isInside(drift[k] + residual[k]) ? [{ x, y: drift[k] + residual[k], station: station[k] }] : [],
    ),
  );
  return [
    {
      type: "scatter",
      mode: "lines",
      name: figureText(`${name}, curve`),
      legendgroup: figureText(name),
      showlegend: false,
      hoverinfo: "skip",
      x: loops.flatMap(({ curve }) => [...curve.hours.map((x) => decimals(x, 3)), null]),
      y: loops.flatMap(({ curve }) => [...curve.drift.map((y) => decimals(y, 5)), null]),
      line: { color, width: size > 4 ? 2 : 1 },
    },
    {
      type: "scatter",
      mode: "markers",
      name: figureText(name),
      legendgroup: figureText(name),
      x: readings.map(({ x }) => decimals(x, 3)),
      y: readings.map(({ y }) => decimals(y, 5)),
      text: readings.map(({ station }) => figureText(station)),
      hovertemplate: "%{text}<br>%{x:.2f} h<br>%{y:.4f} mGal<extra></extra>",
      marker: { color, symbol, size },
    },
  ];
}

/** Readings that the axis does not reach: at its edge, and counted. */
function outsideTrace(
  loops: readonly LoopDrift[],
  [low, high]: readonly [number, number],
): Record<string, unknown>[] {
  const outside = loops.flatMap(({ hours, drift, residual, station }) =>
    hours.flatMap((x, k) => {
      const y = drift[k] + residual[k];
      return y < low || y > high ? [{ x, y, station: station[k] }] : [];
    }),
  );
  if (outside.length === 0) return [];
  const edge = 0.015 * (high - low);
  return [
    {
      type: "scatter",
      mode: "markers",
      name: `off the scale (${outside.length})`,
      x: outside.map(({ x }) => decimals(x, 3)),
      y: outside.map(({ y }) => decimals(y < low ? low + edge : high - edge, 5)),
      text: outside.map(({ station, y }) => `${figureText(station)}: ${y.toFixed(3)} mGal`),
      hovertemplate: "%{text}<extra></extra>",
      marker: { color: "#111111", symbol: "x", size: 8 },
    },
  ];
}
