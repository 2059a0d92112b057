/**
 * A number of bytes as a person reads it: `340 B`, `138 kB`, `2.5 MB`, `1.2 GB` (powers of ten).
 *
 * @example
 * inMegabytes(2_518_901); // => "2.5 MB"
 */
export function inMegabytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return bytes < 999_950_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
