// What every bench shares: contenders measured in turn, their medians and spread, and a plain table.

/**
 * Runs contenders in turn (A B A B ...) after one warm-up each, so that a busy machine disturbs all alike.
 * A contender is `{ name, run }`; `run` may be async and returns what the bench wants to look at afterwards.
 * Returns for each its times in seconds and the last run's answer. A contender in another process, which has to start
 * and to read its work, may measure for itself: the `seconds` of its answer then count.
 */
export async function inTurn(contenders, rounds) {
  const results = contenders.map(({ name }) => ({ name, seconds: [], answer: undefined }));
  for (let round = 0; round <= rounds; round++) {
    for (const [k, { run }] of contenders.entries()) {
      const start = performance.now();
      const answer = await run();
      results[k].answer = answer;
      if (round > 0) results[k].seconds.push(answer?.seconds ?? (performance.now() - start) / 1000);
    }
  }
  return results;
}

/** Median, least and greatest. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    least: sorted[0],
    greatest: sorted[sorted.length - 1],
  };
}

/** The peer's time over ours, round by round: median and spread. */
export function ratio(ours, peer) {
  return spread(peer.seconds.map((seconds, k) => seconds / ours.seconds[k]));
}

export function inWords({ median, least, greatest }, digits = 2) {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}-${greatest.toFixed(digits)})`;
}

/** Prints rows of cells in aligned columns; the first row is the head. */
export function printTable(rows) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => String(row[c]).length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, c) => String(cell).padEnd(widths[c]))
        .join("  ")
        .trimEnd(),
    );
}

/** Seeded numbers from 0 to 1 (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Reads `--name value` or `--name` from the command line. */
export function option(args, name, fallback) {
  const at = args.indexOf(`--${name}`);
  if (at < 0) return fallback;
  const value = args[at + 1];
  if (value === undefined || value.startsWith("--")) return true;
  return typeof fallback === "number" ? Number(value) : value;
}
