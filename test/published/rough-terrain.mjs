/** The elevation model of `terrain-choclo.py`: 1,201 × 1,201 cells of 90 m, heights to the centimetre, sea in the west. */
export const ROUGH = { columns: 1201, rows: 1201, cell: 90 };

/** Heights, south row first. */
export function roughHeights() {
  const n = ROUGH.columns;
  return Float64Array.from({ length: n * n }, (_, k) => heightAt(k % n, Math.floor(k / n), n));
}

function heightAt(x, y, n) {
  const rise = 1400 * (x / n) - 250;
  let [relief, size, reach] = [0, 700, 260];
  for (let octave = 0; octave < 8; octave++) {
    relief += size * (1 - 2 * Math.abs(noise(x / reach + 17 * octave, y / reach + 31 * octave)));
    size *= 0.52;
    reach /= 2;
  }
  const z = rise + relief * Math.min(1, 0.15 + x / n);
  return Math.floor(z * 100 + 0.5) / 100;
}

function noise(x, y) {
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const t = (x - i) ** 2 * (3 - 2 * (x - i));
  const u = (y - j) ** 2 * (3 - 2 * (y - j));
  const south = lattice(i, j) * (1 - t) + lattice(i + 1, j) * t;
  const north = lattice(i, j + 1) * (1 - t) + lattice(i + 1, j + 1) * t;
  return south * (1 - u) + north * u;
}

/** A number from −1 to 1 for each node of a lattice: an integer hash. */
function lattice(i, j) {
  let h = (Math.imul(i, 374761393) + Math.imul(j, 668265263)) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 1274126177) >>> 0;
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}
