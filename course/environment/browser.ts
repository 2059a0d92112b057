import { spawn } from "node:child_process";

/**
 * The program that opens an address in the user's browser, with its arguments.
 *
 * Windows' `start` is part of its shell, where `&` in an address ends the command; `rundll32` takes the address
 * as it is.
 */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform = process.platform,
): readonly [string, ...string[]] {
  if (platform === "win32") return ["rundll32.exe", "url.dll,FileProtocolHandler", url];
  return platform === "darwin" ? ["open", url] : ["xdg-open", url];
}

/** Opens an address in the user's browser; where that fails, nothing happens: the address is printed anyway. */
export function openBrowser(url: string): void {
  const [command, ...args] = browserCommand(url);
  const child = spawn(command, args, {
    stdio: "ignore",
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  child.once("error", () => undefined);
  child.unref();
}
