import { WaitingError, type OutputConfig } from '@throughline/contracts';

/** One attempt at an output. */
export interface Pass {
  /** Something came of it: bytes were taken, or a request was answered. */
  moved(): void;
  leave(): void;
}

interface Place {
  /** Attempts in hand, with the time at which each has moved last. */
  readonly inHand: Map<Pass, number>;
  /** An attempt that did not move has ended, and none has moved since. */
  suspected: boolean;
}

const nameOf = ({ name, type, settings }: OutputConfig): string => JSON.stringify([type, name, settings]);

/**
 * Keeps an output that does not answer from taking up every place of its lane: while an attempt waits for it in vain, further ones
 * are told to wait before they begin. One at a time then tries whether it answers again. Knows of this process alone.
 */
export class OutputGate {
  readonly #places = new Map<string, Place>();

  constructor(
    /** Without progress for so long an attempt is taken to wait in vain. Milliseconds. */
    private readonly stillAfterMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Throws a waiting error where another attempt at the same output waits for its answer. */
  admit(output: OutputConfig): void {
    const place = this.#places.get(nameOf(output));
    if (place === undefined) return;
    const still = [...place.inHand.values()].some((movedAt) => this.#isStill(movedAt));
    if (still || (place.suspected && place.inHand.size > 0))
      throw notResponding(output, 'does not answer: another delivery waits for it');
  }

  enter(output: OutputConfig): Pass {
    const name = nameOf(output);
    const place = this.#places.get(name) ?? { inHand: new Map<Pass, number>(), suspected: false };
    this.#places.set(name, place);
    const pass: Pass = {
      moved: () => {
        place.inHand.set(pass, this.now());
        place.suspected = false;
      },
      leave: () => {
        const movedAt = place.inHand.get(pass);
        place.inHand.delete(pass);
        if (movedAt !== undefined && this.#isStill(movedAt)) place.suspected = true;
        if (place.inHand.size === 0 && !place.suspected) this.#places.delete(name);
      },
    };
    place.inHand.set(pass, this.now());
    return pass;
  }

  /** What asks an output before anything has begun may not take a place for ever either. Its signal fires when nobody waits any more. */
  async within<T>(output: OutputConfig, ask: (over: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const over = new AbortController();
    const told = (): void => {
      over.abort(signal?.reason);
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', told, { once: true });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(notResponding(output, 'does not answer'));
      }, this.stillAfterMs);
    });
    return Promise.race([ask(over.signal), late]).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', told);
      over.abort();
    });
  }

  #isStill(movedAt: number): boolean {
    return this.now() - movedAt >= this.stillAfterMs;
  }
}

const notResponding = ({ name }: OutputConfig, why: string): WaitingError =>
  new WaitingError('output-not-responding', `The output '${name}' ${why}. This one goes on by itself once it does`);
