import type { ChainLink } from "./chain.js";
import { isRecord } from "./command-run.js";
import type { ReportTable } from "./report-blocks.js";

/** What cross-validation found, of the first command of the chain that did one; undefined where none did. */
export function crossValidationTable(links: readonly ChainLink[]): ReportTable | undefined {
  const step = links.flatMap((link) => link.steps).find((candidate) => candidate.step === "chooseGridder");
  if (step === undefined) return undefined;
  const rows = Object.entries(step.figures).flatMap(([name, value]) => rowsOf(name, value));
  return { kind: "table", caption: "Errors at points that were held out", head: ["What", "Value"], rows };
}

function rowsOf(name: string, value: unknown): string[][] {
  const words = name.replaceAll("_", " ");
  if (typeof value === "number") return [[words, String(Number(value.toPrecision(4)))]];
  if (typeof value === "string" || typeof value === "boolean") return [[words, String(value)]];
  if (Array.isArray(value)) return value.flatMap((entry: unknown, k) => rowsOf(`${name} ${k + 1}`, entry));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => rowsOf(`${name}, ${key}`, entry));
}
