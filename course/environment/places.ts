import path from "node:path";

/** Where the project's environment keeps things; all absolute. */
export interface Places {
  /** The project's folder. */
  readonly root: string;
  /** The Python environment. */
  readonly venv: string;
  /** The Python program inside it. */
  readonly python: string;
  /** Jupyter data folder of the environment, where its kernelspecs are. */
  readonly venvData: string;
  /** Everything that JupyterLab would otherwise write to the user's home. */
  readonly jupyter: string;
  readonly logs: string;
  /** The pinned list of Python packages. */
  readonly requirements: string;
}

/**
 * The places of a project, by the rules of an operating system: Windows has `Scripts\python.exe` where others
 * have `bin/python`.
 *
 * @param root - absolute path of the project's folder
 *
 * @example
 * places("C:\\Users\\Noy\\My data\\igdp", "win32").python;
 * // "C:\\Users\\Noy\\My data\\igdp\\.venv\\Scripts\\python.exe"
 */
export function places(root: string, platform: NodeJS.Platform = process.platform): Places {
  const { join } = pathsOf(platform);
  const venv = join(root, ".venv");
  return {
    root,
    venv,
    python: platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python"),
    venvData: join(venv, "share", "jupyter"),
    jupyter: join(root, ".igdp", "jupyter"),
    logs: join(root, ".igdp", "logs"),
    requirements: join(root, "course", "environment", "requirements.txt"),
  };
}

/** Where a notebook is served from. */
export interface ServedNotebook {
  /** The folder that JupyterLab shows. */
  readonly directory: string;
  /** The notebook's path from there, with forward slashes. */
  readonly path: string;
}

/**
 * The folder that JupyterLab shows, and the notebook's path in it: the project's folder where the notebook is
 * inside it, else the notebook's own folder.
 *
 * @param root - absolute path of the project's folder
 * @param notebook - absolute path of the notebook
 */
export function servedNotebook(
  root: string,
  notebook: string,
  platform: NodeJS.Platform = process.platform,
): ServedNotebook {
  const { relative, dirname, basename, isAbsolute, sep } = pathsOf(platform);
  const inside = relative(root, notebook);
  // From one Windows drive to another there is no relative path, and an absolute one comes back.
  if (inside === "" || inside.split(sep)[0] === ".." || isAbsolute(inside)) {
    return { directory: dirname(notebook), path: basename(notebook) };
  }
  return { directory: root, path: inside.split(sep).join("/") };
}

function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === "win32" ? path.win32 : path.posix;
}
