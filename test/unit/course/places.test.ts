import { describe, expect, test } from "vitest";
import { browserCommand } from "../../../course/environment/browser.js";
import { npmCommand } from "../../../course/environment/packages.mjs";
import { places, servedNotebook } from "../../../course/environment/places.js";
import { jupyterCommand } from "../../../course/environment/server.js";

const windows = "C:\\Users\\Noy Phommachanh\\My data\\igdp";

describe("where things are", () => {
  test("on Windows the environment's Python is Scripts\\python.exe, and spaces in the path stay", () => {
    const place = places(windows, "win32");
    expect(place.python).toBe(`${windows}\\.venv\\Scripts\\python.exe`);
    expect(place.venvData).toBe(`${windows}\\.venv\\share\\jupyter`);
    expect(place.logs).toBe(`${windows}\\.igdp\\logs`);
    expect(place.requirements).toBe(`${windows}\\course\\environment\\requirements.txt`);
  });

  test("elsewhere it is bin/python", () => {
    expect(places("/home/noy/igdp", "linux").python).toBe("/home/noy/igdp/.venv/bin/python");
    expect(places("/Users/noy/igdp", "darwin").jupyter).toBe("/Users/noy/igdp/.igdp/jupyter");
  });

  test("a notebook of the project is served from the project's folder, by a path with forward slashes", () => {
    expect(servedNotebook(windows, `${windows}\\notebooks\\01-first-map.ipynb`, "win32")).toEqual({
      directory: windows,
      path: "notebooks/01-first-map.ipynb",
    });
    expect(servedNotebook("/home/noy/igdp", "/home/noy/igdp/notebooks/a b.ipynb", "linux").path).toBe(
      "notebooks/a b.ipynb",
    );
  });

  test("another notebook is served from its own folder, also from another drive", () => {
    expect(servedNotebook(windows, "D:\\Stick\\day 1.ipynb", "win32")).toEqual({
      directory: "D:\\Stick",
      path: "day 1.ipynb",
    });
    expect(servedNotebook("/home/noy/igdp", "/home/noy/igdp-2/a.ipynb", "linux")).toEqual({
      directory: "/home/noy/igdp-2",
      path: "a.ipynb",
    });
    expect(servedNotebook("/home/noy/igdp", "/home/noy/igdp/..a/b.ipynb", "linux").path).toBe("..a/b.ipynb");
  });

  test("a drive letter in the other case is the same drive", () => {
    const { directory, path } = servedNotebook("C:\\igdp", "c:\\igdp\\notebooks\\a.ipynb", "win32");
    expect([directory, path]).toEqual(["C:\\igdp", "notebooks/a.ipynb"]);
  });
});

describe("how programs are started", () => {
  const node = "C:\\Program Files\\nodejs\\node.exe";
  const script = "C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js";

  test("npm is started by the script of the npm that runs us, with our Node", () => {
    const env = { npm_execpath: "/usr/lib/node_modules/npm/bin/npm-cli.js" };
    expect(npmCommand(env, "linux", "/usr/bin/node")).toEqual(["/usr/bin/node", env.npm_execpath]);
    expect(npmCommand({ npm_execpath: script }, "win32", node)).toEqual([node, script]);
  });

  test("without it, Windows takes the script beside Node, which needs no shell", () => {
    expect(npmCommand({}, "win32", node, (file) => String(file) === script)).toEqual([node, script]);
    expect(npmCommand({}, "win32", node, () => false)).toEqual(["cmd.exe", "/d", "/s", "/c", "npm"]);
    expect(npmCommand({}, "linux", "/usr/bin/node", () => false)).toEqual(["npm"]);
  });

  test("a package manager other than npm does not stand in for it", () => {
    const env = { npm_execpath: "/usr/lib/node_modules/yarn/bin/yarn.js" };
    expect(npmCommand(env, "linux", "/usr/bin/node")).toEqual(["npm"]);
  });

  test("Jupyter is started by the environment's Python, or by IGDP_JUPYTER", () => {
    expect(jupyterCommand("lab", "/p/bin/python", {})).toEqual(["/p/bin/python", "-m", "jupyterlab"]);
    expect(jupyterCommand("server", "/p/bin/python", {})).toEqual(["/p/bin/python", "-m", "jupyter_server"]);
    const env = { IGDP_JUPYTER: "C:\\Tools\\Scripts\\jupyter.exe" };
    expect(jupyterCommand("lab", "unused", env)).toEqual([env.IGDP_JUPYTER, "lab"]);
  });

  test("an address with & reaches the browser whole on Windows", () => {
    const url = "http://127.0.0.1:8888/lab?token=a&reset";
    expect(browserCommand(url, "win32")).toEqual(["rundll32.exe", "url.dll,FileProtocolHandler", url]);
    expect(browserCommand(url, "darwin")).toEqual(["open", url]);
    expect(browserCommand(url, "linux")).toEqual(["xdg-open", url]);
  });
});
