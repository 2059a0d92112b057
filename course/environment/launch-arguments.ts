import { Command, CommanderError, InvalidArgumentError } from "commander";

/** What `npm start` was asked to do. */
export interface LaunchArguments {
  /** Run the notebook in a kernel and end, instead of opening JupyterLab. */
  readonly check: boolean;
  /** Port on 127.0.0.1; a free one where it is not given. */
  readonly port?: number;
  /** Whether to open a browser. */
  readonly browser: boolean;
  /** The notebook to open or check. */
  readonly notebook: string;
}

/** The notebook that a trainee meets first: the list of lessons. */
export const HOME_NOTEBOOK = "notebooks/home.ipynb";
/** The notebook that is run to check that everything works: it walks the whole road. */
export const CHECK_NOTEBOOK = "notebooks/01-first-map.ipynb";

/**
 * Reads the arguments of `npm start`.
 *
 * @returns the arguments, or the exit code where there is nothing more to do (0 after `--help`, 2 wrong usage)
 */
export function launchArguments(argv: readonly string[]): LaunchArguments | number {
  const command = new Command("npm start --")
    .description(
      "Makes the project ready and opens JupyterLab on the list of lessons, on this computer only.",
    )
    .option("--check", "run the notebook in a kernel, say how each cell did, and end")
    .option("--port <number>", "port of JupyterLab (default: a free one)", portNumber)
    .option("--no-browser", "do not open a browser; the address is printed")
    .option(
      "--notebook <file>",
      `the notebook to open (default: ${HOME_NOTEBOOK}) or to check (default: ${CHECK_NOTEBOOK})`,
    )
    .option("--debug", "show where in the program an error came from")
    .addHelpText(
      "after",
      "\nExample:\n  npm start -- --no-browser --port 8890\n\nIGDP_PYTHON  path of the Python to use\nIGDP_JUPYTER path of the 'jupyter' program of a JupyterLab 4 that is already there",
    )
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "igdp: ")) })
    .exitOverride();
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const { check = false, port, browser, notebook = check ? CHECK_NOTEBOOK : HOME_NOTEBOOK } = command.opts();
  return { check, port, browser, notebook };
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InvalidArgumentError("It must be a whole number from 1 to 65535.");
  }
  return port;
}
