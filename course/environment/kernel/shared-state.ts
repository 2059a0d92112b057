/**
 * A few numbers that both threads see at once, even while the main thread is in the middle of a cell: what
 * cannot wait for a message to be handled.
 */
export interface SharedState {
  readonly cells: Int32Array;
}

/** Characters of output handed to the connection thread and not yet sent. */
const IN_FLIGHT = 0;
/** 1 while the main thread does work that an interrupt must not stop half-way. */
const PROTECTED = 1;
/** Number of the last interrupt that the main thread has seen. */
const INTERRUPT_SEEN = 2;
/** 1 once the connection thread has sent everything before the end of the process. */
const ALL_SENT = 3;

/** Printing waits while more than this many characters are on their way: the bound on the kernel's memory. */
const IN_FLIGHT_LIMIT = 16 * 1024 * 1024;

/** Fresh state, all zero, to hand to the other thread. */
export function makeSharedState(): SharedState {
  return { cells: new Int32Array(new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT)) };
}

/** Main thread: counts output on its way, and waits (blocking) while too much of it is. */
export function addInFlight({ cells }: SharedState, size: number): void {
  Atomics.add(cells, IN_FLIGHT, size);
  for (;;) {
    const now = Atomics.load(cells, IN_FLIGHT);
    if (now <= IN_FLIGHT_LIMIT) return;
    // A short wait, again and again: an interrupt can end the cell only between two waits.
    Atomics.wait(cells, IN_FLIGHT, now, 50);
  }
}

/** Connection thread: output of this size has been sent. */
export function removeInFlight({ cells }: SharedState, size: number): void {
  Atomics.sub(cells, IN_FLIGHT, size);
  Atomics.notify(cells, IN_FLIGHT);
}

/** Main thread: does work that an interrupt must not stop half-way, such as the compiler's. */
export function withoutInterrupts<T>({ cells }: SharedState, work: () => T): T {
  const before = Atomics.exchange(cells, PROTECTED, 1);
  try {
    return work();
  } finally {
    Atomics.store(cells, PROTECTED, before);
  }
}

/** Whether the main thread does work that must not be stopped. */
export function isProtected({ cells }: SharedState): boolean {
  return Atomics.load(cells, PROTECTED) === 1;
}

/** Main thread: it has seen interrupt number `ticket`, so it is not stuck. */
export function seeInterrupt({ cells }: SharedState, ticket: number): void {
  Atomics.store(cells, INTERRUPT_SEEN, ticket);
}

/** Whether the main thread has seen interrupt number `ticket`. */
export function isInterruptSeen({ cells }: SharedState, ticket: number): boolean {
  return Atomics.load(cells, INTERRUPT_SEEN) >= ticket;
}

/** Connection thread: everything is sent, the process may end. */
export function tellAllSent({ cells }: SharedState): void {
  Atomics.store(cells, ALL_SENT, 1);
  Atomics.notify(cells, ALL_SENT);
}

/** Main thread, at its end: waits until everything is sent, but not for ever. */
export function waitAllSent({ cells }: SharedState, milliseconds: number): void {
  Atomics.wait(cells, ALL_SENT, 0, milliseconds);
}
