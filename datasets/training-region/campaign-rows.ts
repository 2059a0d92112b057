/** One line of a file in the making: its cells by the names that the file gives its columns. */
export interface Row {
  readonly cells: Record<string, string>;
  /** Where it ended up, once the file is written. */
  file?: string;
  /** Line number, from 1. */
  line?: number;
}

/** A file in the making: lines, some of which are rows. */
export class Page {
  readonly name: string;
  private readonly lines: string[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** A line that nobody asks for again. */
  text(line: string): void {
    this.lines.push(line);
  }

  /** A row, written by `format`; it remembers where it stands. */
  row(row: Row, format: (cells: Record<string, string>) => string): void {
    this.lines.push(format(row.cells));
    row.file = this.name;
    row.line = this.lines.length;
  }

  toString(): string {
    return `${this.lines.join("\n")}\n`;
  }
}

/** A row of a CSV: its cells in the order of the header. */
export function csvLine(cells: Record<string, string>, columns: readonly string[]): string {
  return columns.map((column) => quoted(cells[column] ?? "")).join(",");
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** "2026-01-31T08:15:00Z" for milliseconds on a whole second. */
export function utcText(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}
