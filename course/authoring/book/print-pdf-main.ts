import path from "node:path";
import { findPackageRoot } from "../../environment/kernel/package-root.js";
import { printJobs, printPdf } from "./print-pdf.js";

/** Behind `npm run lessons:pdf [lesson...]`. */
async function run(lessons: readonly string[]): Promise<number> {
  const root = findPackageRoot();
  try {
    const jobs = printJobs(root, lessons);
    await printPdf(jobs, ({ pdf }) => console.log(`wrote   ${path.relative(root, pdf)}`));
    return 0;
  } catch (error) {
    console.error(`igdp: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

process.exitCode = await run(process.argv.slice(2));
