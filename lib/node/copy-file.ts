import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Part } from "./part-file.js";

/** Copies a file into a part from its first byte, with progress; the copy is on the disk when this returns. */
export async function copyIntoPart(
  path: string,
  part: Part,
  { signal, onBytes }: { readonly signal?: AbortSignal; readonly onBytes?: (received: number) => void },
): Promise<void> {
  const copy = await open(part.bytes, "w");
  try {
    let received = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
      await copy.appendFile(chunk);
      received += chunk.length;
      onBytes?.(received);
    }
    await copy.sync();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error;
  } finally {
    await copy.close();
  }
}
