import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { normalGravity } from "../../lib/earth/normal-gravity.js";
import { chooseGridder } from "../../lib/grid/choose-gridder.js";
import type { CovarianceModel } from "../../lib/grid/covariance-model.js";
import { covarianceAt } from "../../lib/grid/covariance-model.js";
import type { CoverageRow } from "../../lib/grid/coverage.js";
import { crossValidate } from "../../lib/grid/cross-validate.js";
import { fitKriging } from "../../lib/grid/kriging.js";
import type { Points } from "../../lib/grid/points.js";
import { empiricalVariogram } from "../../lib/grid/variogram.js";
import { realData, unpacked } from "../pipeline/real-data.js";
import { randomField } from "../unit/grid/random-fields.js";

const page = readFileSync(fileURLToPath(new URL("../../lib/grid/README.md", import.meta.url)), "utf8");
const kriging = page.slice(page.indexOf("## Kriging"));

/** The numbers of the row of a table of the page that begins with a text. */
function row(begin: string): number[] {
  const line = kriging.split("\n").find((text) => text.startsWith(`| ${begin}`));
  if (line === undefined) throw new Error(`no row '${begin}' under Kriging in lib/grid/README.md`);
  // Without the first column.
  return (line.slice(line.indexOf("|", 2)).match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
}

describe("the figures of lib/grid/README.md under Kriging", () => {
  it("tell what wild values do to each estimate of the variogram", () => {
    const model: CovarianceModel = { kind: "matern", sill: 9, range: 30, nugget: 0.5 };
    const { x, y, simulate } = randomField(model, 500, 200, 6);
    const fields = Array.from({ length: 30 }, simulate);
    const share = (estimator: "median" | "robust" | "moments", every: number): number => {
      let sum = 0;
      for (const field of fields) {
        const values = field.map((v, k) => (every > 0 && k % every === 0 ? v + 40 : v));
        const { result } = empiricalVariogram({ x, y, values }, { maximumLag: 60, classes: 6, estimator });
        for (const [k, h] of result.lag.entries())
          sum += result.semivariance[k] / covarianceAt(model, h).semivariance / result.lag.length;
      }
      return sum / fields.length;
    };
    for (const estimator of ["median", "robust", "moments"] as const) {
      const found = [0, 250, 50].map((every) => share(estimator, every));
      console.log(
        estimator,
        found.map((value) => value.toFixed(2)),
      );
      for (const [k, value] of row(`\`${estimator}\``).entries())
        expect(Math.abs(found[k] - value)).toBeLessThan(0.0051);
    }
  });
});

const folder = realData("southern-africa-gravity");
const stations = folder && bouguerAnomalies(`${folder}southern-africa-gravity.csv.xz`);

describe.skipIf(!stations)(
  "14,359 stations of Southern Africa, under Kriging in lib/grid/README.md",
  { timeout: 120_000 },
  () => {
    const points = stations as Points;
    const aspectRatio = Math.cos((29 * Math.PI) / 180);
    const model = (stations && fitKriging(points, { aspectRatio }).model) as CovarianceModel;
    const percents = (rows: readonly CoverageRow[], part: string): number[] => {
      const found = rows.find((one) => one.part === part);
      return [100 * Number(found?.insideOneSigma), 100 * Number(found?.insideTwoSigma)];
    };
    /** Compares numbers with a row of the page, to its last digit of one decimal. */
    const agree = (begin: string, found: readonly number[]): void => {
      console.log(begin, found.map((value) => value.toFixed(1)).join(" | "));
      for (const [k, value] of row(begin).entries()) expect(Math.abs(found[k] - value)).toBeLessThan(0.051);
    };

    it("tell how many errors are inside one and two sigma, as it is and calibrated", async () => {
      expect(points.values).toHaveLength(14_359);
      const methods = [{ method: "kriging", parameters: { model } }] as const;
      for (const blockSize of [0.25, 0.5, 1]) {
        const { coverage, table } = (await chooseGridder(points, { aspectRatio, blockSize, methods })).result;
        const { rmse, insideOneSigma, insideTwoSigma } = table[0];
        expect(Math.abs(row(`${blockSize}°`)[0] - rmse)).toBeLessThan(0.0051);
        const own = [100 * Number(insideOneSigma), 100 * Number(insideTwoSigma)];
        agree(`${blockSize}°`, [rmse, ...own, ...percents(coverage, "all")]);
        if (blockSize !== 0.5) continue;
        const { result } = crossValidate((part) => fitKriging(part, { aspectRatio, model }), points, {
          ...{ blockSize, aspectRatio },
        });
        expect(result.rmse).toBeCloseTo(rmse, 9);
        for (const { part, points: count } of coverage.slice(1))
          agree(part, [count, ...percents(result.coverage, part), ...percents(coverage, part)]);
      }
    });
  },
);

/** Simple Bouguer anomalies: a slab of 2670 kg/m³. */
function bouguerAnomalies(path: string): Points | undefined {
  const text = unpacked(path);
  if (text === undefined) return undefined;
  const rows = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
  return {
    x: Float64Array.from(rows, ([longitude]) => longitude),
    y: Float64Array.from(rows, ([, latitude]) => latitude),
    values: Float64Array.from(
      rows,
      ([, latitude, height, gravity]) => gravity - normalGravity(latitude, height) - 0.1119 * height,
    ),
  };
}
