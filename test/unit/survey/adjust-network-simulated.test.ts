import { describe, expect, it } from "vitest";
import { adjustNetwork } from "../../../lib/survey/adjust/adjust-network.js";
import { simulate } from "./simulated-network.js";

const NETWORKS = 2000;

describe("adjustNetwork over 2,000 simulated networks", () => {
  it("has sigmas that cover the truth, a χ² test that accepts 95 %, and a w test with its own false alarm rate", () => {
    let [one, two, stations, accepted, tested, alarms, squares] = [0, 0, 0, 0, 0, 0, 0];
    const tauAlarms = { networks: 0 };
    for (let seed = 0; seed < NETWORKS; seed++) {
      const network = simulate(seed + 1);
      const { result, figures, observations } = adjustNetwork(network.readings, {
        bases: network.bases,
        sigmaFrom: "given",
        outlierSignificance: 0.01,
        proposeTares: false,
      });
      const gravity = result.gravity_mgal as Float64Array;
      for (const [i, name] of (result.station as string[]).entries()) {
        const z =
          (gravity[i] - (network.gravity.get(name) as number)) /
          (result.gravity_sigma_mgal as Float64Array)[i];
        stations++;
        squares += z * z;
        if (Math.abs(z) < 1) one++;
        if (Math.abs(z) < 2) two++;
      }
      if (figures.chi_square.accepted) accepted++;
      if ((observations.rejected_by as string[]).some((by) => by.includes("tau"))) tauAlarms.networks++;
      for (const w of observations.w as Float64Array) {
        if (Number.isNaN(w)) continue;
        tested++;
        if (Math.abs(w) > figures.w_limit) alarms++;
      }
    }
    const share = { one: one / stations, two: two / stations, chi: accepted / NETWORKS, w: alarms / tested };
    const tau = tauAlarms.networks / NETWORKS;
    console.log(
      `${NETWORKS} networks, ${stations} stations: within 1σ ${(100 * share.one).toFixed(2)} %, within 2σ ` +
        `${(100 * share.two).toFixed(2)} %, mean z² ${(squares / stations).toFixed(3)}; χ² accepts ` +
        `${(100 * share.chi).toFixed(2)} %; w false alarms ${(100 * share.w).toFixed(3)} % of ${tested} at 1 %; ` +
        `a τ alarm in ${(100 * tau).toFixed(2)} % of the networks at 5 %`,
    );
    // stations of a network share errors: 2,000 networks say as much as some 6,000 independent stations
    expect(Math.abs(share.one - 0.6827)).toBeLessThan(0.018);
    expect(Math.abs(share.two - 0.9545)).toBeLessThan(0.008);
    expect(Math.abs(share.chi - 0.95)).toBeLessThan(0.015); // three binomial sigmas
    expect(Math.abs(share.w - 0.01)).toBeLessThan(0.0015);
    expect(tau).toBeGreaterThan(0.025);
    expect(tau).toBeLessThan(0.055); // Pope's limit takes the residuals as independent, so it is on the safe side
  }, 300_000);

  it("finds 80 % of the errors that have the size of the internal reliability", () => {
    let [planted, found] = [0, 0];
    for (let seed = 0; seed < 600; seed++) {
      const network = simulate(seed + 5001);
      const options = { bases: network.bases, proposeTares: false };
      const { observations } = adjustNetwork(network.readings, options);
      const i = (observations.redundancy as Float64Array).findIndex((r, k) => r > 0.1 && k >= seed % 30);
      const reading = Float64Array.from(network.readings.reading_mgal as Float64Array);
      if (i < 0 || i >= reading.length) continue;
      reading[i] += (observations.internal_reliability_mgal as Float64Array)[i];
      const spoiled = adjustNetwork({ ...network.readings, reading_mgal: reading }, options);
      planted++;
      if (Math.abs((spoiled.observations.w as Float64Array)[i]) > spoiled.figures.w_limit) found++;
    }
    console.log(
      `${planted} errors of the size of the internal reliability: ${((100 * found) / planted).toFixed(1)} % found`,
    );
    expect(planted).toBeGreaterThan(500);
    expect(Math.abs(found / planted - 0.8)).toBeLessThan(0.05); // three binomial sigmas
  }, 300_000);
});
