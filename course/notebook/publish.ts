/** One thing to show: the same content in several MIME types, from which each viewer takes the best it knows. */
export interface Output {
  /** Content by MIME type; PNG pictures as base64 text, `+json` types as plain objects. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What a viewer may need beside a content, by MIME type. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What the kernel leaves for us: a function that puts an output into the running cell. */
const KERNEL_DISPLAY: unique symbol = Symbol.for("igdp.display") as typeof KERNEL_DISPLAY;

/** The parts of the global object that a kernel may have filled. */
interface KernelGlobals {
  readonly [KERNEL_DISPLAY]?: (output: Output) => void;
  /** Plain tslab: `require` of the cells, which knows tslab's own display. */
  readonly __tslab__?: {
    require(id: "tslab"): { display: { raw(mimeType: string, content: unknown): void } };
  };
}

/**
 * Puts an output into the cell that is running: at once, and in the order of the calls.
 *
 * Under plain tslab, which shows one MIME type a display, the most telling type that needs no extension is
 * sent. Outside a notebook the output's text is printed.
 */
export function publish(output: Output): void {
  const { [KERNEL_DISPLAY]: display, __tslab__: tslab } = globalThis as KernelGlobals;
  const mimeType = ["text/html", "image/png"].find((type) => type in output.data);
  if (display) display(output);
  else if (tslab && mimeType) tslab.require("tslab").display.raw(mimeType, output.data[mimeType]);
  else console.log(String(output.data["text/plain"] ?? ""));
}
