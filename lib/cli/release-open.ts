import { FormatError } from "../core/errors.js";
import { isInDegrees } from "../core/grid.js";
import type { InputFile } from "../core/report.js";
import { readPoints } from "../formats/points.js";
import { gridDegrees } from "../map/map-lines.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { worldLines } from "../node/world-lines.js";
import type { ReleaseGrid, ReleaseParts, ReleasePoints } from "../release/release-parts.js";
import type { ReleaseSettings } from "../release/settings.js";

/** The grids of a release, read from their files; two of one name get a number. */
export async function openGrids(paths: readonly string[]): Promise<ReleaseGrid[]> {
  const seen = new Map<string, number>();
  const grids: ReleaseGrid[] = [];
  for (const path of paths) {
    const { grid, files } = await readGridFile(path);
    const plain = path
      .replace(/^.*[\\/]/, "")
      .replace(/\.[^.]*$/, "")
      .replace(/[^A-Za-z0-9._-]+/g, "-")
      .replace(/^[.-]+/, "");
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    const stem = `${plain || "grid"}${count > 1 ? `-${count}` : ""}`;
    grids.push({ stem, grid, files: files.map(({ name, sha256 }) => ({ name, sha256 })) });
  }
  return grids;
}

/** The points of a release. They are in degrees, or in the metres of the first grid. */
export async function openPoints(path: string, [first]: readonly ReleaseGrid[]): Promise<ReleasePoints> {
  const file = await readTextFile(path);
  const columns = readPoints(file, [], { anyPosition: true });
  const has = (...names: string[]) => names.every((name) => columns[name] instanceof Float64Array);
  const inMetres = has("easting_m", "northing_m") && !isInDegrees(first.grid);
  if (!inMetres && !has("longitude_deg", "latitude_deg"))
    throw new FormatError({
      file: path,
      line: 1,
      problem: "it needs longitude_deg and latitude_deg, or easting_m and northing_m in the grid's metres",
      advice: `It has: ${Object.keys(columns).join(", ")}.`,
    });
  const crs = inMetres ? first.grid.crs : "EPSG:4326";
  return { file: { name: file.name, sha256: file.sha256 }, columns, crs };
}

/** The same under the names that the files have in the chain. */
export function withNames<Part extends { grids: readonly ReleaseGrid[]; points?: ReleasePoints }>(
  parts: Part,
  results: readonly InputFile[],
): Part {
  let next = 0;
  const named = () => {
    const { name, sha256 } = results[next++];
    return { name, sha256 };
  };
  const grids = parts.grids.map((grid) => ({ ...grid, files: grid.files.map(named) }));
  return { ...parts, grids, ...(parts.points && { points: { ...parts.points, file: named() } }) };
}

/** Coasts for the sheets, finer for a small map. Making and verifying a release take them from here, so that they agree. */
export function coastsFor(
  settings: ReleaseSettings,
  grids: readonly ReleaseGrid[],
): Pick<ReleaseParts, "coasts" | "indexLines"> {
  const regions = grids.flatMap(({ grid }) => gridDegrees(grid) ?? []);
  if (regions.length === 0) return {};
  const [west, east] = gridDegrees(grids[0].grid) ?? [0, 360];
  const coasts = worldLines({ detail: east - west > 20 ? "50m" : "10m" });
  return { indexLines: worldLines(), ...(settings.coasts !== false && { coasts }) };
}
