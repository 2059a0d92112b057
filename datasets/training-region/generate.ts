import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { campaignFiles, stationPoints } from "./campaign.js";
import { cruisePoints } from "./cruise.js";
import { demFiles } from "./dem.js";
import { geoidGrid } from "./geoid-grid.js";
import { legacyPoints } from "./legacy.js";
import { modelText } from "./model.js";
import { truthGrids, truthStations } from "./truth.js";
import * as world from "./world.js";

/** The world as the parts of the dataset see it. */
export type World = typeof world;
type Files = Record<string, string | Uint8Array>;

/** What makes the files of the dataset, in the order in which they are made. */
export const parts: readonly ((world: World) => Files)[] = [
  ({ MODEL }) => ({ "model.json": modelText(MODEL), "geoid.nc": geoidGrid() }),
  () => demFiles(),
  () => ({ "truth-stations.csv": truthStations(stationPoints()) }),
  () => truthGrids([...stationPoints(), ...cruisePoints(), ...legacyPoints()]),
  () => campaignFiles(),
];

/** Writes all files of the dataset into a folder: the same bytes every time, on every machine. */
export function generate(folder: string, say: (line: string) => void = () => {}): Files {
  const start = performance.now();
  const files: Files = {};
  for (const [k, part] of parts.entries()) {
    const made = part(world);
    Object.assign(files, made);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    say(`training-region: part ${k + 1} of ${parts.length}, ${seconds} s: ${Object.keys(made).join(", ")}`);
  }
  files["checksums.txt"] = Object.keys(files)
    .sort()
    .map((name) => `${createHash("sha256").update(files[name]).digest("hex")}  ${name}\n`)
    .join("");
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return files;
}

if (process.argv[1]?.endsWith("generate.js") && process.argv[1].includes("training-region")) {
  // This file runs as dist/datasets/training-region/generate.js.
  const folder = fileURLToPath(new URL("../../../datasets/training-region/", import.meta.url));
  generate(folder, (line) => console.log(line));
}
