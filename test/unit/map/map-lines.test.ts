import { describe, expect, it } from "vitest";
import { gridDegrees, linesOnGrid, type MapLines } from "../../../lib/map/map-lines.js";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { worldLand, worldLines } from "../../../lib/node/world-lines.js";
import { measuredTexts, pathsOf } from "./svg-texts.js";
import { gridOf } from "./test-grids.js";

const indochina = gridOf((x, y) => x + y, [100, 108, 8, 18], [40, 50], { crs: "EPSG:4326" });
const zone48 = gridOf((x, y) => x + y, [200_000, 900_000, 1_500_000, 2_300_000], [70, 80], {
  crs: "EPSG:32648",
});

/** Whether a place is on land: an odd number of rings cross the line from it to the east. */
function isOnLand(longitude: number, latitude: number): boolean {
  let inside = false;
  for (const { x, y } of worldLand())
    for (let i = 1; i < x.length; i++) {
      if (y[i - 1] > latitude === y[i] > latitude) continue;
      const at = x[i - 1] + ((latitude - y[i - 1]) / (y[i] - y[i - 1])) * (x[i] - x[i - 1]);
      if (at > longitude) inside = !inside;
    }
  return inside;
}

describe("worldLand", () => {
  it("has cities on land and gulfs at sea", () => {
    for (const [longitude, latitude] of [
      [100.5, 14.5], // north of Bangkok
      [102.6, 18],
      [105.8, 21],
      [113.9, -1], // Borneo
      [27, -26],
    ])
      expect(isOnLand(longitude, latitude), `${longitude}, ${latitude}`).toBe(true);
    for (const [longitude, latitude] of [
      [101, 10], // Gulf of Thailand
      [108, 20], // Gulf of Tonkin
      [112, 15],
      [0, 0],
    ])
      expect(isOnLand(longitude, latitude), `${longitude}, ${latitude}`).toBe(false);
  });
});

describe("worldLines", () => {
  it("has coast and border of the whole Earth in three degrees of detail", () => {
    const counts = (["110m", "50m", "10m"] as const).map((detail) => {
      const [coast, border] = worldLines({ detail });
      for (const { x, y } of [coast, border]) {
        expect(x.length).toBe(y.length);
        expect(Math.min(...[...x].filter(Number.isFinite).slice(0, 1e4))).toBeGreaterThanOrEqual(-180);
        expect(Number.isNaN(x[x.length - 1])).toBe(true);
      }
      return coast.x.length;
    });
    expect(counts[1]).toBeGreaterThan(3 * counts[0]);
    expect(counts[2]).toBeGreaterThan(3 * counts[1]);
  });

  it("tells what it accepts", () => {
    expect(() => worldLines({ detail: "1m" as never })).toThrow(/options.detail is '1m'.*10m, 50m, 110m/s);
  });
});

describe("linesOnGrid", () => {
  const lines = worldLines({ detail: "50m" });

  it("leaves out what is far away, and puts the rest into the grid's projection", () => {
    const [inDegrees] = linesOnGrid(indochina, lines);
    const [inMetres] = linesOnGrid(zone48, lines);
    expect(inDegrees.x.length).toBeLessThan(lines[0].x.length / 20);
    const isNear = (values: Float64Array, low: number, high: number) =>
      values.every((v) => Number.isNaN(v) || (v > low && v < high));
    expect(isNear(inDegrees.x, 97, 111)).toBe(true);
    expect(isNear(inMetres.y, 1_300_000, 2_500_000)).toBe(true);
  });

  it("takes longitudes round the Earth to where the grid counts them", () => {
    const pacific = gridOf((x, y) => x + y, [170, 190, -20, -10], [20, 10], { crs: "EPSG:4326" });
    const [fiji] = linesOnGrid(pacific, lines);
    expect(fiji.x.some((x) => x > 178 && x < 180)).toBe(true);
    expect(fiji.x.some((x) => x > 180 && x < 182)).toBe(true);
  });

  it("refuses a plane, which lies nowhere", () => {
    const plane = gridOf((x, y) => x + y, [0, 1, 0, 1], [4, 4]);
    expect(() => linesOnGrid(plane, lines)).toThrow(/grid.crs is 'plane'/);
    expect(gridDegrees(plane)).toBeUndefined();
  });
});

describe("a sheet with coasts and borders", () => {
  for (const [name, grid] of Object.entries({ indochina, zone48 }))
    it(`draws them inside the frame, and says what they are (${name})`, () => {
      const lines: MapLines[] = linesOnGrid(grid, worldLines({ detail: "50m" }));
      const svg = mapSheet(grid, { title: "With lines", lines });
      const frame =
        /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="none" stroke="#1b1b1b" stroke-width="0.8"\/>/
          .exec(svg.slice(svg.lastIndexOf('class="ladder"')))
          ?.slice(1)
          .map(Number) as number[];
      for (const kind of ["coast", "border"]) {
        const paths = pathsOf(svg, kind);
        expect(paths.length).toBeGreaterThan(0);
        if (name === "indochina")
          for (const [x, y] of paths.flat())
            expect(
              x >= frame[0] - 0.01 &&
                x <= frame[0] + frame[2] + 0.01 &&
                y >= frame[1] - 0.01 &&
                y <= frame[1] + frame[3] + 0.01,
            ).toBe(true);
      }
      const legend = measuredTexts(svg).map(({ text }) => text);
      expect(legend).toContain("Coast");
      expect(legend).toContain("Border (Natural Earth)");
    });
});
