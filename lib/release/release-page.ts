import { gridDegrees, linesOnGrid } from "../map/map-lines.js";
import { positionColumns } from "../map/map-stations.js";
import { gridFacts } from "./grid-facts.js";
import { licenceOf } from "./licences.js";
import type { ListedFile, ReleaseFile, ReleaseParts } from "./release-parts.js";
import { abstractOf } from "./release-words.js";
import { webPage } from "./web-page.js";
import { layerTitles } from "./web-page-layer.js";

/**
 * The page to look into a release with a browser. Its layers are the grids in the coordinates of the first one, which is the map;
 * the points are on it where they have these coordinates too.
 *
 * @param parts - what the release is made from
 * @param downloads - the files of the release that a reader can fetch
 */
export function releasePage(parts: ReleaseParts, downloads: readonly ListedFile[]): ReleaseFile[] {
  const { settings, grids, points, coasts = [] } = parts;
  const [{ grid: first }] = grids;
  const shown = grids.filter(({ grid }) => grid.crs === first.crs);
  const titles = layerTitles(
    shown.map(({ grid }) => grid),
    shown.map(({ stem }) => stem),
  );
  const isOnMap =
    points && positionColumns(first).every((name) => points.columns[name] instanceof Float64Array);
  const facts = grids.map((part) => gridFacts(part, points));
  const { title, organisation, licence, date, colorScale } = settings;
  const pages = webPage({
    ...{ title, organisation, licence, date, downloads },
    licenceUrl: licenceOf(licence)?.url,
    description: abstractOf(parts, facts),
    layers: shown.map(({ grid }, k) => ({ title: titles[k], grid, colorScale })),
    ...(isOnMap && { points: points.columns }),
    lines: gridDegrees(first) === undefined ? [] : linesOnGrid(first, coasts),
  });
  return pages.map((page) => ({ ...page, title: "Map to look into with a browser" }));
}
