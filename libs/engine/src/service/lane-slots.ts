import type { WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, type AssetState } from '@throughline/domain';
import type { Delivery } from '@throughline/messaging';
import type { WorkerLog } from '../worker/worker-log.js';
import { LanePlaces } from './lane-places.js';
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
  /** Work that no pull request waits for. */
  readonly #apart = new Set<Promise<void>>();
  readonly #places: ReadonlyMap<string, LanePlaces>;
  readonly #yielding: ReadonlyMap<string, YieldingLane>;
  #busy = 0;

  constructor(
    private readonly attend: WorkHandler,
    private readonly log: WorkerLog,
    lanes: readonly Lane[],
  ) {
    const now = (): number => performance.now();
    this.#places = new Map(
      lanes.map(({ lane, concurrency }) => [
        lane,
        new LanePlaces({
          places: concurrency,
          attend: (delivery) => this.#weigh(delivery),
          onHeldWork: (work, delivery) => {
            this.#track(work, delivery);
          },
          now,
        }),
      ]),
    );
    this.#yielding = new Map(lanes.flatMap(({ lane, yields }) => (yields === true ? [[lane, new YieldingLane(now)]] : [])));
  }

  /**
   * Resolves when the caller may pull the next delivery of the lane: the work ended or freed its slot, or it waits in favour of
   * another owner.
   */
  async take(delivery: Delivery<WorkMessage>): Promise<void> {
    const { lane, attemptId } = delivery.message;
    const yieldMs = this.#busy > 0 ? this.#yielding.get(lane)?.yieldMs(attemptId) : undefined;
    if (yieldMs !== undefined) return delivery.nak(yieldMs);
    const owner = findOwner(delivery.message);
    const places = this.#places.get(lane);
    // A message without the owner's id gets a slot at once.
    await (owner === undefined || places === undefined ? this.#weigh(delivery) : places.take(delivery, owner));
  }

  /** Gives back the work that waits for a slot. */
  async close(): Promise<void> {
    await Promise.all([...this.#places.values()].map((places) => places.close()));
  }

  async ended(): Promise<void> {
    while (this.#apart.size > 0) await Promise.all(this.#apart);
  }

  async #weigh(delivery: Delivery<WorkMessage>): Promise<void> {
    const weight = this.#yielding.has(delivery.message.lane) ? 0 : 1;
    this.#busy += weight;
    try {
      await this.#attend(delivery);
    } finally {
      this.#busy -= weight;
    }
  }

  async #attend(delivery: Delivery<WorkMessage>): Promise<void> {
    let pass: (value: 'passed') => void = () => undefined;
    const passed = new Promise<'passed'>((resolve) => (pass = resolve));
    const work = this.attend(delivery, () => {
      pass('passed');
    });
    if ((await Promise.race([work, passed])) === 'passed') this.#track(work, delivery);
  }

  #track(work: Promise<void>, delivery: Delivery<WorkMessage>): void {
    const tracked = work.catch((error: unknown) => this.#giveBack(delivery, error)).finally(() => this.#apart.delete(tracked));
    this.#apart.add(tracked);
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

function findOwner({ state: folded, foldVersion }: WorkMessage): string | undefined {
  if (foldVersion !== FOLD_VERSION) return undefined;
  const state = folded as AssetState;
  return isPresent(state) ? state.owner : undefined;
}
