import { statSync } from "node:fs";
import path from "node:path";
import { ServerConnection as Connection, type ServerConnection } from "@jupyterlab/services";

/**
 * The path by which a running Jupyter server knows a notebook, so that the kernel works in the notebook's own
 * folder. A server does not tell which folder it serves: the longest end of the file's path that the server
 * has, with the same size, is taken.
 *
 * @param file - path of the notebook on this computer
 * @throws Error where no server answers, or it does not serve the notebook's folder
 */
export async function pathOnServer(file: string, settings: ServerConnection.ISettings): Promise<string> {
  const { size } = statSync(file);
  const parts = path.resolve(file).split(/[\\/]/).filter(Boolean);
  for (let start = 0; start < parts.length; start++) {
    const candidate = parts.slice(start).map(encodeURIComponent).join("/");
    const url = `${settings.baseUrl}api/contents/${candidate}?content=0`;
    const answer = await ask(url, settings);
    if (answer.status === 401 || answer.status === 403) {
      throw new Error(`The Jupyter server at ${settings.baseUrl} did not accept the token.`);
    }
    if (answer.ok && ((await answer.json()) as { size: number }).size === size) {
      return parts.slice(start).join("/");
    }
  }
  throw new Error(
    `The Jupyter server at ${settings.baseUrl} does not serve the folder of ${file}. Start the server in that folder or above it.`,
  );
}

async function ask(url: string, settings: ServerConnection.ISettings): Promise<Response> {
  try {
    return await Connection.makeRequest(url, {}, settings);
  } catch (cause) {
    throw new Error(
      `No Jupyter server answers at ${settings.baseUrl}. Check the address, and that the server runs.`,
      { cause },
    );
  }
}
