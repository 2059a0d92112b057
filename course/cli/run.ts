import { Command, CommanderError, InvalidArgumentError } from "commander";
import { withStopSignals } from "../environment/stop-signals.js";
import { writeWhole } from "../runner/notebook-file.js";
import { cellLine, reportLine } from "../runner/progress-lines.js";
import { runNotebook } from "../runner/run-notebook.js";
import { checkWritable } from "../runner/writable-path.js";

interface Options {
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly report?: string;
  readonly timeout: number;
  readonly keepGoing?: boolean;
  readonly kernel?: string;
  readonly server?: string;
  readonly token?: string;
}

/**
 * `igdp run NOTEBOOK`: runs a notebook in a fresh kernel.
 *
 * @returns the exit code: 0 every cell ran, 1 a cell or the run failed, 2 wrong usage
 */
export async function run(argv: string[]): Promise<number> {
  let exitCode = 0;
  const command = newCommand().action(async (notebook: string, options: Options) => {
    exitCode = await runWith(notebook, options, command);
  });
  try {
    await command.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const message = error instanceof Error ? error.message : String(error);
    // The option that a person typed, not the argument that the program made of it.
    const told = message.replace(/^options\.out\b/, "--out").replace(/\s*\n\s*/g, " ");
    console.error(`igdp run: ${told}`);
    if (argv.includes("--debug") && error instanceof Error) console.error(error.stack);
    return 1;
  }
}

function newCommand(): Command {
  return new Command("igdp run")
    .description(
      "Runs a notebook in a fresh kernel and saves the executed copy. The notebook itself is not changed.",
    )
    .argument("<notebook>", "the notebook, .ipynb")
    .option("--out <file>", "the executed copy (default: output/NAME.executed.ipynb)")
    .option("--overwrite", "allow --out to be the notebook itself")
    .option("--report <file>", "write there what became of each cell, as JSON")
    .option("--timeout <seconds>", "time limit of a cell", positive, 120)
    .option("--keep-going", "run the cells after a failed one too")
    .option("--kernel <name>", "name of the kernel (default: what the notebook says, else tslab)")
    .option("--server <url>", "use this running Jupyter server instead of starting one")
    .option("--token <token>", "the token of that server")
    .option("--debug", "show where in the program an error came from")
    .addHelpText(
      "after",
      "\nExample:\n  igdp run notebooks/01-first-map.ipynb --out output/first-map.ipynb --report output/first-map.json\n",
    )
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "igdp run: ")) })
    .showHelpAfterError("(igdp run --help explains the options)")
    .exitOverride();
}

async function runWith(notebook: string, options: Options, command: Command): Promise<number> {
  if ((options.server === undefined) !== (options.token === undefined)) {
    command.error("error: --server and --token are given together, or both left out.");
  }
  const server =
    options.server && options.token ? { baseUrl: options.server, token: options.token } : undefined;
  if (options.report) checkWritable("--report", options.report);
  const report = await withStopSignals((signal) =>
    runNotebook(notebook, {
      out: options.out,
      overwrite: options.overwrite,
      timeoutSeconds: options.timeout,
      keepGoing: options.keepGoing,
      kernel: options.kernel,
      server,
      signal,
      onProgress: (event) => {
        if (event.kind === "kernel-ready") console.log(`Kernel ready after ${event.seconds.toFixed(1)} s`);
        if (event.kind === "cell-end") console.log(cellLine(event.cell, event.source));
      },
    }),
  );
  if (options.report) writeWhole(options.report, `${JSON.stringify(report, null, 2)}\n`);
  console.log(reportLine(report));
  return report.status === "ok" ? 0 : 1;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("It must be a positive number of seconds.");
  return value;
}
