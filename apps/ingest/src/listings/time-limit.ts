import { FILE_NOT_REACHED, WaitingError } from '@throughline/contracts';

const NOT_RESPONDING = 'source-not-responding';

/** The part of an answer's time that one of several pieces of work has. */
export interface SharedTime {
  readonly deadline: AbortSignal;
  /** The piece is the first one, so it may take the whole time. */
  readonly isWhole: boolean;
}

/** A piece of work at a place that others use too. */
export interface SharedWork<T> {
  readonly place: string;
  /** Identifies the work at its place. A later request for the same work gets the result of a call that hangs. */
  readonly name: string;
  readonly run: () => Promise<T>;
}

interface HangingCall {
  readonly name: string | undefined;
  readonly working: Promise<unknown>;
  /** Resolves, and never rejects. */
  readonly ended: Promise<void>;
  /** One request has waited for this call alone, the whole time of an answer. */
  isSilent: boolean;
}

const stopped = ({ reason }: AbortSignal): Error => new Error('The service stops', { cause: reason });

async function unlessAborted<T>(over: AbortSignal, working: Promise<T>, onAbort: () => Error): Promise<T> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(onAbort());
    };
  });
  over.addEventListener('abort', abort, { once: true });
  if (over.aborted) abort();
  try {
    return await Promise.race([working, aborted]);
  } finally {
    over.removeEventListener('abort', abort);
  }
}

/**
 * Ends work that does not answer. A call that hangs, as on a network folder whose server is away, occupies a thread of this
 * process. So nothing else is started at its place until it ends.
 */
export class TimeLimit {
  readonly #hanging = new Map<string, HangingCall>();

  /** `startDeadline` returns a signal that aborts when an answer is due. */
  constructor(private readonly startDeadline: () => AbortSignal) {}

  /** Starts the time of an answer that consists of several pieces of work. */
  start(): AbortSignal {
    return this.startDeadline();
  }

  async within<T>(place: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const notResponding = (): Error => new WaitingError(NOT_RESPONDING, 'The source does not answer. The next sync tries again');
    if (this.#hanging.has(place)) throw notResponding();
    const deadline = this.startDeadline();
    const over = AbortSignal.any([signal, deadline]);
    const working = work(over);
    return unlessAborted(over, working, () => {
      this.#hang(place, working);
      return deadline.aborted ? notResponding() : stopped(signal);
    });
  }

  /**
   * Does one of several pieces of work. First waits for a call that hangs at its place, because the place may only be slow.
   * Refuses at once if that call is silent. Throws `source-not-reached` if the time ends before the work had all of it.
   */
  async withinShared<T>({ place, name, run }: SharedWork<T>, signal: AbortSignal, { deadline, isWhole }: SharedTime): Promise<T> {
    signal.throwIfAborted();
    const over = AbortSignal.any([signal, deadline]);
    const notResponding = (): Error =>
      new WaitingError(NOT_RESPONDING, 'The folder does not answer. Check its server, then send the item again');
    const notReached = (): Error => new WaitingError(FILE_NOT_REACHED, 'The time ended before the folder had answered');
    let hasWhole = isWhole;
    const giveUp = (call: HangingCall): Error => {
      if (!deadline.aborted) return stopped(signal);
      call.isSilent ||= hasWhole;
      return hasWhole ? notResponding() : notReached();
    };
    for (let call = this.#hanging.get(place); call !== undefined; call = this.#hanging.get(place)) {
      if (call.isSilent) throw notResponding();
      const awaited = call;
      const onAbort = (): Error => giveUp(awaited);
      if (awaited.name === name) return unlessAborted(over, awaited.working as Promise<T>, onAbort);
      await unlessAborted(over, awaited.ended, onAbort);
      hasWhole = false;
    }
    const working = run();
    return unlessAborted(over, working, () => giveUp(this.#hang(place, working, name)));
  }

  #hang(place: string, working: Promise<unknown>, name?: string): HangingCall {
    const free = (): void => {
      if (this.#hanging.get(place) === call) this.#hanging.delete(place);
    };
    const call: HangingCall = { name, working, ended: working.then(free, free), isSilent: false };
    this.#hanging.set(place, call);
    return call;
  }
}
