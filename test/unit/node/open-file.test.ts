import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readWhole } from "../../../lib/core/byte-source.js";
import { openFile } from "../../../lib/node/open-file.js";

const folder = mkdtempSync(join(tmpdir(), "igdp open "));
const path = join(folder, "a file.bin");
const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => (i * i) % 251);
writeFileSync(path, bytes);
writeFileSync(join(folder, "empty.dat"), "");
const sha256 = createHash("sha256").update(bytes).digest("hex");

it("gives any bytes of a file, and none behind its end", async () => {
  const file = await openFile(path);
  const room = new Uint8Array(100);
  expect(file.size).toBe(10_000);
  expect(await file.read(9_950, room)).toBe(50);
  expect(room.subarray(0, 50)).toEqual(bytes.subarray(9_950));
  expect(await file.read(10_000, room)).toBe(0);
  await file.close();
});

it("knows the checksum of the whole, whatever was read twice or ahead", async () => {
  const file = await openFile(path);
  const room = new Uint8Array(3000);
  for (const position of [0, 0, 5000, 2000, 4000, 1000, 7000]) await file.read(position, room);
  expect(await readWhole(file)).toEqual(bytes);
  expect(file.sha256()).toBe(sha256);
  expect(file.sha256()).toBe(sha256);
  await file.close();
});

it("says of a path what is wrong with it", async () => {
  await expect(openFile(join(folder, "none.dat"))).rejects.toThrow(/there is no such file/);
  await expect(openFile(folder)).rejects.toThrow(/this is a folder, not a file/);
  await expect(openFile(join(folder, "empty.dat"))).rejects.toThrow(/the file is empty/);
});
