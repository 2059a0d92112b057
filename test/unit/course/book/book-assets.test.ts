import path from "node:path";
import { expect, test } from "vitest";
import { bookAssets } from "../../../../course/authoring/book/book-assets.js";

const assets = new Map(bookAssets().map(({ path: place, bytes }) => [place, bytes]));
const texts = [...assets].filter(([place]) => /\.(css|js)$/.test(place));

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

test("style sheets load only what lies beside them", () => {
  let loaded = 0;
  for (const [place, bytes] of texts.filter(([file]) => file.endsWith(".css"))) {
    expect(text(bytes), place).not.toMatch(/@import/);
    for (const [, address] of text(bytes).matchAll(/url\(["']?([^)"']+)/g)) {
      if (address.startsWith("data:")) continue;
      loaded++;
      expect(assets.has(path.posix.join(path.posix.dirname(place), address)), `${address} in ${place}`).toBe(
        true,
      );
    }
  }
  expect(loaded).toBe(7);
});

test("every font is used, and is a WOFF2 file", () => {
  const css = text(assets.get("course/books/assets/fonts.css") as Uint8Array);
  const fonts = [...assets].filter(([place]) => place.endsWith(".woff2"));
  for (const [place, bytes] of fonts) {
    expect(css).toContain(path.posix.basename(place));
    expect(text(bytes.subarray(0, 4))).toBe("wOF2");
  }
});

test("what is not ours comes with its licence", () => {
  expect(text(assets.get("course/books/assets/fonts/OFL.txt") as Uint8Array)).toMatch(
    /SIL Open Font License/i,
  );
  expect(text(assets.get("course/books/assets/reveal/LICENSE") as Uint8Array)).toMatch(
    /Permission is hereby granted/,
  );
});

test("all assets together are smaller than half a megabyte", () => {
  const size = [...assets.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  expect(size).toBeLessThan(500_000);
});
