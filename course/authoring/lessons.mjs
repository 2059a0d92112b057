// Behind 'npm run lessons' and 'npm run lesson:new': compiles the sources, builds the course from the lessons, and
// compiles again where the list of lessons changed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bootstrap, ROOT } from "../environment/bootstrap.mjs";
import { buildSources } from "../environment/build.mjs";

const LESSONS = path.join(ROOT, "course", "lessons");
const REGISTRY = path.join(LESSONS, "index.ts");
const EMPTY_REGISTRY = `import type { ListedLesson } from "../exercise/index.js";

export const lessons: readonly ListedLesson[] = [];
`;

const argv = process.argv.slice(2);
if (forgetGoneLessons(argv.includes("--check"))) await bootstrap(() => main());

async function main() {
  if (argv[0] !== "new") return build(argv);
  const code = builder(argv);
  return code !== 0 || argv.includes("--help") ? code : build(["--run", argv[1]]);
}

/** With --run, the kernel must know the lessons as they are now: so everything is built once before. */
async function build(args) {
  await buildSources(ROOT);
  if (args.includes("--run") && !args.includes("--check")) {
    const code = builder(["build"]);
    if (code !== 0) return code;
    await buildSources(ROOT);
  }
  const code = builder(["build", ...args.filter((arg) => arg !== "build")]);
  if (code === 0) await buildSources(ROOT);
  return code;
}

/** A process of its own, because what is compiled anew must be loaded anew. */
function builder(args) {
  const program = path.join(ROOT, "dist", "course", "authoring", "main.js");
  return spawnSync(process.execPath, [program, ...args], { stdio: "inherit" }).status ?? 1;
}

/**
 * The list of lessons imports every lesson. Where one is gone, nothing compiles until the list is built anew, and
 * it cannot be built before something is compiled: so it starts empty.
 *
 * @returns {boolean} whether to go on
 */
function forgetGoneLessons(check) {
  const text = existsSync(REGISTRY) ? readFileSync(REGISTRY, "utf8") : "";
  const listed = [...text.matchAll(/"\.\/([\w-]+)\/checks\.js"/g)].map(([, slug]) => slug);
  const gone = listed.filter((slug) => !existsSync(path.join(LESSONS, slug, "checks.ts")));
  if (text !== "" && gone.length === 0) return true;
  if (!check) {
    writeFileSync(REGISTRY, EMPTY_REGISTRY);
    return true;
  }
  console.error(
    `igdp: course/lessons/index.ts ${text === "" ? "is missing" : `lists ${gone.join(", ")}, which has no checks.ts`}. Run 'npm run lessons'.`,
  );
  process.exitCode = 1;
  return false;
}
