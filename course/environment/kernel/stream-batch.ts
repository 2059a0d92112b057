/** The two output streams of a process. */
export type StreamName = "stdout" | "stderr";

/** How long text may wait for more text to go with it. */
const WAIT_MILLISECONDS = 10;
/** A batch of this many characters does not wait. */
const FULL_CHARACTERS = 256 * 1024;

/** Joins what is written in quick succession into one message. */
export interface StreamBatch {
  /** Adds text; text of the other stream that waits is handed over first. */
  write(name: StreamName, text: string): void;
  /** Hands over what waits, now. */
  flush(): void;
}

/**
 * Batches stream text, so that 5,000 printed lines make a few messages instead of 5,000.
 *
 * @param deliver - takes the stream's name and the joined text, in the order of writing
 */
export function makeStreamBatch(deliver: (name: StreamName, text: string) => void): StreamBatch {
  let name: StreamName = "stdout";
  let parts: string[] = [];
  let characters = 0;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (parts.length === 0) return;
    const text = parts.join("");
    parts = [];
    characters = 0;
    deliver(name, text);
  }

  return {
    write(toName, text) {
      if (text === "") return;
      if (toName !== name) flush();
      name = toName;
      parts.push(text);
      characters += text.length;
      if (characters >= FULL_CHARACTERS) flush();
      else timer ??= setTimeout(flush, WAIT_MILLISECONDS);
    },
    flush,
  };
}
