/**
 * Jupyter counts characters (Unicode code points), JavaScript and TypeScript count UTF-16 code units: they
 * differ behind an emoji.
 */

/** Position in code units of a position in characters. */
export function codeUnitPosition(text: string, characters: number): number {
  let units = 0;
  let seen = 0;
  for (const character of text) {
    if (seen++ >= characters) break;
    units += character.length;
  }
  return units;
}

/** Position in characters of a position in code units. */
export function characterPosition(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}
