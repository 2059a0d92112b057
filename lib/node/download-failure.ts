/** Why a download failed, in words that stand behind the file's name; turned into a FormatError by the caller. */
export class DownloadFailure extends Error {
  override readonly name = "DownloadFailure";
  /** True if the same request may well succeed a moment later. */
  readonly passing: boolean;

  constructor(problem: string, passing = false) {
    super(problem);
    this.passing = passing;
  }
}

/** What a status of a server means for the person who waits for the file. */
export function statusFailure(status: number, host: string): DownloadFailure {
  if (status === 404 || status === 410) return new DownloadFailure(`${host} has no such file (${status})`);
  if (status === 401 || status === 403) return new DownloadFailure(`${host} refuses to give it (${status})`);
  if (status === 407) return new DownloadFailure(`a proxy on the way to ${host} asks for a password (407)`);
  if (status === 408 || status === 429) return new DownloadFailure(`${host} is too busy (${status})`, true);
  if (status >= 500) return new DownloadFailure(`${host} has a fault of its own (${status})`, true);
  return new DownloadFailure(`${host} answered with the status ${status}`);
}

/** What an error of the network means: the codes are those of Node and of its fetch. */
export function networkFailure(error: unknown, host: string): DownloadFailure {
  const { code, message } = causeOf(error);
  const proxy = /Proxy response \((\d+)\)/.exec(message)?.[1];
  // fetch says no word of a 407 of its own server; a proxy that is asked for a tunnel says its status.
  if (proxy === "407" || message === "") return statusFailure(407, host);
  if (proxy !== undefined) return new DownloadFailure(`the proxy on the way to ${host} refuses (${proxy})`);
  if (code === "ECONNREFUSED") return new DownloadFailure(`${host} refused the connection`);
  if (code === "ENOTFOUND") return new DownloadFailure(`${host} was not found: there is no internet here`);
  if (code === "EAI_AGAIN")
    return new DownloadFailure(`${host} was not found: the network has no answer`, true);
  if (code === "ENETUNREACH" || code === "EHOSTUNREACH")
    return new DownloadFailure(`there is no way to ${host} from this network`);
  if (/TIMEDOUT|TIMEOUT/.test(code)) return new DownloadFailure(`${host} did not answer in time`, true);
  if (["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(code))
    return new DownloadFailure(`the connection to ${host} broke`, true);
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return new DownloadFailure(
      `the certificate of ${host} is not trusted (${code}): a sign-in page or a proxy stands in between (a proxy's own certificate goes into NODE_EXTRA_CA_CERTS)`,
    );
  }
  if (/^ERR_SSL/.test(code))
    return new DownloadFailure(
      `${host} does not speak https here: a proxy or a sign-in page stands in between`,
    );
  if (/redirect count/.test(message)) return new DownloadFailure(`${host} redirects in a circle`);
  return new DownloadFailure(`${host} could not be read (${code || message})`);
}

/** Code and message of the innermost error: fetch wraps what happened in one or two others. */
function causeOf(error: unknown): { code: string; message: string } {
  let inner = error as { code?: unknown; message?: string; cause?: unknown };
  while (typeof inner.cause === "object" && inner.cause !== null) inner = inner.cause;
  return { code: typeof inner.code === "string" ? inner.code : "", message: inner.message ?? "" };
}

/** What to do where a proxy is set that this Node does not use; empty where there is none. */
export function proxyAdvice(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  node: string = process.versions.node,
): string {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
  const set = names.find((name) => environment[name]);
  if (set === undefined) return "";
  const [major, minor] = node.split(".").map(Number);
  const canUse = major >= 24 || (major === 22 && minor >= 21);
  if (canUse && environment.NODE_USE_ENV_PROXY === "1") return "";
  const wayOut = canUse ? "set NODE_USE_ENV_PROXY=1" : "use Node 24 with NODE_USE_ENV_PROXY=1";
  return `This computer has a proxy (${set}), which Node ${major} does not use by itself: ${wayOut}.`;
}
