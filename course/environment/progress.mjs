/**
 * Runs one step of the set-up and says so on one line: what is done, a dot every five seconds while it lasts,
 * and the seconds that it took.
 *
 * @template T
 * @param {string} title what is done, for example "Installing npm packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const start = Date.now();
  process.stdout.write(`${title} ...`);
  const dots = setInterval(() => process.stdout.write("."), 5000);
  const end = (word) => process.stdout.write(` ${word}${((Date.now() - start) / 1000).toFixed(1)} s\n`);
  try {
    const value = await work();
    end("");
    return value;
  } catch (error) {
    end("failed after ");
    throw error;
  } finally {
    clearInterval(dots);
  }
}
