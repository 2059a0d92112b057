// Prints how many tests passed, failed and were skipped, from the report that vitest wrote: node summary.mjs FILE
import { existsSync, readFileSync } from "node:fs";

const [file] = process.argv.slice(2);
if (file === undefined || !existsSync(file)) {
  console.error("The tests did not come to an end: there is no report of them.");
  process.exit(1);
}

const report = JSON.parse(readFileSync(file, "utf8"));
// A test file that cannot be loaded fails without a failed test in it.
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((result) => result.status === "failed"),
);
const failed = report.numFailedTests + broken.length;
const skipped = report.numPendingTests + report.numTodoTests;

for (const { name, message } of broken) console.error(`${name} failed as a whole: ${message}`);
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (failed > 0 || !report.success) process.exit(1);
