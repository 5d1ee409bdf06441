export interface Signals {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

export interface ShutdownHandlers {
  readonly end: () => void;
  readonly hurry: () => void;
  readonly now?: () => number;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// The terminal sends Ctrl-C to all processes, and npm forwards it: one key press causes two signals within milliseconds.
const SAME_ASKING_MS = 750;

/** Stops in order at the first signal and at once at a later one. Returns a function that removes the listeners. */
export function listenForEnd(signals: Signals, { end, hurry, now = () => performance.now() }: ShutdownHandlers): () => void {
  let askedAt: number | undefined;
  const request = (): void => {
    if (askedAt === undefined) {
      askedAt = now();
      end();
    } else if (now() - askedAt > SAME_ASKING_MS) hurry();
  };
  for (const signal of SIGNALS) signals.on(signal, request);
  return () => {
    for (const signal of SIGNALS) signals.off(signal, request);
  };
}
