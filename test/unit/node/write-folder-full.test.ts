import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeFolder } from "../../../lib/node/write-folder.js";

/** How many files the disk still takes. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const full = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  return {
    ...real,
    // As a disk does: what has no room is there, and half.
    writeFile: async (path: string, content: Uint8Array, options: object) => {
      if (disk.room-- > 0) return real.writeFile(path, content, options);
      await real.writeFile(path, content.slice(0, content.length / 2), options);
      throw full();
    },
    copyFile: async (from: string, to: string) => {
      if (disk.room-- > 0) return real.copyFile(from, to);
      throw full();
    },
  };
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "igdp แผ่นเต็ม "));
  disk.room = Number.POSITIVE_INFINITY;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

describe("a disk that is full half-way", () => {
  const files = () => [
    ...Array.from({ length: 5 }, (_, k) => ({ path: `grids/${k}.nc`, content: new Uint8Array(1000) })),
    { path: "source/raw.csv", content: at("raw.csv"), isCopy: true },
    { path: "provenance.json", content: "{}" },
  ];

  it.each([0, 3, 5, 6])(
    "after %i files: the error says so, and neither half a release nor anything aside is left",
    async (room) => {
      writeFileSync(at("raw.csv"), "raw");
      disk.room = room;
      const path = files()[room].path.split("/");
      await expect(writeFolder(at("out"), files())).rejects.toThrow(
        `${join(at("out"), ...path)}: the disk is full. Free some space.`,
      );
      expect(readdirSync(folder)).toEqual(["raw.csv"]);
      disk.room = Number.POSITIVE_INFINITY;
      await writeFolder(at("out"), files());
      expect(readdirSync(at("out")).sort()).toEqual(["grids", "provenance.json", "source"]);
    },
  );

  it("leaves an older release as it was, when a new one is to take its place", async () => {
    writeFileSync(at("raw.csv"), "raw");
    await writeFolder(at("out"), [{ path: "provenance.json", content: "old" }]);
    disk.room = 4;
    await expect(writeFolder(at("out"), files(), { replace: true })).rejects.toThrow("the disk is full");
    expect(readdirSync(folder)).toEqual(["out", "raw.csv"]);
    expect(readdirSync(at("out"))).toEqual(["provenance.json"]);
    expect(readFileSync(at("out/provenance.json"), "utf8")).toBe("old");
  });
});
