import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

type Browser = Awaited<ReturnType<typeof chromium.launch>>;

/** Where Chromium, Chrome and Edge are installed, on Windows below each of the folders for programs. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  win32: [
    "Google\\Chrome\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
    "Chromium\\Application\\chrome.exe",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/microsoft-edge",
    "/snap/bin/chromium",
  ],
};

/**
 * The path of an installed Chromium, Chrome or Edge: `IGDP_CHROMIUM`, or the first of the usual places.
 *
 * @param system - as `process.platform`
 * @param exists - whether a file is there
 * @throws Error where there is none; it says what to do
 */
export function findChromium(
  system: string = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  exists: (file: string) => boolean = existsSync,
): string {
  const own = env.IGDP_CHROMIUM;
  if (own) {
    if (exists(own)) return own;
    throw new Error(`IGDP_CHROMIUM is ${own}, and there is no such file. Correct it, or unset it.`);
  }
  const found = placesOn(system, env).find(exists);
  if (found) return found;
  throw new Error(
    "No Chromium, Chrome or Edge was found, and the books are printed with one of them. Install one, or set IGDP_CHROMIUM to the path of its program.",
  );
}

/** Starts the browser without a window. */
export function startChromium(): Promise<Browser> {
  // Chromium does not start its sandbox for the superuser, as whom containers run.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: findChromium(),
    args: [...sandbox, "--disable-gpu", "--disable-background-networking"],
  });
}

function placesOn(system: string, env: NodeJS.ProcessEnv): readonly string[] {
  const places = PLACES[system] ?? PLACES.linux;
  if (system !== "win32") return places;
  const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  return folders.flatMap((folder) => places.map((place) => path.win32.join(folder, place)));
}
