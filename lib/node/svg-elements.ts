import { ArgumentError } from "../core/errors.js";

/** An element of a flattened SVG. */
export interface FlatElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: FlatElement[];
}

/** All that a sheet is made of when its texts are outlines. */
const KNOWN = new Set(["svg", "defs", "g", "path", "image", "clipPath", "linearGradient", "stop"]);

/**
 * Elements of an SVG that the renderer wrote, which has no text, no comments and no entities that matter.
 *
 * @throws ArgumentError for an element that no sheet has, so that nothing goes missing in silence
 */
export function flatElements(svg: string): FlatElement[] {
  const root: FlatElement = { name: "", attributes: {}, children: [] };
  const open = [root];
  for (const [, close, name, written, alone] of svg.matchAll(
    /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g,
  )) {
    if (close) {
      open.pop();
      continue;
    }
    if (!KNOWN.has(name)) {
      throw new ArgumentError({
        argument: "svg",
        value: `<${name}>`,
        accepted: "an SVG of paths, texts, pictures, clips and linear gradients, as sheets and figures are",
        advice: "A PNG can show it: use renderPng.",
      });
    }
    const attributes = Object.fromEntries(
      [...written.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    );
    const element: FlatElement = { name, attributes, children: [] };
    open[open.length - 1].children.push(element);
    if (!alone) open.push(element);
  }
  return root.children;
}
