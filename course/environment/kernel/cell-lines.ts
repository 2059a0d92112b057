import { SourceMap, type SourceMapPayload } from "node:module";

/** The two steps from a cell's TypeScript to the JavaScript that runs. */
export interface CellMaps {
  /** From the JavaScript modules that TypeScript emits back to the cell. */
  readonly emitted?: SourceMapPayload;
  /** From the CommonJS that runs back to the JavaScript modules. */
  readonly transpiled?: SourceMapPayload;
}

/** Finds lines of cells from lines of the JavaScript that runs. */
export interface CellLines {
  /** Keeps the maps of a run of a cell, and gives the name under which its script is to run. */
  add(label: string, maps: CellMaps): string;
  /**
   * Rewrites places such as `igdp-cell-7:12:3` in a stack line into `cell [3], line 2:5`; undefined for the line
   * of the function that tslab puts around a cell.
   */
  rewrite(stackLine: string): string | undefined;
}

/** Functions of a cell can throw long after it ran; of the oldest cells only the line is forgotten. */
const KEPT = 2_000;
const PLACE = /(igdp-cell-\d+):(\d+):(\d+)/;

/** A register of the cells that have run. */
export function makeCellLines(): CellLines {
  const cells = new Map<string, { label: string; maps: CellMaps }>();
  let count = 0;

  function add(label: string, maps: CellMaps): string {
    const name = `igdp-cell-${++count}`;
    cells.set(name, { label, maps });
    cells.delete(`igdp-cell-${count - KEPT}`);
    return name;
  }

  function rewrite(stackLine: string): string | undefined {
    const [place, name, line, column] = PLACE.exec(stackLine) ?? [];
    const cell = cells.get(name ?? "");
    if (!place || !cell) return stackLine;
    if (Number(line) > generatedLines(cell.maps)) return undefined;
    const found = original(cell.maps, Number(line) - 1, Number(column) - 1);
    return stackLine.replace(place, found ? `${cell.label}, line ${found.line}:${found.column}` : cell.label);
  }

  return { add, rewrite };
}

/** The place in the cell, counted from 1. tslab puts one line before the cell, which cancels one of the counts. */
function original(
  maps: CellMaps,
  line: number,
  column: number,
): { line: number; column: number } | undefined {
  if (!maps.transpiled || !maps.emitted) return undefined;
  const module = new SourceMap(maps.transpiled).findEntry(line, column);
  if (!("originalLine" in module)) return undefined;
  const cell = new SourceMap(maps.emitted).findEntry(module.originalLine, module.originalColumn);
  if (!("originalLine" in cell) || cell.originalLine < 1) return undefined;
  return { line: cell.originalLine, column: cell.originalColumn + 1 };
}

/** How many lines of the script come from the cell; the call of the function around it stands behind them. */
function generatedLines(maps: CellMaps): number {
  return maps.transpiled ? maps.transpiled.mappings.split(";").length : Number.POSITIVE_INFINITY;
}
