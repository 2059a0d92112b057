import { describe, expect, test } from "vitest";
import {
  askPython,
  cleanPythonEnvironment,
  findPython,
  type PythonCommand,
  type PythonFacts,
  pythonCommands,
  pythonProblem,
} from "../../../course/environment/python.js";

const good: PythonFacts = {
  version: [3, 12, 4],
  executable: "/usr/bin/python3",
  bits: 64,
  canMakeEnvironment: true,
};

/** A computer on which these commands start a Python. */
function computer(pythons: Record<string, PythonFacts>): (command: PythonCommand) => PythonFacts | undefined {
  return (command) => pythons[command.join(" ")];
}

describe("finding Python", () => {
  test("IGDP_PYTHON is used alone", () => {
    expect(pythonCommands({ IGDP_PYTHON: "/opt/python" }, "linux")).toEqual([["/opt/python"]]);
  });

  test("Windows is asked through its launcher first, others by name", () => {
    expect(pythonCommands({}, "win32")[0]).toEqual(["py", "-3"]);
    expect(pythonCommands({}, "win32")).toContainEqual(["py", "-3.10"]);
    expect(pythonCommands({}, "darwin").slice(0, 3)).toEqual([["python3"], ["python"], ["python3.14"]]);
  });

  test("a good Python behind an old one is found", () => {
    const old = { ...good, version: [3, 8, 10] as const };
    const found = findPython({}, "linux", computer({ python3: old, "python3.11": good }));
    expect(found).toBe(good);
  });

  test("a good Python behind one that is too new is found", () => {
    const tooNew = { ...good, version: [3, 15, 0] as const };
    expect(findPython({}, "win32", computer({ "py -3": tooNew, "py -3.13": good }))).toBe(good);
  });

  test("where there is none, the sentence says what to install", () => {
    expect(() => findPython({}, "linux", () => undefined)).toThrow(
      /^Python was not found: Python 3\.10 to 3\.14 is needed .*'sudo apt install python3 python3-venv'/,
    );
    expect(() => findPython({}, "win32", () => undefined)).toThrow(/Install Python 3\.14 from python\.org/);
  });

  test("a wrong IGDP_PYTHON is named", () => {
    expect(() => findPython({ IGDP_PYTHON: "D:\\nothing.exe" }, "win32", () => undefined)).toThrow(
      "IGDP_PYTHON is 'D:\\nothing.exe', but no Python starts there.",
    );
  });

  test("the first problem is told where every Python has one", () => {
    const bare = { ...good, canMakeEnvironment: false };
    const old = { ...good, version: [2, 7, 18] as const };
    expect(() => findPython({}, "linux", computer({ python3: bare, python: old }))).toThrow(
      "Python 3.12.4 (/usr/bin/python3) has no venv module",
    );
  });
});

describe("judging a Python", () => {
  test("3.10 and 3.14 are good, 3.9 is too old, 3.15 is too new", () => {
    const problem = (minor: number) => pythonProblem({ ...good, version: [3, minor, 0] }, "linux");
    expect([problem(10), problem(14)]).toEqual([undefined, undefined]);
    expect(problem(9)).toContain(
      "Python 3.9.0 (/usr/bin/python3) is too old: Python 3.10 to 3.14 is needed.",
    );
    expect(problem(15)).toContain("is newer than the pinned packages");
  });

  test("a Python without venv names Debian's package for its version", () => {
    expect(pythonProblem({ ...good, canMakeEnvironment: false }, "linux")).toContain(
      "'sudo apt install python3-venv' (or 'sudo apt install python3.12-venv')",
    );
    expect(pythonProblem({ ...good, canMakeEnvironment: false }, "win32")).toContain("python.org");
  });

  test("a 32-bit Python is refused", () => {
    expect(pythonProblem({ ...good, bits: 32 }, "win32")).toContain("a 64-bit Python 3.10 to 3.14 is needed");
  });

  test("a program that is no Python gives no facts", () => {
    expect(askPython(["igdp-there-is-no-such-program"])).toBeUndefined();
    expect(askPython([process.execPath])).toBeUndefined();
  });

  test("modules from outside the environment are kept out", () => {
    const env = cleanPythonEnvironment({ PATH: "/bin", PYTHONPATH: "/x", PYTHONHOME: "/y" });
    expect(env).toEqual({ PATH: "/bin", PYTHONNOUSERSITE: "1", PYTHONUTF8: "1" });
  });
});
