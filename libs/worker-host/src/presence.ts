import { presenceCodec, type EngineNote, type ToolNote, type WorkerService as ServiceName } from '@throughline/contracts';
import type { Lane } from '@throughline/engine';
import { systemClock, type Clock, type WorkQueue } from '@throughline/messaging';

/** What a worker has to work with. */
export interface Equipment {
  readonly tools?: readonly ToolNote[];
  readonly engines?: readonly EngineNote[];
}

export interface AnnouncerOptions {
  readonly service: ServiceName;
  readonly worker: string;
  readonly lanes: readonly Lane[];
  readonly everyMs: number;
  /** Says something that may get lost. */
  readonly say: (bytes: Uint8Array) => void;
  readonly onProblem: (error: unknown) => void;
  readonly clock?: Clock;
}

/**
 * Says now and then which lanes this process serves and how many attempts it has in hand, and at its end that it goes.
 * Whoever listens can tell "nobody serves this lane" from "everybody is busy".
 */
export class PresenceAnnouncer {
  readonly #busy = new Map<string, number>();
  readonly #clock: Clock;
  #isLeaving = false;
  #equipment: Equipment & { readonly lookedAt?: string } = {};

  constructor(private readonly options: AnnouncerOptions) {
    this.#clock = options.clock ?? systemClock;
  }

  /** The same queue, with what is in hand counted for each lane. */
  counting(queue: WorkQueue): WorkQueue {
    return {
      publish: (message) => queue.publish(message),
      consume: (consume) =>
        queue.consume({
          ...consume,
          onWork: async (delivery) => {
            this.#count(consume.lane, 1);
            try {
              await consume.onWork(delivery);
            } finally {
              this.#count(consume.lane, -1);
            }
          },
        }),
    };
  }

  /** At once, and from then on until the signal. */
  start(signal: AbortSignal): void {
    if (signal.aborted) return;
    let forget = (): void => undefined;
    const again = (): void => {
      this.announce();
      forget = this.#clock.after(this.options.everyMs, again);
    };
    signal.addEventListener(
      'abort',
      () => {
        forget();
        this.#isLeaving = true;
        this.announce();
      },
      { once: true },
    );
    again();
  }

  /** From now on it is told too. */
  equip(equipment: Equipment): void {
    this.#equipment = { ...this.#equipment, ...equipment, lookedAt: new Date(this.#clock.now()).toISOString() };
    this.announce();
  }

  /** Also beside the rhythm: whoever listens may have lost sight of this worker. Who is going does not come back. */
  announce(): void {
    const { service, worker, lanes, everyMs, say, onProblem } = this.options;
    const present = lanes.map(({ lane, concurrency }) => ({ lane, concurrency, busy: this.#busy.get(lane) ?? 0 }));
    const { tools, engines, lookedAt } = this.#equipment;
    try {
      say(
        presenceCodec.encode({
          v: 1,
          service,
          worker,
          lanes: present,
          everyMs,
          ...(lookedAt === undefined ? {} : { lookedAt }),
          ...(tools === undefined ? {} : { tools: [...tools] }),
          ...(engines === undefined ? {} : { engines: [...engines] }),
          ...(this.#isLeaving ? { leaving: true } : {}),
        }),
      );
    } catch (error) {
      // Nothing depends on it: work goes on unannounced.
      onProblem(error);
    }
  }

  #count(lane: string, by: number): void {
    this.#busy.set(lane, (this.#busy.get(lane) ?? 0) + by);
  }
}
