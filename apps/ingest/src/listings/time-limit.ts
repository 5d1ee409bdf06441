import { WaitingError } from '@throughline/contracts';

const notResponding = (): WaitingError =>
  new WaitingError('source-not-responding', 'The source does not answer. The next sync tries again');

/**
 * Ends work that does not answer. A call that hangs, as on a network folder whose server is away, occupies a thread of this
 * process. So nothing else is started at its place until it ends.
 */
export class TimeLimit {
  readonly #hanging = new Set<string>();

  /** `startDeadline` returns a signal that aborts when an answer is due. */
  constructor(private readonly startDeadline: () => AbortSignal) {}

  /** Starts the time of an answer that consists of several pieces of work. */
  start(): AbortSignal {
    return this.startDeadline();
  }

  async within<T>(
    place: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
    deadline = this.startDeadline(),
  ): Promise<T> {
    signal.throwIfAborted();
    if (this.#hanging.has(place)) throw notResponding();
    const over = AbortSignal.any([signal, deadline]);
    const working = work(over);
    let onAbort = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => {
        this.#hanging.add(place);
        const free = (): void => void this.#hanging.delete(place);
        working.then(free, free);
        reject(deadline.aborted ? notResponding() : new Error('The service stops', { cause: signal.reason }));
      };
    });
    over.addEventListener('abort', onAbort, { once: true });
    if (over.aborted) onAbort();
    try {
      return await Promise.race([working, aborted]);
    } finally {
      over.removeEventListener('abort', onAbort);
    }
  }
}
