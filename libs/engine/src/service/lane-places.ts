import type { WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, nounOf, type AssetState } from '@throughline/domain';
import type { Delivery } from '@throughline/messaging';
import type { WorkerLog } from '../worker/worker-log.js';
import { OwnerShares } from './owner-shares.js';

/** Before a message comes again that went wrong, or whose owner has enough places. Milliseconds. */
const AGAIN_MS = 1_000;

export interface Lane {
  readonly lane: string;
  /** Attempts that this process works on at the same time. */
  readonly concurrency: number;
}

/** Work on a message; `letPass` gives its place in the lane to the next one and changes nothing else. */
export type Attend = (delivery: Delivery<WorkMessage>, letPass: () => void) => Promise<void>;

/**
 * The places of a worker's lanes. An attempt that waits for somebody else costs next to nothing: it may let others pass, so that one
 * destination that does not answer holds back nobody else.
 */
export class LanePlaces {
  readonly #passed = new Set<Promise<void>>();
  readonly #shares: ReadonlyMap<string, OwnerShares>;

  constructor(
    private readonly attend: Attend,
    private readonly log: WorkerLog,
    lanes: readonly Lane[],
  ) {
    this.#shares = new Map(lanes.map(({ lane, concurrency }) => [lane, new OwnerShares(concurrency, () => performance.now())]));
  }

  /** Resolves when the place is free: the work has ended, lets others pass, or is put off for the work of others. */
  async take(delivery: Delivery<WorkMessage>): Promise<void> {
    const leave = this.#enter(delivery);
    if (leave === undefined) return delivery.nak(AGAIN_MS);
    try {
      await this.#attend(delivery);
    } finally {
      leave();
    }
  }

  /**
   * Documents are files of strangers that one process reads at its own cost, so one owner gets no more than a share of a lane for them.
   * Undefined where the document is put off.
   */
  #enter({ message: { lane, state: folded, foldVersion, attemptId }, unseen }: Delivery<WorkMessage>): (() => void) | undefined {
    const state = foldVersion === FOLD_VERSION ? (folded as AssetState) : undefined;
    const shares = this.#shares.get(lane);
    if (shares === undefined || state === undefined || !isPresent(state) || nounOf(state.pipeline) !== 'document')
      return () => undefined;
    return shares.enter(state.owner, attemptId, unseen);
  }

  async #attend(delivery: Delivery<WorkMessage>): Promise<void> {
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
