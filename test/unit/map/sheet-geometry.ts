import { type Grid, gridRegion } from "../../../lib/core/grid.js";
import { gridSampler } from "../../../lib/map/sample-grid.js";
import { measuredTexts, pathsOf, shapesOverlap } from "./svg-texts.js";

/**
 * What is wrong with a sheet of paper, in sentences: texts that overlap or leave the border, labels that do not sit on
 * their contour, lines that leave the map, ticks of the colour bar that are not round.
 */
export function sheetProblems(svg: string, grid: Grid): string[] {
  const texts = measuredTexts(svg);
  const [, left, top, width, height] = (
    /<image x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/.exec(svg) as RegExpExecArray
  ).map(Number);
  const [, x, y, wide, high] = (
    /<rect class="border-line" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/.exec(
      svg,
    ) as RegExpExecArray
  ).map(Number);
  const problems: string[] = [];
  texts.forEach((text, i) => {
    for (const [a, b] of text.corners)
      if (a < x || a > x + wide || b < y || b > y + high)
        problems.push(`'${text.text}' leaves the border at ${a}, ${b}`);
    for (const other of texts.slice(i + 1))
      if (shapesOverlap(text.corners, other.corners))
        problems.push(`'${text.text}' and '${other.text}' overlap`);
  });
  // The little maps have lines of the same kinds.
  const insets = [
    ...svg.matchAll(/<rect class="inset" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/g),
  ].map((inset) => inset.slice(1).map(Number));
  const isIn = ([u, v]: [number, number], [x0, y0, w, h]: readonly number[]): boolean =>
    u > x0 - 0.02 && u < x0 + w + 0.02 && v > y0 - 0.02 && v < y0 + h + 0.02;
  const frame = [left, top, width, height];
  for (const kind of ["contour", "contour index", "graticule", "coast", "border"])
    for (const line of pathsOf(svg, kind))
      if (![frame, ...insets].some((window) => line.every((vertex) => isIn(vertex, window))))
        problems.push(`a ${kind} leaves its map, near ${line[0]}`);
  const [west, east, south, north] = gridRegion(grid);
  const sample = gridSampler(grid);
  const ends = pathsOf(svg, "contour index").flatMap((line) => [line[0], line[line.length - 1]]);
  for (const label of texts.filter((text) => text.class === "contour-label")) {
    const [a, b] = [0, 1].map((k) => label.corners.reduce((sum, corner) => sum + corner[k] / 4, 0));
    // The line is open under its label: two ends lie on both sides of it.
    const near = ends.filter(([u, v]) => Math.hypot(u - a, v - b) < 30);
    const isOpen = near.some(([u1, v1], i) =>
      near.slice(i + 1).some(([u2, v2]) => Math.hypot((u1 + u2) / 2 - a, (v1 + v2) / 2 - b) < 2),
    );
    if (!isOpen) problems.push(`'${label.text}' at ${a}, ${b} sits on no line`);
    // What the grid has within the height of the label.
    const values = [-2, 0, 2].flatMap((dx) =>
      [-2, 0, 2].map((dy) =>
        sample(
          west + ((a + dx - left) / width) * (east - west),
          north - ((b + dy - top) / height) * (north - south),
        ),
      ),
    );
    const written = Number(label.text.replace("−", "-").replace(/\u202f/g, ""));
    if (Math.min(...values) > written || Math.max(...values) < written)
      problems.push(`'${label.text}' at ${a}, ${b} stands where the grid has ${values[4]}`);
  }
  for (const { text } of texts.filter((text) => text.class === "color-bar-tick")) {
    const digits = text
      .replace(/[−.\u202f]/g, "")
      .replace(/0+$/, "")
      .replace(/^0+/, "");
    if (digits.length > 2) problems.push(`'${text}' is not a round number`);
  }
  return problems;
}
