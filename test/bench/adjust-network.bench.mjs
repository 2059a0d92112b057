import { adjustNetwork } from "../../dist/lib/survey/adjust/adjust-network.js";
import { inTurn, inWords, option, printTable, seeded, spread } from "./harness.mjs";

export const about = "adjust-network: a gravity network of 1,000 to 100,000 readings and three meters";
export const peers = {};

/**
 * Options: `--readings 30000` for one size only (else 1,000, 10,000, 30,000 and 100,000), `--rounds 3`, `--seed 1`.
 * Loops of about 12 occupations wander over a square of stations, with ten readings to a station; one meter's scale
 * factor is unknown. Memory is the resident set after the last round.
 */
export async function run(args) {
  const sizes = args.includes("--readings")
    ? [option(args, "readings", 30_000)]
    : [1000, 10_000, 30_000, 100_000];
  const rounds = option(args, "rounds", 3);
  const rows = [["readings", "stations", "unknowns", "factor elements", "seconds", "MiB"]];
  for (const size of sizes) {
    const { readings, bases } = network(size, option(args, "seed", 1));
    const [ours] = await inTurn(
      [
        {
          name: "igdp",
          run: () => adjustNetwork(readings, { bases, meters: { B: { scaleFactor: "unknown" } } }),
        },
      ],
      rounds,
    );
    const { figures, report } = ours.answer;
    rows.push([
      report.rows.readings,
      report.rows.stations,
      figures.unknowns,
      figures.factor_elements,
      inWords(spread(ours.seconds)),
      Math.round(process.memoryUsage().rss / 2 ** 20),
    ]);
  }
  printTable(rows);
}

function network(count, seed) {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const side = Math.ceil(Math.sqrt(count / 10));
  const gravity = Float64Array.from({ length: side * side }, () => random() * 200);
  const [station, loop, meter, minutes, reading] = [[], [], [], [], []];
  for (let l = 0; station.length < count; l++) {
    const home = Math.floor(random() * gravity.length);
    const route = [home];
    let [x, y] = [home % side, Math.floor(home / side)];
    for (let k = 0; k < 10; k++) {
      x = Math.max(0, Math.min(side - 1, x + Math.floor(random() * 3) - 1));
      y = Math.max(0, Math.min(side - 1, y + Math.floor(random() * 3) - 1));
      if (y * side + x !== route[route.length - 1]) route.push(y * side + x);
    }
    const rate = normal() * 0.02;
    for (const [k, s] of [...route, home].entries()) {
      station.push(`S${s}`);
      loop.push(`L${l}`);
      meter.push("ABC"[l % 3]);
      minutes.push(20 * k);
      reading.push(2000 + gravity[s] / (l % 3 === 1 ? 1.001 : 1) + (rate * k) / 3 + normal() * 0.01);
    }
  }
  const ties = Array.from({ length: 20 }, (_, k) => Math.floor((k * gravity.length) / 20));
  return {
    readings: {
      station,
      loop,
      meter,
      elapsed_minutes: Float64Array.from(minutes),
      reading_mgal: Float64Array.from(reading),
    },
    bases: {
      station: ties.map((s) => `S${s}`),
      gravity_mgal: Float64Array.from(ties, (s) => gravity[s] + normal() * 0.005),
      gravity_sigma_mgal: new Float64Array(20).fill(0.005),
    },
  };
}
