import { AsyncLocalStorage } from "node:async_hooks";
import { Command, CommanderError } from "commander";
import { ArgumentError, FormatError } from "../core/errors.js";
import type { Reported } from "../core/report.js";
import { isSameFile } from "../node/files.js";

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** A command with what all of them share: a report file (where it makes one), and a stack on request. */
export function newCommand(
  name: string,
  description: string,
  example: string,
  { report = true }: { readonly report?: boolean } = {},
): Command {
  const command = new Command(`igdp ${name}`).description(description);
  if (report) {
    command
      .option("--report <file>", "write the step's report there, as JSON")
      .hook("preAction", refuseReportOntoResult);
  }
  return command
    .option("--debug", "show where in the program an error came from")
    .addHelpText("after", `\nExample:\n  ${example}\n`)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, `igdp ${name}: `)) })
    .showHelpAfterError(`(igdp ${name} --help explains the options)`)
    .exitOverride();
}

/** Asked before the work starts: what takes minutes must not fail at its end for a name. */
async function refuseReportOntoResult(command: Command): Promise<void> {
  const { out, report } = command.opts<{ out?: string; report?: string }>();
  if (out !== undefined && report !== undefined && (await isSameFile(out, report))) {
    command.error(
      `error: --report and --out are the same file, ${out}, and one of the two would be lost; choose another name`,
    );
  }
}

/**
 * Runs a command: parses the arguments, does the work, and turns every error into one line and an exit code
 * (0 done, 1 failed, 2 wrong usage).
 */
export async function runCommand(command: Command, argv: readonly string[]): Promise<number> {
  try {
    const call = { command: command.name().replace(/^igdp /, ""), arguments: argv };
    await running.run(call, () => command.parseAsync([...argv], { from: "user" }));
    return EXIT.ok;
  } catch (thrown) {
    const error = asTyped(thrown, command);
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const isOurs = error instanceof ArgumentError || error instanceof FormatError;
    const message = error instanceof Error ? error.message : String(error);
    const advice = isOurs ? "" : " This is a fault in igdp: please report it, with --debug added.";
    console.error(`${command.name()}: ${oneLine(message)}${advice}`);
    if (argv.includes("--debug") && error instanceof Error) console.error(error.stack);
    return EXIT.failed;
  }
}

/** What is being run: name of the command, and what was typed after it. */
interface RunningCommand {
  readonly command: string;
  readonly arguments: readonly string[];
}

const running = new AsyncLocalStorage<RunningCommand>();

/** The command that is at work, for its report; undefined outside {@link runCommand}. */
export function runningCommand(): RunningCommand | undefined {
  return running.getStore();
}

/** Says on the error stream what a person should know; the result itself goes to files. */
export function printWarnings(reports: readonly Reported<unknown>["report"][]): void {
  for (const report of reports) for (const warning of report.warnings) console.error(`warning: ${warning}`);
}

/** An error about an argument of the library that came from an option says the option's name as it is typed. */
function asTyped(error: unknown, command: Command): unknown {
  if (!(error instanceof ArgumentError)) return error;
  const name = error.argument.replace(/^options\./, "").replace(/_mm$/, "");
  const option = command.options.find((candidate) => candidate.attributeName() === name);
  if (option?.long === undefined || option.long === null) return error;
  const { value, accepted, advice, stack } = error;
  return Object.assign(new ArgumentError({ argument: option.long, value, accepted, advice }), { stack });
}

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, " ");
}
