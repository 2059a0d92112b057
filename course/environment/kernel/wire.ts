import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** The Jupyter protocol that the kernel speaks. */
export const PROTOCOL_VERSION = "5.4";

const DELIMITER = "<IDS|MSG>";

/** The header of a Jupyter message. */
export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
}

/** A message as it came in. */
export interface Incoming {
  /** The routing frames before the delimiter; a reply starts with the same. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A message to send. */
export interface Outgoing {
  /** Routing frames for a reply, or the topic for a broadcast. */
  readonly identities: readonly (Uint8Array | string)[];
  readonly type: string;
  /** Header of the message that this one answers. */
  readonly parent?: Header;
  /** The content, already as JSON text. */
  readonly content: string;
}

/** Signs and opens messages with the key of a connection file. */
export interface Wire {
  /** Frames of a message, ready to send. */
  encode(message: Outgoing): (Uint8Array | string)[];
  /**
   * Opens the frames of a message.
   *
   * @throws Error if a frame is missing or the signature is wrong
   */
  decode(frames: readonly Uint8Array[]): Incoming;
}

/**
 * The Jupyter wire protocol: identities, delimiter, HMAC-SHA256 signature, header, parent header, metadata,
 * content.
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 *
 * @param key - the key of the connection file; an empty key means unsigned messages
 */
export function makeWire(key: string): Wire {
  const session = randomUUID();

  function sign(parts: readonly (Uint8Array | string)[]): string {
    if (key === "") return "";
    const hash = createHmac("sha256", key);
    for (const part of parts) hash.update(part);
    return hash.digest("hex");
  }

  function encode(message: Outgoing): (Uint8Array | string)[] {
    const header: Header = {
      msg_id: randomUUID(),
      session,
      username: message.parent?.username ?? "kernel",
      date: new Date().toISOString(),
      msg_type: message.type,
      version: PROTOCOL_VERSION,
    };
    const parts = [JSON.stringify(header), JSON.stringify(message.parent ?? {}), "{}", message.content];
    return [...message.identities, DELIMITER, sign(parts), ...parts];
  }

  function decode(frames: readonly Uint8Array[]): Incoming {
    const delimiter = frames.findIndex((frame) => text(frame) === DELIMITER);
    const parts = frames.slice(delimiter + 2, delimiter + 6);
    if (delimiter < 0 || parts.length < 4)
      throw new Error("a Jupyter message lacks its delimiter or a frame");
    const expected = Buffer.from(sign(frames.slice(delimiter + 2)));
    const signature = frames[delimiter + 1];
    if (key !== "" && (signature.length !== expected.length || !timingSafeEqual(signature, expected))) {
      throw new Error("a Jupyter message has a wrong signature");
    }
    return {
      identities: frames.slice(0, delimiter),
      header: JSON.parse(text(parts[0])) as Header,
      content: JSON.parse(text(parts[3])) as Record<string, unknown>,
    };
  }

  return { encode, decode };
}

function text(frame: Uint8Array): string {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("utf8");
}
