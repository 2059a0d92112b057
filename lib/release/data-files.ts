import { rowCount } from "../core/columns.js";
import { writeDataPackage } from "../formats/data-package.js";
import { writeGeojson } from "../formats/geojson.js";
import { writeGeopackage } from "../formats/geopackage.js";
import { writeGeosoftXyz } from "../formats/geosoft-xyz.js";
import { GRID_ENDINGS, GRID_FORMAT_TITLES, writeGrid } from "../formats/grid-file.js";
import type { VectorLayer } from "../formats/vector-layer.js";
import { contourInterval, contourLevels, contourLines } from "../map/contours.js";
import { quantityInSentence, quantityInWords } from "../map/map-options.js";
import type { ReleaseFile, ReleaseGrid, ReleaseParts, ReleasePoints } from "./release-parts.js";
import { POINT_FORMATS, type ReleaseSettings } from "./settings.js";

/** Grids, points and contours of a release, in every format that was chosen. */
export async function dataFiles({ settings, grids, points }: ReleaseParts): Promise<ReleaseFile[]> {
  const files: ReleaseFile[] = [];
  for (const part of grids) files.push(...(await gridFiles(part, settings)));
  if (points !== undefined) files.push(...(await pointFiles(points, settings)));
  for (const [k, part] of grids.entries()) files.push(...(await contourFiles(part, settings, k === 0)));
  return files;
}

async function gridFiles({ stem, grid }: ReleaseGrid, settings: ReleaseSettings): Promise<ReleaseFile[]> {
  const files: ReleaseFile[] = [];
  for (const ending of settings.gridFormats ?? ["nc", "tif"]) {
    const metadata = { title: `${settings.title}: ${quantityInWords(grid)}` };
    const written = await writeGrid(grid, `${stem}.${ending}`, metadata);
    for (const [name, bytes] of Object.entries(written)) {
      const isMain = name === `${stem}.${ending}`;
      const title = `${quantityInWords(grid)}, ${isMain ? GRID_FORMAT_TITLES[GRID_ENDINGS[ending]] : `beside ${stem}.${ending}`}`;
      files.push({ path: `grids/${name}`, title, bytes });
    }
  }
  return files;
}

async function pointFiles(
  { columns, crs }: ReleasePoints,
  settings: ReleaseSettings,
): Promise<ReleaseFile[]> {
  const { title, abstract: description, licence: license, date } = settings;
  const formats = settings.pointFormats ?? POINT_FORMATS;
  const facts = { name: "stations", title, description, license, crs };
  const table = writeDataPackage({ ...facts, tables: { stations: columns } });
  const files = Object.entries(table).map(([name, bytes]) => ({
    path: `points/${name}`,
    title: name.endsWith(".csv") ? "Stations, CSV" : "Stations, data package of the CSV",
    bytes,
  }));
  if (formats.includes("gpkg")) {
    const layer = { name: "stations", crs, columns };
    const bytes = await writeGeopackage([layer], { date: `${date}T00:00:00.000Z` });
    files.push({ path: "points/stations.gpkg", title: "Stations, GeoPackage", bytes });
  }
  if (formats.includes("xyz")) {
    const text = writeGeosoftXyz(columns, { crs, remarks: [title, `${settings.organisation}, ${license}`] });
    const bytes = new TextEncoder().encode(text);
    files.push({ path: "points/stations.xyz", title: "Stations, Geosoft XYZ", bytes });
  }
  return files;
}

async function contourFiles(
  { stem, grid }: ReleaseGrid,
  settings: ReleaseSettings,
  isFirst: boolean,
): Promise<ReleaseFile[]> {
  const layer = contourLayer({ stem, grid }, isFirst ? settings.contourInterval : undefined);
  if (layer === undefined) return [];
  const title = `Contours of the ${quantityInSentence(grid)}`;
  const bytes = await writeGeopackage([layer], { date: `${settings.date}T00:00:00.000Z` });
  const files = [{ path: `contours/${stem}.gpkg`, title: `${title}, GeoPackage`, bytes }];
  if (grid.crs !== "plane")
    files.push({
      path: `contours/${stem}.geojson`,
      title: `${title}, GeoJSON`,
      bytes: writeGeojson(layer),
    });
  return files;
}

/** The contour lines of a grid with their levels; undefined where there is none. */
function contourLayer(
  { stem, grid }: Pick<ReleaseGrid, "stem" | "grid">,
  asked: number | undefined,
): VectorLayer | undefined {
  const known = grid.values.filter(Number.isFinite);
  const [minimum, maximum] = known.reduce(
    ([a, b], v) => [Math.min(a, v), Math.max(b, v)],
    [Infinity, -Infinity],
  );
  if (!(maximum > minimum)) return undefined;
  const lines = contourLines(grid, contourLevels(minimum, maximum, contourInterval(minimum, maximum, asked)));
  const unit = grid.units.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const columns = { [unit ? `level_${unit}` : "level"]: Float64Array.from(lines, ({ level }) => level) };
  return rowCount(columns) === 0 ? undefined : { name: `${stem}_contours`, crs: grid.crs, lines, columns };
}
