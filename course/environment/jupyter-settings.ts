import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes what the project wants of Jupyter into its own folder, and gives the environment variables that make
 * Jupyter read and write there instead of in the user's home.
 *
 * @param folder - the project's Jupyter folder, `.igdp/jupyter`
 */
export function jupyterSettings(folder: string): Readonly<Record<string, string>> {
  const config = path.join(folder, "config");
  const write = (file: string, text: string): void => {
    const place = path.join(config, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  };
  write("jupyter_server_config.json", json(SERVER_SETTINGS));
  write("jupyter_server_config.py", PARENT_WATCH);
  write(path.join("labconfig", "default_setting_overrides.json"), json(LAB_SETTINGS));
  write(path.join("labconfig", "page_config.json"), json(LAB_PAGE));
  return {
    JUPYTER_CONFIG_DIR: config,
    JUPYTER_DATA_DIR: path.join(folder, "data"),
    JUPYTER_RUNTIME_DIR: path.join(folder, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: path.join(folder, "lab", "settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(folder, "lab", "workspaces"),
    IPYTHONDIR: path.join(folder, "ipython"),
  };
}

const SERVER_SETTINGS = {
  ServerApp: {
    ip: "127.0.0.1",
    open_browser: false,
    // Ctrl+C ends the server without a question.
    answer_yes: true,
    // In a container everybody is root. The address is loopback and needs the token all the same.
    allow_root: true,
  },
  ZMQChannelsWebsocketConnection: {
    // Jupyter's own limits drop output: 1000 messages or 1 MB a second. These only stop an endless loop.
    iopub_msg_rate_limit: 20_000,
    iopub_data_rate_limit: 50_000_000,
  },
  // Seconds until a kernel that ended is noticed.
  KernelRestarter: { time_to_dead: 1 },
  MultiKernelManager: { default_kernel_name: "tslab" },
  LabApp: {
    // JupyterLab's own calls to the outside: news, update check, list of extensions.
    news_url: null,
    check_for_updates_class: "jupyterlab.handlers.announcements.NeverCheckForUpdate",
    extension_manager: "readonly",
  },
};

const LAB_SETTINGS = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/extensionmanager-extension:plugin": { enabled: false },
};

const LAB_PAGE = {
  disabledExtensions: {
    "@jupyterlab/apputils-extension:announcements": true,
    "@jupyterlab/extensionmanager-extension": true,
  },
};

/** Set for a server whose standard input is a pipe from us. */
export const WATCH_PARENT = "IGDP_WATCH_PARENT";

const PARENT_WATCH = `# Ends the server, and with it its kernels, when the program that started it is gone:
# the other end of the standard input is closed then.
import _thread, os, signal, sys, threading

def _watch_parent():
    # Not sys.stdin, whose lock a thread must not hold when Python ends.
    while os.read(0, 1):
        pass
    if sys.platform == "win32":
        _thread.interrupt_main(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)

if os.environ.pop("${WATCH_PARENT}", None):
    threading.Thread(target=_watch_parent, daemon=True).start()
`;

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
