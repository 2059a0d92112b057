import { accessSync, constants, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ArgumentError } from "../../lib/index.js";

/**
 * Checks that a file can be written, before the work that fills it begins. Nothing is left behind; missing
 * folders above the file are fine.
 *
 * @param argument - name of the argument that holds the path, for the error
 * @throws ArgumentError where the path is a folder, goes through a file, or may not be written
 */
export function checkWritable(argument: string, file: string): void {
  const refuse = (advice: string): never => {
    throw new ArgumentError({ argument, value: file, accepted: "the path of a file to write", advice });
  };
  const stats = statOf(file);
  if (stats?.isDirectory() || /[\\/]$/.test(file)) {
    refuse("It is a folder: add the name of a file to it.");
  }
  if (stats && !mayWrite(file)) refuse("The file there is write-protected: choose another path.");
  const folder = nearestFolder(file);
  if (!statOf(folder)?.isDirectory()) {
    refuse(`${folder} is a file, not a folder: choose a path that does not go through it.`);
  }
  if (!takesFiles(folder)) refuse(`The folder ${folder} cannot be written: choose another folder.`);
}

/** What is at a path. A path that goes through a file, or into a closed folder, holds nothing. */
function statOf(file: string): ReturnType<typeof statSync> {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The lowest folder above a file that exists. */
function nearestFolder(file: string): string {
  let folder = path.dirname(path.resolve(file));
  while (statOf(folder) === undefined && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}

function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a file can be made in a folder. Asking for the right to is not enough on Windows. */
function takesFiles(folder: string): boolean {
  const probe = path.join(folder, `.igdp-${process.pid}.part`);
  try {
    writeFileSync(probe, "");
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}
