/** Solves a small system by Gauss's elimination. */
export function gauss(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    const best = rows.reduce((b, row, i) => (i >= c && Math.abs(row[c]) > Math.abs(rows[b][c]) ? i : b), c);
    [rows[c], rows[best]] = [rows[best], rows[c]];
    for (let i = 0; i < n; i++) {
      if (i === c) continue;
      const factor = rows[i][c] / rows[c][c];
      for (let j = c; j <= n; j++) rows[i][j] -= factor * rows[c][j];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}
