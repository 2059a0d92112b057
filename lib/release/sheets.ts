import { type Columns, rowCount, takeRows } from "../core/columns.js";
import { isInDegrees } from "../core/grid.js";
import { gridDegrees, linesOnGrid } from "../map/map-lines.js";
import { type MapOptions, mapStyle, quantityInSentence, quantityInWords } from "../map/map-options.js";
import { drawSheet } from "../map/map-sheet.js";
import { mapStations } from "../map/map-stations.js";
import { isFlagged } from "./grid-facts.js";
import type { ReleaseFile, ReleaseGrid, ReleaseParts, ReleaseTools } from "./release-parts.js";

/** What every map of a release has in common: titles, stations, coasts, colours. */
export function mapOptionsOf(
  { settings, points, coasts, indexLines, grids }: ReleaseParts,
  { grid }: ReleaseGrid,
): MapOptions {
  const { title, organisation, date, licence, contourInterval, colorScale, synthetic } = settings;
  const isFirst = grid === grids[0].grid;
  const onEarth = gridDegrees(grid) !== undefined;
  return {
    ...{ title, subtitle: `${quantityInWords(grid)} · ${organisation}` },
    note: `${organisation}, ${date}. Licence ${licence}. Made with igdp; how, is told in provenance.json beside this map.`,
    ...(points?.crs === grid.crs && { stations: mapStations(unflagged(points.columns), grid) }),
    ...(onEarth && coasts && { lines: linesOnGrid(grid, coasts) }),
    ...(indexLines && (onEarth || isInDegrees(grid)) && { indexLines }),
    ...(isFirst && contourInterval !== undefined && { contourInterval }),
    ...(colorScale && { colorScale }),
    ...(synthetic && { synthetic }),
  };
}

/** The rows that were gridded: a map shows what it was made from. */
function unflagged(columns: Columns): Columns {
  const rows = Array.from({ length: rowCount(columns) }, (_, k) => k);
  return takeRows(
    columns,
    rows.filter((row) => !isFlagged(columns, row)),
  );
}

/** A sheet of paper for each grid, as SVG, PNG and PDF. */
export async function sheetFiles(parts: ReleaseParts, tools: ReleaseTools): Promise<ReleaseFile[]> {
  const { settings, grids } = parts;
  const { sheet: paper = "A3", dpi = 150, title, date } = settings;
  const files: ReleaseFile[] = [];
  for (const part of grids) {
    const options = { ...mapOptionsOf(parts, part), paper };
    const map = drawSheet(part.grid, mapStyle(part.grid, options), options);
    const name = `maps/${part.stem}-${paper.toLowerCase()}`;
    const words = `Map sheet ${paper}, ${quantityInSentence(part.grid)}`;
    const pdf = await tools.pdf(map.svg, { title, date: new Date(`${date}T00:00:00Z`) });
    const png = tools.png(map.svg, Math.round((map.width / 96) * dpi));
    files.push(
      { path: `${name}.svg`, title: `${words}, SVG`, bytes: new TextEncoder().encode(map.svg) },
      { path: `${name}.png`, title: `${words}, PNG`, bytes: png },
      { path: `${name}.pdf`, title: `${words}, PDF`, bytes: pdf },
    );
  }
  return files;
}
