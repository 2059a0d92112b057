import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { type LearnerEvent, problemOf } from "../exercise/index.js";
import { learnerName } from "./learner-name.js";

/** What an exercise adds to the log; the log knows time and learner. */
export type NewEvent = Omit<LearnerEvent, "time" | "learner">;

/** The trainee's progress: a file of JSON lines to which lines are only ever added. */
export interface ProgressLog {
  /** Its file. */
  readonly file: string;
  /** All events, in order; lines that a crash or a hand has damaged are passed over. */
  events(): readonly LearnerEvent[];
  /** The trainee's made-up name. */
  learner(): string;
  /** Adds an event; returns what went wrong where it could not be saved, but remembers it all the same. */
  add(event: NewEvent): string | undefined;
}

/**
 * The file of the progress log: `IGDP_PROGRESS`, or `.igdp/progress.jsonl` in the user's home. It is outside the
 * notebooks, so that copying, renaming or deleting a notebook changes nothing.
 */
export function progressFile(env: NodeJS.ProcessEnv = process.env): string {
  return env.IGDP_PROGRESS || path.join(homedir(), ".igdp", "progress.jsonl");
}

/** Opens the progress log of a file, which need not exist yet. */
export function openProgressLog(file: string = progressFile()): ProgressLog {
  /** Events that could not be saved: a full disk must not take the work of the day. */
  const unsaved: LearnerEvent[] = [];
  let name: string | undefined;
  const events = (): readonly LearnerEvent[] => [...savedEvents(file), ...unsaved];
  const learner = (): string => {
    name ??= events().at(-1)?.learner ?? learnerName();
    return name;
  };
  return {
    file,
    events,
    learner,
    add(event) {
      const whole: LearnerEvent = { time: new Date().toISOString(), learner: learner(), ...event };
      try {
        appendLine(file, JSON.stringify(whole));
        return undefined;
      } catch (error) {
        unsaved.push(whole);
        return problemOf(error);
      }
    },
  };
}

/**
 * Adds a line with one write, which is whole even where two kernels write at once. A torn last line of a crash
 * gets its line end first, so that it spoils no other.
 */
function appendLine(file: string, line: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  appendFileSync(file, `${endsTorn(file) ? "\n" : ""}${line}\n`);
}

function endsTorn(file: string): boolean {
  if (!existsSync(file)) return false;
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    if (size === 0) return false;
    const last = Buffer.alloc(1);
    readSync(handle, last, 0, 1, size - 1);
    return last[0] !== 0x0a;
  } finally {
    closeSync(handle);
  }
}

function savedEvents(file: string): readonly LearnerEvent[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // No progress yet, or it cannot be read: adding to it will say so.
    return [];
  }
  return text.split("\n").flatMap((line) => parseEvent(line) ?? []);
}

const EVENTS: readonly string[] = ["check", "hint", "solution", "reset"] satisfies LearnerEvent["event"][];

/** The event of a line; undefined if the line is damaged. */
function parseEvent(line: string): LearnerEvent | undefined {
  try {
    const event = JSON.parse(line) as LearnerEvent;
    const texts = [event.time, event.learner, event.version, event.exercise];
    const whole = texts.every((text) => typeof text === "string") && EVENTS.includes(event.event);
    return whole && Number.isInteger(event.variant) ? event : undefined;
  } catch {
    return undefined;
  }
}
