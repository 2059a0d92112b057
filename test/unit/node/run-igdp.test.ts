import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runIgdp, temporaryFolder } from "../../../lib/node/index.js";

const GRID = "ncols 2\nnrows 2\nxllcenter 100\nyllcenter 15\ncellsize 1\nNODATA_value -9\n3 4\n1 2\n";

test("a command runs in the folder that was named, with blanks in names, and its output is returned", async () => {
  const folder = await temporaryFolder();
  try {
    expect(await readdir(folder)).toEqual([]);
    const place = join(folder, "old maps");
    await mkdir(place);
    await writeFile(join(place, "my map.asc"), GRID);
    const { exitCode, printed } = await runIgdp(["convert", "my map.asc", "my map.nc"], place);
    expect([exitCode, printed.includes("my map.nc")]).toEqual([0, true]);
    expect(await readdir(place)).toContain("my map.nc");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a command that fails tells why, and throws nothing", async () => {
  const { exitCode, printed, warnings } = await runIgdp(["convert", "no such file.asc", "x.nc"]);
  expect([exitCode > 0, printed]).toEqual([true, ""]);
  expect(warnings).toContain("no such file.asc");
});

test("a folder that is not there is an error", async () => {
  await expect(runIgdp(["--help"], "/no/such/folder")).rejects.toThrow();
});
