import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { chooseGridder } from "../../../lib/grid/choose-gridder.js";
import { fitSurface } from "../../../lib/grid/fit-surface.js";
import {
  GRID_METHODS,
  type GridMethod,
  type MethodParameters,
  methodEntry,
} from "../../../lib/grid/methods.js";
import { sphereNodes as nodes, SIDE, sphereField, sphereStations } from "./buried-spheres.js";

// Its table is written anew by: npx vitest run test/unit/grid/methods-against-truth.test.ts --update
const PAGE = fileURLToPath(new URL("../../../lib/grid/README.md", import.meta.url));

const [exact, noisy] = [sphereStations(0), sphereStations(0.5)];
const truth = nodes.x.map((px, k) => sphereField(px, nodes.y[k]));

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
