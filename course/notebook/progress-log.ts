import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
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

/** The logs that this kernel has opened, by file: they keep what could not be saved, and what was read already. */
const OPEN = new Map<string, ProgressLog>();

/** Opens the progress log of a file, which need not exist yet. Asked twice, it is the same log. */
export function openProgressLog(file: string = progressFile()): ProgressLog {
  const open = OPEN.get(file) ?? makeLog(file);
  OPEN.set(file, open);
  return open;
}

function makeLog(file: string): ProgressLog {
  const saved = savedEvents(file);
  /** Events that could not be saved: a full disk must not take the work of the day. */
  const unsaved: LearnerEvent[] = [];
  let name: string | undefined;
  const events = (): readonly LearnerEvent[] => (unsaved.length > 0 ? [...saved(), ...unsaved] : saved());
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

/**
 * What gives the events of a file. Only lines that were added since the last call are read, so that a long log costs
 * nothing; a file that became shorter is read anew.
 */
function savedEvents(file: string): () => readonly LearnerEvent[] {
  let known: readonly LearnerEvent[] = [];
  /** Bytes of the whole lines that are known. */
  let read = 0;
  return () => {
    let added: Buffer;
    try {
      const { size } = statSync(file);
      if (size < read) [known, read] = [[], 0];
      added = readTail(file, read, size);
    } catch {
      // No progress yet, or it cannot be read: adding to it will say so.
      return [];
    }
    const end = added.lastIndexOf(0x0a) + 1;
    const whole = eventsOf(added.subarray(0, end).toString("utf8"));
    if (whole.length > 0) known = [...known, ...whole];
    read += end;
    // The last line may be one that a crash has torn, or that lacks its line end only.
    const rest = eventsOf(added.subarray(end).toString("utf8"));
    return rest.length > 0 ? [...known, ...rest] : known;
  };
}

function readTail(file: string, start: number, size: number): Buffer {
  const tail = Buffer.alloc(size - start);
  if (tail.length === 0) return tail;
  const handle = openSync(file, "r");
  try {
    return tail.subarray(0, readSync(handle, tail, 0, tail.length, start));
  } finally {
    closeSync(handle);
  }
}

/** Events of the lines of a text; a byte order mark, which some editors add, is passed over. */
function eventsOf(text: string): readonly LearnerEvent[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line) => parseEvent(line) ?? []);
}

const EVENTS: readonly string[] = ["check", "hint", "solution", "reset"] satisfies LearnerEvent["event"][];

/** The event of a line; undefined if the line is damaged. */
function parseEvent(line: string): LearnerEvent | undefined {
  try {
    const event = JSON.parse(line) as LearnerEvent;
    const texts = [event.time, event.learner, event.version, event.exercise];
    const whole = texts.every((text) => typeof text === "string") && EVENTS.includes(event.event);
    const { variant, hint = 1 } = event;
    const sound = Number.isInteger(variant) && variant >= 0 && [1, 2, 3].includes(hint);
    return whole && sound ? event : undefined;
  } catch {
    return undefined;
  }
}
