import { describe, expect, it } from "vitest";
import { campaign } from "../../datasets/first-survey/generate.js";
import type { Columns } from "../../lib/core/columns.js";
import { readDialSheets } from "../../lib/formats/instruments/dial-sheets.js";
import { readDialTable } from "../../lib/formats/instruments/dial-table.js";
import { readPoints } from "../../lib/formats/points.js";
import { adjustNetwork } from "../../lib/survey/adjust/adjust-network.js";
import { driftByLoop } from "../../lib/survey/adjust/drift-by-loop.js";
import { calibrateDial } from "../../lib/survey/correct/calibrate-dial.js";
import { correctTide } from "../../lib/survey/correct/correct-tide.js";

const SURVEYS = 400;
/** The seed of the survey that is in `datasets/first-survey`. */
const SHIPPED = 20260105;

/** Adjusts one survey both ways; sums of squares over its stations that are no bases. */
function bothWays(seed: number) {
  const files = campaign(seed);
  const file = (name: string) => ({ name, text: files[name], sha256: "" });
  const days = Object.keys(files).filter((name) => name.startsWith("day-"));
  const sheets = readDialSheets(days.map(file)).result;
  const calibrated = calibrateDial(sheets, readDialTable(file("dial-table.csv"))).result;
  const readings = correctTide(calibrated).result;
  const bases = readPoints(file("bases.csv"));
  const truth = gravityOf(readPoints(file("truth.csv")));
  const isBase = new Set(bases.station as string[]);
  const network = adjustNetwork(readings, { bases, proposeTares: false });
  const loops = driftByLoop(readings, bases).result;
  const errors = (table: Columns) =>
    [...gravityOf(table)].flatMap(([name, g]) => (isBase.has(name) ? [] : [g - (truth.get(name) as number)]));
  const sigmas = network.result.gravity_sigma_mgal as Float64Array;
  const gravity = network.result.gravity_mgal as Float64Array;
  const standardised = (network.result.station as string[]).flatMap((name, i) =>
    isBase.has(name) ? [] : [(gravity[i] - (truth.get(name) as number)) / sigmas[i]],
  );
  return { network: errors(network.result), loops: errors(loops), standardised, figures: network.figures };
}

const gravityOf = (table: Columns) =>
  new Map((table.station as string[]).map((name, i) => [name, (table.gravity_mgal as Float64Array)[i]]));
const rms = (list: readonly number[]) => Math.sqrt(list.reduce((sum, v) => sum + v * v, 0) / list.length);

/**
 * What the ratio of the two rms errors must be. A day has the base at −1, 0 and 1 (morning, noon, evening), each reading
 * with σ² = 0.01². The straight line of the network through all three has the variance σ²(1/3 + t²/2), 1/2 σ² on average;
 * the lines from base to base of the loops have σ²((1 − w)² + w²), 2/3 σ² on average. The station's own reading adds σ²
 * to both, and the base's value 0.005².
 */
const EXPECTED = Math.sqrt((1 + 1 / 2 + 0.25) / (1 + 2 / 3 + 0.25));

describe("the first survey, simulated anew with 400 seeds", () => {
  it("has smaller errors by the network than loop by loop, as derived, and the shipped survey is one of them", () => {
    const all = Array.from({ length: SURVEYS }, (_, k) => bothWays(k + 1));
    const shipped = bothWays(SHIPPED);
    const ratioOf = ({ network, loops }: ReturnType<typeof bothWays>) => rms(network) / rms(loops);
    const ratio = rms(all.flatMap(({ network }) => network)) / rms(all.flatMap(({ loops }) => loops));
    const above = all.filter((survey) => ratioOf(survey) > ratioOf(shipped)).length / SURVEYS;
    const sigma0 = rms(all.map(({ figures }) => figures.sigma0));
    const below = all.filter(({ figures }) => figures.sigma0 < shipped.figures.sigma0).length / SURVEYS;
    const accepted = all.filter(({ figures }) => figures.chi_square.accepted).length / SURVEYS;
    const fitting = all.filter(
      ({ standardised }) => rms(standardised) > 0.7 && rms(standardised) < 1.3,
    ).length;
    console.log(
      `In ${((100 * fitting) / SURVEYS).toFixed(1)} % the errors over sigma of the network are 0.7 to 1.3 rms, over all ` +
        `${rms(all.flatMap(({ standardised }) => standardised)).toFixed(3)}`,
    );
    // drift and base errors are shared by a day's stations, so that single surveys scatter by 15 %, their mean by 1 %
    expect(Math.abs(rms(all.flatMap(({ standardised }) => standardised)) - 1)).toBeLessThan(0.03);
    console.log(
      `${SURVEYS} surveys: rms error of the network over that of the loops ${ratio.toFixed(4)} (derived ` +
        `${EXPECTED.toFixed(4)}), σ0 ${sigma0.toFixed(3)} rms, χ² accepts ${(100 * accepted).toFixed(1)} %. The shipped one: ` +
        `${ratioOf(shipped).toFixed(3)}, above it ${(100 * above).toFixed(1)} %; σ0 ${shipped.figures.sigma0.toFixed(2)} with ` +
        `${shipped.figures.degrees_of_freedom} degrees of freedom, below it ${(100 * below).toFixed(1)} %`,
    );
    expect(ratio).toBeLessThan(0.98);
    expect(Math.abs(ratio - EXPECTED)).toBeLessThan(0.012); // the seeds scatter by 0.04, their mean by 0.002; noon is not the middle
    expect(Math.abs(sigma0 ** 2 - 1)).toBeLessThan(3 * Math.sqrt(2 / (6 * SURVEYS)));
    expect(Math.abs(accepted - 0.95)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / SURVEYS));
    expect(above).toBeGreaterThan(0.005); // one survey in a hundred is no rarer than this; were it, chance would be no reason
    expect(below).toBeGreaterThan(0.025);
    expect(shipped.figures.chi_square.accepted).toBe(true);
  }, 300_000);
});
