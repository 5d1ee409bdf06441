import type { WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, type AssetState } from '@throughline/domain';
import type { Delivery } from '@throughline/messaging';
import type { WorkerLog } from '../worker/worker-log.js';
import { OwnerShares, type SlotDecision } from './owner-shares.js';
import { YieldingLane } from './yielding-lane.js';

/** Delay before redelivery after an error. Milliseconds. */
const AGAIN_MS = 1_000;

export interface Lane {
  readonly lane: string;
  readonly concurrency: number;
  /** Its work waits while this process does work of other lanes, but not for ever. */
  readonly yields?: true;
}

/** Handles a message. `letPass` frees its slot in the lane for the next message and changes nothing else. */
export type WorkHandler = (delivery: Delivery<WorkMessage>, letPass: () => void) => Promise<void>;

/**
 * The slots of a worker's lanes. An attempt that waits for an external service may free its slot, so one unresponsive
 * destination does not hold up others.
 */
export class LaneSlots {
  readonly #passed = new Set<Promise<void>>();
  readonly #shares: ReadonlyMap<string, OwnerShares>;

  readonly #yielding: ReadonlyMap<string, YieldingLane>;
  #busy = 0;

  constructor(
    private readonly attend: WorkHandler,
    private readonly log: WorkerLog,
    lanes: readonly Lane[],
  ) {
    this.#shares = new Map(lanes.map(({ lane, concurrency }) => [lane, new OwnerShares(concurrency, () => performance.now())]));
    this.#yielding = new Map(
      lanes.flatMap(({ lane, yields }) => (yields === true ? [[lane, new YieldingLane(() => performance.now())]] : [])),
    );
  }

  /** Resolves when the slot is free: the work ended, freed its slot, or was deferred in favour of another owner. */
  async take(delivery: Delivery<WorkMessage>): Promise<void> {
    const { lane, attemptId } = delivery.message;
    const yielding = this.#yielding.get(lane);
    const yieldMs = this.#busy > 0 ? yielding?.yieldMs(attemptId) : undefined;
    if (yieldMs !== undefined) return delivery.nak(yieldMs);
    const entry = this.#enter(delivery);
    if ('againMs' in entry) return delivery.nak(entry.againMs);
    const weight = yielding === undefined ? 1 : 0;
    this.#busy += weight;
    try {
      await this.#attend(delivery);
    } finally {
      this.#busy -= weight;
      entry.leave();
    }
  }

  /** Limits an owner to its share of the lane while others wait. A message without the owner's id gets a slot at once. */
  #enter({ message: { lane, state: folded, foldVersion, attemptId }, unseen }: Delivery<WorkMessage>): SlotDecision {
    const state = foldVersion === FOLD_VERSION ? (folded as AssetState) : undefined;
    const shares = this.#shares.get(lane);
    if (shares === undefined || state === undefined || !isPresent(state)) return { leave: () => undefined };
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

  async ended(): Promise<void> {
    while (this.#passed.size > 0) await Promise.all(this.#passed);
  }

  async #giveBack(delivery: Delivery<WorkMessage>, error: unknown): Promise<void> {
    const { assetId, step } = delivery.message;
    this.log.warn(
      { err: error, asset: assetId, step },
      'could not record the end of an attempt, its message will be redelivered',
    );
    await delivery.nak(AGAIN_MS).catch(() => undefined);
  }
}
