import path from "node:path";
import { pathToFileURL } from "node:url";
import { Command, CommanderError } from "commander";
import { findPackageRoot } from "../environment/kernel/package-root.js";
import { recordOutputs } from "./book/record-outputs.js";
import { buildCourse } from "./build-course.js";
import { applyDifferences, changedFiles, type Difference, leftoverFiles } from "./built-files.js";
import { LESSONS, readCourse } from "./course-sources.js";
import { writeNewLesson } from "./new-lesson.js";
import { notRunLessons } from "./not-run.js";

const root = findPackageRoot();

interface Options {
  readonly check?: boolean;
  readonly run?: boolean;
}

/** Builds the course, or only looks whether it is built; gives the exit code. */
async function buildAll(names: readonly string[], { check = false, run = false }: Options): Promise<number> {
  const course = await readCourse(root, loadChecks);
  const wanted = course.lessons.filter(({ lesson }) => names.length === 0 || names.includes(lesson.slug));
  if (run) {
    for (const { lesson, exercises } of wanted) {
      console.log(`running the solutions of ${lesson.slug}`);
      await recordOutputs(lesson, exercises);
    }
  }
  const files = await buildCourse(course, names.length > 0 ? names : undefined);
  const slugs = course.lessons.map(({ lesson }) => lesson.slug);
  const differences = [
    ...changedFiles(root, files),
    ...(names.length > 0 ? [] : leftoverFiles(root, files, slugs)),
  ];
  if (!check) applyDifferences(root, files, differences);
  const notRun = notRunLessons(root, wanted);
  for (const line of [...tellDifferences(differences, files.length, check), ...notRun]) console.log(line);
  return check && differences.length + notRun.length > 0 ? 1 : 0;
}

async function loadChecks(slug: string): Promise<unknown> {
  const compiled = path.join(root, "dist", LESSONS, slug, "checks.js");
  return (await import(pathToFileURL(compiled).href)).default;
}

function tellDifferences(differences: readonly Difference[], count: number, check: boolean): string[] {
  if (differences.length === 0) return [`${count} files are as the lessons say.`];
  if (check) {
    const lines = differences.map((difference) => `${difference.path} ${difference.problem}`);
    return [...lines, "Run 'npm run lessons', look at what it changes, and commit that too."];
  }
  return differences.map(({ path: place, problem }) =>
    problem === "has no source" ? `removed ${place}` : `wrote   ${place}`,
  );
}

async function run(argv: string[]): Promise<number> {
  let exitCode = 0;
  const command = new Command("npm run lessons")
    .description("Builds notebooks, books and the list of exercises from the lessons in course/lessons.")
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "igdp: ")) })
    .exitOverride();
  const build = command
    .command("build", { isDefault: true })
    .argument("[lessons...]", "folders of lessons, such as 01-first-map (default: all)")
    .option("--check", "write nothing; end with 1 and name each file that is not as the lessons say")
    .option("--run", "run the solutions first, and record what their cells show, for the book")
    .action(async (names: string[], options: Options) => {
      if (options.check && options.run) build.error("error: --check writes nothing, so leave --run out.");
      exitCode = await buildAll(names, options);
    });
  command
    .command("new")
    .description("Makes the sources of a new lesson.")
    .argument("<name>", "its folder: two digits and small letters, such as 07-drift")
    .argument("<title>", 'its title, between quotation marks: "The drift of a meter"')
    .action((name: string, title: string) => {
      for (const place of writeNewLesson(root, name, title)) console.log(`wrote   ${place}`);
    });
  try {
    await command.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(`igdp: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

process.exitCode = await run(process.argv.slice(2));
