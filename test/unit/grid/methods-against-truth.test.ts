import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { chooseGridder } from "../../../lib/grid/choose-gridder.js";
import { fitSurface } from "../../../lib/grid/fit-surface.js";
import {
  GRID_METHODS,
  type GridMethod,
  type MethodParameters,
  methodEntry,
} from "../../../lib/grid/methods.js";
import { sphereGravity } from "../../../lib/kernels/sphere.js";

// Its table is written anew by: npx vitest run test/unit/grid/methods-against-truth.test.ts --update
const PAGE = fileURLToPath(new URL("../../../lib/grid/README.md", import.meta.url));
const SIDE = 40_000;

const random = seededRandom(20261122);
const spheres = Array.from({ length: 12 }, (_, k) => {
  const depth = 2500 + 6500 * random();
  return {
    ...{ easting: SIDE * random(), northing: SIDE * random(), upward: -depth },
    radius: depth * (0.45 + 0.25 * random()),
    density: (k % 3 === 0 ? -1 : 1) * (250 + 350 * random()),
  };
});
const field = (x: number, y: number): number =>
  spheres.reduce((sum, sphere) => sum + sphereGravity(x, y, 0, sphere) * 1e5, 0);

const x = Float64Array.from({ length: 600 }, () => SIDE * random());
const y = Float64Array.from({ length: 600 }, () => SIDE * random());
const exact = { x, y, values: x.map((px, k) => field(px, y[k])) };
const noisy = { ...exact, values: exact.values.map((value) => value + 0.5 * normalRandom(random)) };

const side = 41; // 2 km inside the survey's edge
const nodes = {
  x: Float64Array.from({ length: side * side }, (_, k) => 2000 + 900 * (k % side)),
  y: Float64Array.from({ length: side * side }, (_, k) => 2000 + 900 * Math.floor(k / side)),
};
const truth = nodes.x.map((px, k) => field(px, nodes.y[k]));

function errorOf(points: typeof exact, method: GridMethod, parameters: MethodParameters): number {
  const frame = { region: [0, SIDE, 0, SIDE], spacing: 400 } as const;
  const predicted = fitSurface(points, { method, parameters, ...frame }).predict(nodes);
  const squares = predicted.map((value, k) => (value - truth[k]) ** 2).filter(Number.isFinite);
  expect(squares.length).toBeGreaterThan(0.99 * truth.length);
  return Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
}

const rows = GRID_METHODS.flatMap((method) =>
  methodEntry(method).tries.map((parameters) => ({
    ...{ method, parameters },
    exact: errorOf(exact, method, parameters),
    noisy: errorOf(noisy, method, parameters),
  })),
).sort((a, b) => a.noisy - b.noisy);

describe("every method against the field of buried spheres", { timeout: 120_000 }, () => {
  it("has the errors that the documents tell", async () => {
    const lines = rows.map((row) => {
      const parameters = Object.entries(row.parameters).map(([name, value]) => `${name} ${value}`);
      return `| ${row.method} | ${parameters.join(", ")} | ${row.exact.toPrecision(2)} | ${row.noisy.toPrecision(2)} |`;
    });
    const head = "| method | parameters | exact values | noise of 0.5 mGal |\n| --- | --- | --- | --- |";
    const [before, , after] = readFileSync(PAGE, "utf8").split(/<!-- \/?errors -->/);
    const told = `${before}<!-- errors -->\n\n${head}\n${lines.join("\n")}\n\n<!-- /errors -->${after}`;
    await expect(told).toMatchFileSnapshot(PAGE);
  });

  it("is as the text beside them says", () => {
    const best = (of: "exact" | "noisy", ...methods: GridMethod[]): number =>
      Math.min(...rows.filter(({ method }) => methods.includes(method)).map((row) => row[of]));
    const harmonic = best("exact", "kriging", "equivalent-sources", "minimum-curvature");
    expect(best("exact", "linear", "natural", "inverse-distance")).toBeGreaterThan(4 * harmonic);
    expect(best("noisy", "kriging", "equivalent-sources")).toBeLessThan(
      best("noisy", "linear", "natural", "minimum-curvature", "inverse-distance"),
    );
    expect(best("exact", "nearest")).toBeGreaterThan(best("exact", "linear"));
  });

  it.each([
    ["exact", exact],
    ["noisy", noisy],
  ] as const)(
    "%s: what cross-validation takes is nearly as good as the best would have been",
    async (name, points) => {
      const { result } = await chooseGridder(points, { region: [0, SIDE, 0, SIDE], spacing: 400 });
      const chosen = rows.find(
        (row) =>
          row.method === result.method &&
          JSON.stringify(row.parameters) === JSON.stringify(result.parameters),
      );
      const best = Math.min(...rows.map((row) => row[name]));
      console.log(
        `${name}: ${result.method}, ${((chosen?.[name] ?? Number.NaN) / best).toFixed(3)} of the best`,
      );
      expect((chosen?.[name] ?? Infinity) / best).toBeLessThan(1.1);
    },
  );
});
