import { describe, expect, it } from "vitest";
import type { Chain } from "../../../lib/release/chain.js";
import { crossValidationOf } from "../../../lib/release/cross-validation.js";
import { crossValidationWords } from "../../../lib/release/cross-validation-words.js";
import type { GridFacts } from "../../../lib/release/release-parts.js";

const [POINTS, MAP, OTHER] = ["a", "b", "c"].map((letter) => letter.repeat(64));
const TABLE = [
  { method: "kriging", parameters: { kind: "matern" }, rmse: 1, heldOut: 90 },
  { method: "minimum-curvature", parameters: { tension: 0.25 }, rmse: 2, bias: 0.5, heldOut: 90 },
  { method: "minimum-curvature", parameters: { tension: 0.5 }, rmse: 3, heldOut: 90 },
];
const COVERAGE = [{ part: "all", points: 90, insideOneSigma: 0.4, insideTwoSigma: 0.7 }];
const step = (name: string, parameters: object, figures: object) => ({
  ...{ step: name, version: "0.1.0", parameters: { ...parameters }, rows: {}, figures: { ...figures } },
  ...{ warnings: [], inputs: [] },
});
const search = step(
  "chooseGridder",
  { folds: 5, blockSize: [0.12345, 0.25] },
  { table: TABLE, coverage: COVERAGE },
);

/** A chain in which `igdp cross-validate` looked at a column of the points, and a grid was made of one. */
function chainOf(column: string, method: object): Chain {
  const run = (command: string, name: string, steps: ReturnType<typeof step>[], outputs: object[]) => ({
    ...{ command, arguments: ["points.csv", "--column", name], version: "0.1.0", steps },
    ...{ inputs: [{ name: "points.csv", sha256: POINTS }], outputs: outputs as Chain["results"] },
  });
  return {
    links: [
      run("cross-validate", column, [search], []),
      run(
        "grid",
        "bouguer_anomaly_mgal",
        [step("gridPoints", method, {})],
        [{ name: "map.nc", sha256: MAP }],
      ),
    ],
    results: [{ name: "map.nc", sha256: MAP, fromLink: 2 }],
    ...{ sources: [], missing: [] },
  };
}
const of = (chain: Chain, sha256 = MAP) => crossValidationOf(chain, { files: [{ name: "map.nc", sha256 }] });
const BOUGUER = "bouguer_anomaly_mgal";

describe("the cross-validation of a grid", () => {
  it("of igdp cross-validate counts for the method and the parameters that the grid was made with", () => {
    const found = of(chainOf(BOUGUER, { method: "minimum-curvature", tension: 0.25 }));
    expect([found?.rmse, found?.bias, found?.heldOut, found?.methods.length]).toEqual([2, 0.5, 90, 3]);
    // The calibrated sigma is that of the best method, and not of this grid.
    expect([found?.coverage, found?.insideOneSigma]).toEqual([[], undefined]);
    expect(of(chainOf(BOUGUER, { method: "minimum-curvature", tension: 0.5 }))?.rmse).toBe(3);
  });

  it("is not taken from another column, another method, other points or a report that is no such", () => {
    expect(of(chainOf("free_air_anomaly_mgal", { method: "kriging", kind: "matern" }))).toBeUndefined();
    expect(of(chainOf(BOUGUER, { method: "minimum-curvature", tension: 0.9 }))).toBeUndefined();
    expect(of(chainOf(BOUGUER, { method: "linear" }))).toBeUndefined();
    const chain = chainOf(BOUGUER, { method: "kriging", kind: "matern" });
    expect(of(chain)?.rmse).toBe(1);
    expect(of(chain, OTHER)).toBeUndefined();
    const [first, ...rest] = chain.links;
    const inputs = [{ name: "points.csv", sha256: OTHER }];
    expect(of({ ...chain, links: [{ ...first, inputs }, ...rest] })).toBeUndefined();
    const broken = [step("chooseGridder", {}, { table: "none", coverage: 7 })];
    expect(of({ ...chain, links: [{ ...first, steps: broken }, ...rest] })).toBeUndefined();
  });

  it("of the command that made the grid is told in words: what was done, what came out, what it means", () => {
    const [, grid] = chainOf(BOUGUER, {}).links;
    const chain = { ...chainOf(BOUGUER, {}), links: [{ ...grid, steps: [search, ...grid.steps] }] };
    const own = of({ ...chain, results: [{ name: "map.nc", sha256: MAP, fromLink: 1 }] });
    expect(own?.insideOneSigma).toBe(0.4);
    const facts = { quantity: "Bouguer anomaly", units: "mGal", crs: "EPSG:4326", crossValidation: own };
    expect(crossValidationWords(facts as unknown as GridFacts)).toBe(
      "Cross-validation of the Bouguer anomaly: 90 points were held out in 5 parts, in blocks of 0.123° × 0.25°, and predicted from the rest with kriging (kind matern), which predicted best of 3 methods and parameters. Prediction less measurement is 1 mGal in root mean square: expect such an error where the map is as far from its points as those were. 40 % of these differences lie within 1 standard deviation and 70 % within 2 (of normal errors 68 % and 95 %): the standard deviation is too small: the errors are larger than it says.",
    );
    const none = crossValidationWords({ ...facts, crossValidation: undefined } as unknown as GridFacts);
    expect(none).toMatch(/none was made.*igdp grid --calibrate.*igdp cross-validate.*--reports/);
  });
});
