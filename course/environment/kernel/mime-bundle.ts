import { inspect } from "node:util";

/** Content by MIME type: text, or JSON for `+json` types. */
export type MimeBundle = Record<string, unknown>;

/** The method by which a value says how it is shown. */
const MIME_BUNDLE: unique symbol = Symbol.for("Jupyter.mimebundle") as typeof MIME_BUNDLE;

/**
 * How a value is shown: as its own method `[Symbol.for("Jupyter.mimebundle")]()` says, and as text.
 *
 * The method may return a promise. A method that fails is not the cell's failure: the value is shown as text.
 *
 * @param failed - takes what the method threw
 */
export async function mimeBundle(value: unknown, failed: (error: unknown) => void): Promise<MimeBundle> {
  const method = (value as { [MIME_BUNDLE]?: () => unknown } | null | undefined)?.[MIME_BUNDLE];
  if (typeof method === "function") {
    try {
      const bundle = (await method.call(value)) as MimeBundle;
      if (typeof bundle !== "object" || bundle === null) {
        throw new TypeError("[Symbol.for('Jupyter.mimebundle')]() must return content by MIME type");
      }
      return jupyterContent("text/plain" in bundle ? bundle : { ...bundle, "text/plain": inspect(value) });
    } catch (error) {
      failed(error);
    }
  }
  return { "text/plain": inspect(value) };
}

/** Content as Jupyter's messages carry it: bytes become base64 text. */
export function jupyterContent(bundle: Readonly<MimeBundle>): MimeBundle {
  return Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [
      type,
      content instanceof Uint8Array ? Buffer.from(content).toString("base64") : content,
    ]),
  );
}
