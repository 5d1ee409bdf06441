import type { Delivery } from '@throughline/messaging';
import type { WorkMessage } from '@throughline/contracts';
import type { WorkerLog } from '../worker/worker-log.js';

/** Before a message that went wrong comes again. Milliseconds. */
const AGAIN_MS = 1_000;

/** Work on a message; `letPass` gives its place in the lane to the next one and changes nothing else. */
export type Attend = (delivery: Delivery<WorkMessage>, letPass: () => void) => Promise<void>;

/**
 * The places of a worker's lanes. An attempt that waits for somebody else costs next to nothing: it may let others pass, so that one
 * destination that does not answer holds back nobody else.
 */
export class LanePlaces {
  readonly #passed = new Set<Promise<void>>();

  constructor(
    private readonly attend: Attend,
    private readonly log: WorkerLog,
  ) {}

  /** Resolves when the place is free: the work has ended, or lets others pass. */
  async take(delivery: Delivery<WorkMessage>): Promise<void> {
    let pass: (value: 'passed') => void = () => undefined;
    const passed = new Promise<'passed'>((resolve) => (pass = resolve));
    const work = this.attend(delivery, () => {
      pass('passed');
    });
    if ((await Promise.race([work, passed])) !== 'passed') return;
    const tracked = work.catch((error: unknown) => this.#giveBack(delivery, error)).finally(() => this.#passed.delete(tracked));
    this.#passed.add(tracked);
  }

  /** Resolves when nothing is in hand any more that has let others pass. */
  async ended(): Promise<void> {
    while (this.#passed.size > 0) await Promise.all(this.#passed);
  }

  /** What the queue does for work that keeps its place. */
  async #giveBack(delivery: Delivery<WorkMessage>, error: unknown): Promise<void> {
    const { assetId, step } = delivery.message;
    this.log.warn({ err: error, asset: assetId, step }, 'an attempt could not be brought to its end; its message comes again');
    await delivery.nak(AGAIN_MS).catch(() => undefined);
  }
}
