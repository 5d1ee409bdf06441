import { WaitingError } from '@throughline/contracts';

const notResponding = (): WaitingError =>
  new WaitingError('source-not-responding', 'The source does not answer. The next sync tries again');

/**
 * Ends work that does not answer. A call that hangs, as on a network folder whose server is away, occupies a thread of this
 * process. So nothing else is started at its place until it ends.
 */
export class TimeLimit {
  readonly #hanging = new Set<string>();

  constructor(private readonly ms: number) {}

  async within<T>(place: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#hanging.has(place)) throw notResponding();
    const deadline = AbortSignal.timeout(this.ms);
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
    try {
      return await Promise.race([working, aborted]);
    } finally {
      over.removeEventListener('abort', onAbort);
    }
  }
}
