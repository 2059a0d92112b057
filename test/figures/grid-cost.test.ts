import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { figureSvg } from "../../lib/map/figure-svg.js";
import { CONTENDERS, costFigure, costTable } from "../bench/grid-sizes-figure.mjs";

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const PAGE = path("lib/grid/README.md");
const results = JSON.parse(readFileSync(path("test/bench/grid-sizes.json"), "utf8"));

describe("what a grid costs, as lib/grid/README.md tells it", () => {
  // Written anew from the bench's results by: npx vitest run test/figures/grid-cost.test.ts --update
  it("is the table and the plot of the bench's last results", async () => {
    const [before, , after] = readFileSync(PAGE, "utf8").split(/<!-- \/?cost -->/);
    const told = `${before}<!-- cost -->\n\n${costTable(results)}\n\n<!-- /cost -->${after}`;
    await expect(told).toMatchFileSnapshot(PAGE);
    const svg = figureSvg(costFigure(results), { width: 900, height: 600 });
    await expect(svg).toMatchFileSnapshot(path("lib/grid/figures/cost.svg"));
  });

  it("has every contender at every size that it bears, but for equivalent sources of a million points", () => {
    const sizes = [1e3, 1e4, 1e5, 1e6];
    const missing = CONTENDERS.flatMap(({ name, most }) =>
      sizes
        .filter((points) => points <= most)
        .filter(
          (points) =>
            !results.some(
              (row: { contender: string; points: number }) => row.contender === name && row.points === points,
            ),
        )
        .map((points) => `${name} ${points}`),
    );
    expect(missing).toEqual(["igdp sources by rule 1000000"]);
  });
});
