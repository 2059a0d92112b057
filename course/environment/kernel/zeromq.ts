import { createRequire } from "node:module";
import { join } from "node:path";

/** A socket of the `zeromq` package, as far as the kernel uses it. */
export interface Socket extends AsyncIterable<Uint8Array[]> {
  linger: number;
  sendHighWaterMark: number;
  noDrop: boolean;
  readonly readable: boolean;
  bind(address: string): Promise<void>;
  send(frames: readonly (Uint8Array | string)[]): Promise<void>;
  close(): void;
}

/** The `zeromq` package, as far as the kernel uses it. */
export interface Zeromq {
  readonly Router: new () => Socket;
  readonly Publisher: new () => Socket;
  readonly Reply: new () => Socket;
}

/** Loads the `zeromq` that tslab depends on, so that there is one copy and one version of it. */
export function loadZeromq(packageRoot: string): Zeromq {
  const fromProject = createRequire(join(packageRoot, "package.json"));
  return createRequire(fromProject.resolve("tslab/package.json"))("zeromq") as Zeromq;
}
