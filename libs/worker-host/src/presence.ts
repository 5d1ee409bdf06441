import {
  presenceCodec,
  type EngineNote,
  type ModelNote,
  type ToolNote,
  type WorkerService as ServiceName,
} from '@throughline/contracts';
import type { Lane } from '@throughline/engine';
import { systemClock, type Clock, type WorkQueue } from '@throughline/messaging';

export interface Equipment {
  readonly tools?: readonly ToolNote[];
  readonly engines?: readonly EngineNote[];
}

export interface AnnouncerOptions {
  readonly service: ServiceName;
  readonly worker: string;
  readonly lanes: readonly Lane[];
  readonly everyMs: number;
  /** Publishes without a confirmation. */
  readonly say: (bytes: Uint8Array) => void;
  readonly onProblem: (error: unknown) => void;
  /** Returns the present states of the models. */
  readonly models?: (() => readonly ModelNote[]) | undefined;
  readonly clock?: Clock;
}

/**
 * Announces regularly which lanes this process serves and how many attempts it runs, and at the end that it leaves. Receivers
 * can tell a lane without workers from a busy one.
 */
export class PresenceAnnouncer {
  readonly #busy = new Map<string, number>();
  readonly #clock: Clock;
  #isLeaving = false;
  #equipment: Equipment & { readonly lookedAt?: string } = {};

  constructor(private readonly options: AnnouncerOptions) {
    this.#clock = options.clock ?? systemClock;
  }

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

  equip(equipment: Equipment): void {
    this.#equipment = { ...this.#equipment, ...equipment, lookedAt: new Date(this.#clock.now()).toISOString() };
    this.announce();
  }

  /** Announces now, e.g. after a reconnect, when receivers may have missed messages. */
  announce(): void {
    const { service, worker, lanes, everyMs, say, onProblem, models } = this.options;
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
          ...(models === undefined ? {} : { models: [...models()] }),
          ...(this.#isLeaving ? { leaving: true } : {}),
        }),
      );
    } catch (error) {
      // Announcements are optional, so the work continues without them.
      onProblem(error);
    }
  }

  #count(lane: string, by: number): void {
    this.#busy.set(lane, (this.#busy.get(lane) ?? 0) + by);
  }
}
