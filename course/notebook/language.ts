import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../lib/node/index.js";
import type { Translations } from "../exercise/index.js";

/**
 * The texts of the trainee's language: of `IGDP_LANGUAGE` (such as `lo`), or of the computer's own. Empty where
 * there is no translation, so that everything is told in English.
 *
 * @param folder - holds one file a language, `lo.json`: an object of texts by key
 */
export function translations(
  env: NodeJS.ProcessEnv = process.env,
  folder: string = path.join(packageRoot(), "course", "lessons", "translations"),
): Translations {
  const wanted = env.IGDP_LANGUAGE || Intl.DateTimeFormat().resolvedOptions().locale;
  const language = wanted.split(/[-_.]/)[0].toLowerCase();
  const file = path.join(folder, `${language}.json`);
  if (!/^[a-z]{2,3}$/.test(language) || !existsSync(file)) return {};
  try {
    const texts = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, "")) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(texts).filter(([, text]) => typeof text === "string"),
    ) as Translations;
  } catch {
    // A damaged translation must not stop a check: English is there.
    return {};
  }
}
