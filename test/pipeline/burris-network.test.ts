import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Columns } from "../../lib/core/columns.js";
import { adjustNetwork } from "../../lib/survey/adjust/adjust-network.js";
import { burrisReadings, columnsOf } from "./burris-readings.js";
import { realData } from "./real-data.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const texts = (columns: Columns, name: string) => columns[name] as string[];

const burris = realData("usgs-burris-a10");
const EPOCHS = ["2017-12-05", "2018-02-27"];

interface Absolute {
  readonly station: string;
  readonly epoch: string;
  readonly gravity: number;
  readonly sigma: number;
}

/** The reports of the A-10: gravity at the ground, and its total uncertainty. */
function absolutes(): Absolute[] {
  return readdirSync(`${burris}absolute`).map((name) => {
    const text = readFileSync(`${burris}absolute/${name}`, "latin1");
    const value = (pattern: RegExp) => Number(pattern.exec(text)?.[1]) / 1000;
    return {
      station: /^Name:\s*(\S+)/m.exec(text)?.[1] as string,
      epoch: /_(\d{4})/.exec(name)?.[1] as string,
      gravity: value(/^Gravity:\s+([\d.]+)/m),
      sigma: value(/^Total Uncertainty:\s+([\d.]+)/m),
    };
  });
}

const basesOf = (list: readonly Absolute[]): Columns => ({
  station: list.map(({ station }) => station),
  gravity_mgal: Float64Array.from(list, ({ gravity }) => gravity),
  gravity_sigma_mgal: Float64Array.from(list, ({ sigma }) => sigma),
});

/** Every day of a meter is a loop with a drift of its own. */
function readingsOf(epochs: readonly string[]): Columns {
  const rows = epochs.flatMap((epoch) =>
    ["B44", "B108"].flatMap((meter) => burrisReadings(`${burris}${meter}_${epoch}.txt`)),
  );
  return columnsOf(
    rows.map((row) => ({ ...row, loop: row.time_utc.slice(0, 10) })),
    0.003,
  );
}

describe.skipIf(burris === undefined)("two Burris meters tied to absolute stations", () => {
  it.each([
    { epochs: EPOCHS, what: "both epochs together" },
    { epochs: [EPOCHS[0]], what: "2017 alone" },
    { epochs: [EPOCHS[1]], what: "2018 alone" },
  ])("agree with each other and with the A-10, also where one of its stations is left out: $what", (part) => {
    const { epochs, what } = part;
    const ties = absolutes().filter(({ epoch }) => epochs.some((day) => day.startsWith(epoch)));
    const readings = readingsOf(epochs);
    const first = { setupSigma_mgal: 0.004, bases: basesOf(ties) } as const;
    // the operator of B108 turned the dial from 2650 to 2750 on the way in 2018: a jump that is found and confirmed
    const proposed = adjustNetwork(readings, first).figures.proposed_tares;
    const tares = proposed.filter(({ step_mgal }) => Math.abs(step_mgal) > 1);
    expect(tares.map(({ meter, step_mgal }) => [meter, Math.round(step_mgal)])).toEqual(
      epochs.includes(EPOCHS[1]) ? [["B108", 98]] : [],
    );
    const options = { ...first, tares, varianceComponents: true };
    const all = adjustNetwork(readings, options);
    const misfits = [...new Set(ties.map(({ station }) => station))].flatMap((station) => {
      const rest = ties.filter((other) => other.station !== station);
      const answer = adjustNetwork(readings, { ...options, bases: basesOf(rest), proposeTares: false });
      const i = texts(answer.result, "station").indexOf(station);
      return ties
        .filter((tie) => tie.station === station)
        .map((tie) => ({
          name: `${station} ${tie.epoch}`,
          misfit: numbers(answer.result, "gravity_mgal")[i] - tie.gravity,
          sigma: Math.hypot(numbers(answer.result, "gravity_sigma_mgal")[i], tie.sigma),
        }));
    });
    const { figures, meters } = all;
    const { value, low, high } = figures.chi_square;
    console.log(
      `Burris, ${what}: ${all.report.rows.readings} readings, ${all.report.rows.occupations} occupations, ` +
        `${all.report.rows.stations} stations, ${ties.length} ties; σ0 ${figures.sigma0.toFixed(2)}, χ² ${value.toFixed(1)} ` +
        `(${low.toFixed(1)} to ${high.toFixed(1)}, ${figures.degrees_of_freedom} degrees of freedom); sigma factors ` +
        `${texts(meters, "meter")
          .map((name, i) => `${name} ${numbers(meters, "sigma_factor")[i].toFixed(2)}`)
          .join(", ")}; proposed and not confirmed: ${
          figures.proposed_tares
            .map(
              (tare) =>
                `${tare.meter} ${tare.time_utc.slice(0, 16)} ${(1000 * tare.step_mgal).toFixed(0)} µGal`,
            )
            .join(", ") || "none"
        }; an absolute station left out is off by ` +
        misfits
          .map((m) => `${m.name} ${(1000 * m.misfit).toFixed(1)} ± ${(1000 * m.sigma).toFixed(1)} µGal`)
          .join(", "),
    );
    expect(figures.undetermined).toEqual([]);
    expect(figures.chi_square.accepted).toBe(true);
    for (const factor of numbers(meters, "sigma_factor")) expect(factor).toBeLessThan(3);
    const z = misfits.map(({ misfit, sigma }) => misfit / sigma);
    for (const one of z) expect(Math.abs(one)).toBeLessThan(2.5);
    // the ties of 10 µGal are independent witnesses: their misfits must not be larger than the sigmas say
    expect(Math.sqrt(z.reduce((sum, one) => sum + one * one, 0) / z.length)).toBeLessThan(1.5);
    expect(
      numbers(all.observations, "w").filter((_, i) => texts(all.observations, "kind")[i] === "base"),
    ).toSatisfy((w: Float64Array) => w.every((one) => Math.abs(one) < 2.5));
  });
});
