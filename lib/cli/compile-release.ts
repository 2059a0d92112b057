import { join } from "node:path";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { InputFile, TextFile } from "../core/report.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { isRecord } from "../release/command-run.js";
import { parseProvenance } from "../release/parse-provenance.js";
import type { ListedFile } from "../release/release-parts.js";

/** What a release brings to a compilation: its points, or where it shares none, its grid. */
export type ReleaseContent = { readonly title: string } & (
  | { readonly points: TextFile }
  | { readonly grid: Grid; readonly files: readonly InputFile[] }
);

/**
 * Opens the points of a release, or where it shares none, its grid of the compiled column.
 *
 * @param folder - the folder that `igdp release` wrote
 * @param column - the column that is compiled
 * @throws FormatError if it is no release, a file is not as it was released, or none of several grids is of that column
 */
export async function openReleaseContent(folder: string, column: string): Promise<ReleaseContent> {
  const listed = parseProvenance((await readTextFile(join(folder, "provenance.json"))).text, folder).files;
  const title = await titleOf(folder);
  const pathOf = ({ path }: ListedFile): string => join(folder, ...path.split("/"));
  const points = listed.find(({ path }) => path === "points/stations.csv");
  if (points !== undefined) {
    const file = await readTextFile(pathOf(points));
    refuseChanged(points, file);
    return { title, points: file };
  }
  const grids = [];
  for (const entry of listed.filter(({ path }) => /^grids\/[^/]+\.nc$/.test(path))) {
    const read = await readGridFile(pathOf(entry));
    refuseChanged(entry, read.files[0]);
    grids.push(read);
  }
  const found = grids.length === 1 ? grids[0] : grids.find(({ grid }) => grid.name === column);
  if (found !== undefined) return { title, ...found };
  throw new FormatError({
    file: folder,
    problem: `this release has no points, and none of its ${grids.length} grids is of ${column}`,
    advice: `Name one of its files as "grid". They are of: ${grids.map(({ grid }) => grid.name).join(", ")}.`,
  });
}

function refuseChanged({ path, sha256 }: ListedFile, file: InputFile): void {
  if (file.sha256 === sha256) return;
  throw new FormatError({
    file: file.name,
    problem: `this is not the ${path} that was released: its checksum differs`,
    advice: "Get the release again, or name the file itself in the plan if you trust it.",
  });
}

async function titleOf(folder: string): Promise<string> {
  const { name, text } = await readTextFile(join(folder, "release.json"));
  try {
    const settings: unknown = JSON.parse(text);
    if (isRecord(settings) && typeof settings.title === "string") return settings.title;
  } catch {
    // said below
  }
  throw new FormatError({ file: name, problem: "it does not tell the title of the release" });
}
