import { describe, expect, test } from "vitest";
import { checkNode } from "../../../course/environment/bootstrap.mjs";
import { requirementsStamp } from "../../../course/environment/environment.js";
import { explainFailure, failureText, setupError } from "../../../course/environment/failures.mjs";
import { launchArguments } from "../../../course/environment/launch-arguments.js";

describe("what a failed set-up says", () => {
  test.each([
    [
      "npm",
      "npm error code ENOTFOUND\nnpm error network getaddrinfo ENOTFOUND r.example",
      /^The npm registry could not be reached\. Connect/,
    ],
    ["npm", "npm error code ECONNREFUSED", /^The npm registry could not be reached/],
    [
      "npm",
      "npm error code E404\nnpm error 404 Not Found - GET /zeromq",
      /^A package is missing from the npm registry/,
    ],
    [
      "npm",
      "npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write",
      /^The disk is full\. Free/,
    ],
    ["npm", "npm error code EINTEGRITY", /is not the one that this project was tested with/],
    [
      "npm",
      "npm error code EUSAGE\n`npm ci` can only install packages when your package.json and package-lock.json",
      /Run 'npm install'/,
    ],
    ["npm", "npm error code EBUSY\nnpm error syscall rmdir", /is in use\. Close JupyterLab/],
    ["npm", "npm error code EPERM\nnpm error operation not permitted", /could not be written/],
    ["npm", "npm error code SELF_SIGNED_CERT_IN_CHAIN", /security certificate of the npm registry/],
    [
      "pip",
      "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
      /^The disk is full/,
    ],
    [
      "pip",
      "ReadTimeoutError: HTTPSConnectionPool: Read timed out.",
      /^The Python package registry could not be reached/,
    ],
    ["pip", "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", /was refused/],
    [
      "pip",
      "[WinError 32] The process cannot access the file because it is being used by another process",
      /Close JupyterLab/,
    ],
    ["The build", "lib/core/grid.ts(3,1): error TS2304: Cannot find name 'x'.", /do not compile/],
  ])("%s: %s", (program, output, sentence) => {
    expect(explainFailure(program, output)).toMatch(sentence);
  });

  test("a network that is down is not told as a missing package, with which pip's output ends", () => {
    const output =
      "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(Connection refused)'\n" +
      "ERROR: No matching distribution found for anyio==4.16.0";
    expect(explainFailure("pip", output)).toMatch(/could not be reached/);
    expect(explainFailure("pip", output.split("\n")[1])).toMatch(/^A package is missing/);
  });

  test("an unknown cause points to the log", () => {
    expect(explainFailure("npm", "npm error something new")).toBe(
      "npm failed. The log says why; when that is mended, run the same command again.",
    );
  });

  test("the sentence, the telling lines and the log's place are printed, and no stack", () => {
    const output = ["one", "npm error code ECONNREFUSED", "a", "b", "c", "d", "e"].join("\n");
    const text = failureText(setupError("Do this.", { log: "/p/npm.log", output }), false);
    expect(text.split("\n")).toEqual([
      "igdp: Do this.",
      "",
      "    npm error code ECONNREFUSED",
      "    a",
      "    b",
      "    c",
      "    d",
      "    e",
      "",
      "The whole log: /p/npm.log",
    ]);
    expect(failureText(setupError("Do this."), true)).toContain("set-up-failures.test.ts");
  });

  test("an error that nobody foresaw is explained too, with its own words", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    expect(failureText(full, false)).toBe(
      "igdp: The disk is full. Free at least 1 GB, then run the same command again. (ENOSPC: no space left on device, write)",
    );
  });

  test("an old Node is refused with what to do, a supported one is not", () => {
    expect(() => checkNode("18.20.4")).toThrow("Node 18.20.4 is too old: igdp needs Node 20.19 or newer.");
    expect(() => checkNode("20.18.3")).toThrow("too old");
    for (const version of ["20.19.0", "22.0.0", "24.1.0"]) expect(() => checkNode(version)).not.toThrow();
  });
});

describe("the stamp of the Python packages", () => {
  const list = "anyio==4.16.0 \\\n    --hash=sha256:aa\n    # via httpx\n";

  test("a comment, an empty line and Windows' line ends do not change it", () => {
    const same = `# made by uv\n\n${list}`.replaceAll("\n", "\r\n");
    expect(requirementsStamp(same)).toBe(requirementsStamp(list));
  });

  test("another version or hash changes it", () => {
    expect(requirementsStamp(list.replace("4.16.0", "4.16.1"))).not.toBe(requirementsStamp(list));
    expect(requirementsStamp(list.replace("aa", "ab"))).not.toBe(requirementsStamp(list));
  });
});

describe("the arguments of npm start", () => {
  test("the defaults open the first notebook in the browser, on a free port", () => {
    expect(launchArguments([])).toEqual({
      check: false,
      port: undefined,
      browser: true,
      notebook: "notebooks/home.ipynb",
    });
  });

  test("each option is read", () => {
    const argv = ["--check", "--port", "8890", "--no-browser", "--notebook", "my notes/a.ipynb"];
    expect(launchArguments(argv)).toEqual({
      check: true,
      port: 8890,
      browser: false,
      notebook: "my notes/a.ipynb",
    });
  });
});
