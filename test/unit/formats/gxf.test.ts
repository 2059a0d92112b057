import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readGxf } from "../../../lib/formats/gxf.js";
import { has, run } from "./peers.js";

const folder = mkdtempSync(join(tmpdir(), "igdp gxf "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A whole number as base-90 digits, as the format's description has them: the sign with the value 37 + digit. */
function digitsOf(value: number, digits: number): string {
  let text = "";
  for (let k = 0, rest = value; k < digits; k++, rest = Math.floor(rest / 90))
    text = String.fromCharCode(37 + (rest % 90)) + text;
  return text;
}

/** A row of a compressed GXF: `!` for none, repeats of more than two told by `"`, lines of at most 78 letters. */
function rowLines(codes: readonly (number | undefined)[], digits: number): string[] {
  const words: string[] = [];
  const word = (code: number | undefined) =>
    code === undefined ? "!".repeat(digits) : digitsOf(code, digits);
  for (let k = 0; k < codes.length; ) {
    let count = 1;
    while (k + count < codes.length && codes[k + count] === codes[k]) count++;
    if (count > 2) words.push('"'.repeat(digits), digitsOf(count, digits), word(codes[k]));
    else for (let i = 0; i < count; i++) words.push(word(codes[k]));
    k += count;
  }
  const perLine = Math.floor(78 / digits);
  return Array.from({ length: Math.ceil(words.length / perLine) }, (_, k) =>
    words.slice(k * perLine, (k + 1) * perLine).join(""),
  );
}

/** A compressed GXF: values scaled by 0.01 from −100 on; each row begins on a line of its own. */
function compressed(codes: readonly (number | undefined)[], columns: number, digits: number): Uint8Array {
  const rows = Array.from({ length: codes.length / columns }, (_, j) =>
    codes.slice(j * columns, (j + 1) * columns),
  );
  const lines = rows.flatMap((row) => rowLines(row, digits));
  const header = ["#POINTS", columns, "#ROWS", rows.length, "#PTSEPARATION", 50, "#RWSEPARATION", 25];
  const place = ["#XORIGIN", 1000, "#YORIGIN", 2000, "#TRANSFORM", "0.01 -100", "#GTYPE", digits, "#GRID"];
  return new TextEncoder().encode(`${[...header, ...place, ...lines].join("\n")}\n`);
}

describe("a compressed GXF", () => {
  const codes = Array.from({ length: 60 }, (_, k) =>
    k % 13 === 5 ? undefined : k > 20 && k < 33 ? 4000 : 37 * k,
  );
  const expected = codes.map((code) => (code === undefined ? Number.NaN : code * 0.01 - 100));

  it.each([2, 3])("is read with its repeats and gaps, of %i digits", (digits) => {
    const grid = readGxf(compressed(codes, 12, digits), "a.gxf");
    expect([...grid.values]).toEqual(expected);
    expect([grid.x.length, grid.y.length, grid.x[1], grid.y[1]]).toEqual([12, 5, 1050, 2025]);
  });

  it.skipIf(!has("gdalinfo"))("is read by GDAL with the same values (skipped without GDAL)", () => {
    const path = join(folder, "a.gxf");
    writeFileSync(path, compressed(codes, 12, 3));
    const input = expected
      .map((_, k) => `${1000 + 50 * (k % 12)} ${2000 + 25 * Math.floor(k / 12)}`)
      .join("\n");
    const { stdout } = run("gdallocationinfo", ["-valonly", "-geoloc", path], input);
    const values = stdout.trim().split("\n").map(Number);
    for (const [k, value] of expected.entries())
      if (Number.isNaN(value)) expect(values[k]).toBeLessThan(-1e11);
      else expect(values[k]).toBeCloseTo(value, 5);
  });

  it("that is cut short, turned or of too many digits is refused", () => {
    const whole = compressed(codes, 12, 3);
    expect(() => readGxf(whole.subarray(0, whole.length - 6), "cut.gxf")).toThrow(
      /cut\.gxf: the file is cut short/,
    );
    const with_ = (from: string, to: string) =>
      new TextEncoder().encode(new TextDecoder().decode(whole).replace(from, to));
    expect(() => readGxf(with_("#GTYPE\n3", "#GTYPE\n30"), "a.gxf")).toThrow(/#GTYPE is 30/);
    expect(() => readGxf(with_("#GTYPE", "#ROTATION\n30\n#GTYPE"), "a.gxf")).toThrow(/it is turned/);
    expect(() => readGxf(with_("#ROWS\n5", "#ROWS\nfive"), "a.gxf")).toThrow(/lacks a number for #ROWS/);
  });
});
