export interface Signals {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

export interface Ending {
  /** Asked to end, in order. */
  readonly end: () => void;
  /** Asked again, by somebody who does not want to wait. */
  readonly hurry: () => void;
  readonly now?: () => number;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// The terminal sends a Ctrl-C to everybody, and npm hands it on to its child: one key, two signals within milliseconds.
const SAME_ASKING_MS = 750;

/** The first signal ends in order, a later one at once. Returns what stops listening. */
export function listenForEnd(signals: Signals, { end, hurry, now = () => performance.now() }: Ending): () => void {
  let askedAt: number | undefined;
  const asked = (): void => {
    if (askedAt === undefined) {
      askedAt = now();
      end();
    } else if (now() - askedAt > SAME_ASKING_MS) hurry();
  };
  for (const signal of SIGNALS) signals.on(signal, asked);
  return () => {
    for (const signal of SIGNALS) signals.off(signal, asked);
  };
}
