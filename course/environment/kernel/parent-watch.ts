const PERIOD_MILLISECONDS = 1_000;

/**
 * Watches the process that started the kernel, so that no kernel stays behind when a Jupyter server dies.
 *
 * Jupyter sets `JPY_PARENT_PID`: on POSIX the number of the parent, on Windows a handle, which Node cannot
 * use. So the variable only says that the parent matters; which process that is comes from the system.
 *
 * @param gone - called once, when the parent has ended
 */
export function watchParent(gone: () => void): void {
  if (!process.env.JPY_PARENT_PID) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    // POSIX gives an orphan another parent; Windows keeps the number of one that has ended.
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    gone();
  }, PERIOD_MILLISECONDS);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
