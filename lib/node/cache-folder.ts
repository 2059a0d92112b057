import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * The folder in which igdp keeps the data that it fetched: the environment variable `IGDP_CACHE`, or else the usual
 * place of the operating system (`%LOCALAPPDATA%\igdp\Cache` on Windows, `~/Library/Caches/igdp` on macOS,
 * `$XDG_CACHE_HOME/igdp` or `~/.cache/igdp` elsewhere). It need not exist yet.
 *
 * @example
 * cacheFolder({ IGDP_CACHE: "/data/igdp" }).endsWith("igdp"); // => true
 * cacheFolder({}, "linux", "/home/dao").replaceAll("\\", "/").endsWith("/home/dao/.cache/igdp"); // => true
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
  home: string = homedir(),
): string {
  const { IGDP_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = environment;
  if (IGDP_CACHE) return resolve(IGDP_CACHE);
  if (platform === "win32") return join(LOCALAPPDATA || join(home, "AppData", "Local"), "igdp", "Cache");
  if (platform === "darwin") return join(home, "Library", "Caches", "igdp");
  return join(XDG_CACHE_HOME || join(home, ".cache"), "igdp");
}
