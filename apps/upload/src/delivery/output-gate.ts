import { WaitingError, type OutputConfig } from '@throughline/contracts';

export interface GatePass {
  /** Reports progress: bytes were taken, or a request was answered. */
  moved(): void;
  leave(): void;
}

interface OutputActivity {
  readonly inHand: Map<GatePass, number>;
  /** An attempt without progress has ended, and none has made progress since. */
  suspected: boolean;
}

const nameOf = ({ name, type, settings }: OutputConfig, followUp: string | undefined): string =>
  JSON.stringify([type, name, settings, followUp]);

/**
 * Keeps an unresponsive output from filling its lane. While an attempt gets no answer, others of its kind wait before they start;
 * then one at a time tries again. Deliveries are one kind, and so is each follow-up: a hanging call of one follow-up says nothing
 * about the others. Per process.
 */
export class OutputGate {
  readonly #places = new Map<string, OutputActivity>();

  constructor(
    /** An attempt without progress for this long counts as stuck. Milliseconds. */
    private readonly stillAfterMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Throws a waiting error while another attempt of the same kind at the output gets no answer. */
  admit(output: OutputConfig, followUp?: string): void {
    const place = this.#places.get(nameOf(output, followUp));
    if (place === undefined) return;
    const still = [...place.inHand.values()].some((movedAt) => this.#isStill(movedAt));
    if (still || (place.suspected && place.inHand.size > 0))
      throw notResponding(
        output,
        `does not answer, and another ${followUp === undefined ? 'delivery' : `follow-up '${followUp}'`} already waits for it`,
      );
  }

  enter(output: OutputConfig, followUp?: string): GatePass {
    const name = nameOf(output, followUp);
    const place = this.#places.get(name) ?? { inHand: new Map<GatePass, number>(), suspected: false };
    this.#places.set(name, place);
    const pass: GatePass = {
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

  /**
   * Limits a request that precedes the delivery, so that it cannot block the lane either. Aborts its signal when it is late.
   */
  async within<T>(output: OutputConfig, ask: (over: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const ended = new AbortController();
    const abort = (): void => {
      ended.abort(signal?.reason);
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', abort, { once: true });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(notResponding(output, 'does not answer'));
      }, this.stillAfterMs);
    });
    return Promise.race([ask(ended.signal), late]).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      ended.abort();
    });
  }

  #isStill(movedAt: number): boolean {
    return this.now() - movedAt >= this.stillAfterMs;
  }
}

const notResponding = ({ name }: OutputConfig, why: string): WaitingError =>
  new WaitingError(
    'output-not-responding',
    `The output '${name}' ${why}. This step continues automatically when the output answers`,
  );
