/**
 * What went wrong in a set-up step, told as a sentence that says what to do. Each cause is known by the words
 * that npm, pip, TypeScript or the operating system print; the first that fits is told, so the order counts:
 * pip, for one, ends with "No matching distribution" when the network is down.
 */
const CAUSES = [
  {
    words: /ENOSPC|No space left on device|not enough space on the disk|Disk quota exceeded|EDQUOT/i,
    sentence: () => "The disk is full. Free at least 1 GB, then run the same command again.",
  },
  {
    words:
      /SELF_SIGNED_CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERTIFICATE_VERIFY_FAILED|CERT_HAS_EXPIRED/,
    sentence: (registry) =>
      `The security certificate of ${registry} was not accepted. If your network has its own certificate, set ` +
      "NODE_EXTRA_CA_CERTS and PIP_CERT to its file; also check this computer's date. Then run the same command again.",
  },
  {
    words:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network timeout|NewConnectionError|NameResolutionError|Connection refused|Failed to establish a new connection|Temporary failure in name resolution|getaddrinfo failed|timed out|ConnectTimeoutError|ProxyError/i,
    sentence: (registry) =>
      `${capital(registry)} could not be reached. Connect to the internet (behind a proxy, set HTTPS_PROXY), then run the same command again.`,
  },
  {
    words: /EINTEGRITY|DO NOT MATCH THE HASHES/,
    sentence: (registry) =>
      `A package from ${registry} is not the one that this project was tested with, so it was refused. Run the same command again; if that does not help, tell the project.`,
  },
  {
    words: /E404|404 Not Found|ETARGET|notarget|No matching distribution found|Could not find a version/,
    sentence: (registry) =>
      `A package is missing from ${registry}. If you use a mirror, check that it is complete, then run the same command again.`,
  },
  {
    words: /can only install packages when your package\.json and package-lock\.json/,
    sentence: () =>
      "package.json and package-lock.json do not agree. Run 'npm install', then the same command again.",
  },
  {
    words: /EBUSY|ENOTEMPTY|WinError 32|being used by another process|ETXTBSY/,
    sentence: () =>
      "A file of this project is in use. Close JupyterLab and other programs that use this folder, then run the same command again.",
  },
  {
    words: /EACCES|EPERM|EROFS|Permission denied|Access is denied|Read-only file system/i,
    sentence: () =>
      "A file could not be written. Close JupyterLab if it runs, check that you may write in this folder, then run the same command again.",
  },
  {
    words: /error TS\d+/,
    sentence: () =>
      "The TypeScript sources do not compile. Mend the first error, then run the same command again.",
  },
];

const REGISTRIES = { npm: "the npm registry", pip: "the Python package registry" };

/**
 * @param {string} program which program failed: `npm`, `pip`, or another word
 * @param {string} output what it printed
 * @returns {string} a sentence that says what to do
 */
export function explainFailure(program, output) {
  const cause = CAUSES.find(({ words }) => words.test(output));
  if (cause) return cause.sentence(REGISTRIES[program] ?? "the package registry");
  return `${program} failed. The log says why; when that is mended, run the same command again.`;
}

/**
 * An error of the set-up: its message is a sentence for the user, `log` names the file with the details.
 *
 * @param {string} message
 * @param {{ log?: string, output?: string }} [details]
 * @returns {Error}
 */
export function setupError(message, details = {}) {
  return Object.assign(new Error(message), { tag: "setup", ...details });
}

/**
 * What is printed when the set-up fails: the sentence, the end of the failed program's output, the log's place.
 *
 * @param {Error & { tag?: string, log?: string, output?: string }} error
 * @param {boolean} debug whether to add the stack
 * @returns {string}
 */
export function failureText(error, debug) {
  const known = error.tag !== undefined;
  const sentence = known
    ? error.message
    : `${explainFailure("The set-up", `${error.code ?? ""} ${error.message}`)} (${error.message})`;
  const lines = [`igdp: ${sentence}`];
  const tail = tellingLines(error.output ?? "");
  if (tail.length > 0) lines.push("", ...tail.map((line) => `    ${line}`), "");
  if (error.log) lines.push(`The whole log: ${error.log}`);
  if (debug) lines.push(error.stack ?? "");
  return lines.join("\n");
}

/** The lines that name the cause, and the last ones: what a person would look for in the log. */
function tellingLines(output) {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== "");
  const naming = lines.filter((line) => CAUSES.some(({ words }) => words.test(line)));
  // pip says the same of each attempt, with another number in it.
  const kinds = new Map(naming.map((line) => [line.slice(0, 30), line]));
  return [...new Set([...[...kinds.values()].slice(0, 3), ...lines.slice(-5)])].map((line) =>
    line.slice(0, 200),
  );
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
