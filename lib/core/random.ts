/**
 * A seeded generator of pseudo-random numbers, the same on every machine: Mulberry32 (T. Ettinger, 2017, public
 * domain). Good enough to scatter stations and noise; not for secrets.
 *
 * @param seed - a whole number
 * @returns a function that gives the next number from 0 (included) to 1 (excluded)
 *
 * @example
 * const random = seededRandom(1);
 * random() === seededRandom(1)(); // => true
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A standard normal number from two uniform ones (Box & Muller 1958).
 *
 * @example
 * Number.isFinite(normalRandom(seededRandom(1))); // => true
 */
export function normalRandom(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * The numbers below `count` in a random order, the same for the same seed (Fisher and Yates's shuffle).
 *
 * @example
 * Array.from(shuffled(4, 1)).sort(); // => [0, 1, 2, 3]
 */
export function shuffled(count: number, seed = 1): Int32Array {
  const random = seededRandom(seed);
  const numbers = Int32Array.from({ length: count }, (_, k) => k);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const swap = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = swap;
  }
  return numbers;
}
