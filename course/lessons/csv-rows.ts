/** The rows of a small CSV file: comments, a header, and values without quotation marks. */
export function csvRows(text: string): Record<string, string>[] {
  const [header, ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(","));
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
}
