import type { WorkMessage } from '@throughline/contracts';
import type { Delivery } from '@throughline/messaging';
import { OwnerShares } from './owner-shares.js';

/** The most deferred deliveries that a lane keeps. Each has the folded state of its item, some kilobytes. */
export const MOST_HELD = 256;
/** The longest time that a delivery waits here, well below the ack wait. Milliseconds. */
export const HOLD_MS = 5_000;
/** The broker answers a waiting request at once if a message is there. Without an answer for this time there is none. Milliseconds. */
export const SILENCE_MS = 100;

type WorkDelivery = Delivery<WorkMessage>;

interface HeldDelivery {
  readonly delivery: WorkDelivery;
  readonly order: number;
  readonly timer: NodeJS.Timeout;
}

export interface LanePlacesOptions {
  readonly places: number;
  /** Runs an attempt until it ends or lets others pass. */
  readonly attend: (delivery: WorkDelivery) => Promise<void>;
  /** Called with the work of a delivery that was held, because nobody else waits for its end. The work may reject. */
  readonly onHeldWork: (work: Promise<void>, delivery: WorkDelivery) => void;
  /** Returns milliseconds. */
  readonly now: () => number;
}

/**
 * The places of one lane. A delivery that must wait for another owner's work stays here for some seconds, so that the next
 * free place goes to it at once. Then it goes back to the broker, which knows what else waits, and which other process has a place.
 */
export class LanePlaces {
  readonly #shares: OwnerShares;
  /** By owner, in the order of the work. */
  readonly #held = new Map<string, HeldDelivery[]>();
  #heldCount = 0;
  /** Attempts in progress that no pull request waits for. */
  #heldRunning = 0;
  readonly #waiting: (() => void)[] = [];
  #unseen = 0;
  #silence: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly options: LanePlacesOptions) {
    this.#shares = new OwnerShares(options.places, options.now);
  }

  /** Resolves when the caller may pull the next delivery. */
  async take(delivery: WorkDelivery, owner: string): Promise<void> {
    this.#see(delivery.unseen);
    const entry = this.#shares.enter(owner, delivery.message.attemptId, delivery.unseen);
    if ('leave' in entry) await this.#attend(delivery, entry.leave);
    else if (this.#isClosed || this.#heldCount >= MOST_HELD) await delivery.nak(entry.againMs);
    else this.#hold(delivery, owner, entry.order);
    this.#offer();
    await this.#untilPlaceIsLeft();
  }

  /** Gives back what waits here, and lets all callers go. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#silence);
    for (const release of this.#waiting.splice(0)) release();
    const held = [...this.#held.values()].flat();
    this.#held.clear();
    this.#heldCount = 0;
    await Promise.all(held.map((each) => this.#giveBack(each)));
  }

  async #attend(delivery: WorkDelivery, leave: () => void): Promise<void> {
    const work = this.options.attend(delivery).finally(() => {
      leave();
      this.#offer();
    });
    // Others may have waited only because this delivery was unseen.
    this.#offer();
    await work;
  }

  #see(unseen: number): void {
    this.#unseen = unseen;
    clearTimeout(this.#silence);
    if (unseen === 0 || this.#isClosed) return;
    this.#silence = setTimeout(() => {
      this.#unseen = 0;
      this.#offer();
    }, SILENCE_MS);
  }

  #hold(delivery: WorkDelivery, owner: string, order: number): void {
    this.#shares.hold(delivery.message.attemptId, HOLD_MS);
    const held: HeldDelivery = {
      delivery,
      order,
      timer: setTimeout(() => {
        this.#remove(owner, held);
        void this.#giveBack(held);
      }, HOLD_MS),
    };
    const own = this.#held.get(owner) ?? [];
    this.#held.set(owner, own);
    const later = own.findIndex((each) => each.order > order);
    own.splice(later < 0 ? own.length : later, 0, held);
    this.#heldCount += 1;
  }

  #remove(owner: string, held: HeldDelivery): void {
    const own = this.#held.get(owner) ?? [];
    own.splice(own.indexOf(held), 1);
    if (own.length === 0) this.#held.delete(owner);
    this.#heldCount -= 1;
  }

  async #giveBack({ delivery, timer }: HeldDelivery): Promise<void> {
    clearTimeout(timer);
    // The broker delivers it again after its ack wait.
    await delivery.nak().catch(() => undefined);
  }

  /** Gives free places to deliveries that wait here. */
  #offer(): void {
    for (const [owner, own] of this.#held) {
      for (let [first] = own; first !== undefined; [first] = own) {
        const leave = this.#shares.retry(first.delivery.message.attemptId, this.#unseen);
        if (leave === undefined) break;
        clearTimeout(first.timer);
        this.#remove(owner, first);
        this.#begin(first.delivery, leave);
      }
    }
  }

  #begin(delivery: WorkDelivery, leave: () => void): void {
    this.#heldRunning += 1;
    const work = this.options.attend(delivery).finally(() => {
      leave();
      this.#heldRunning -= 1;
      this.#offer();
      while (this.#waiting.length > this.#heldRunning) this.#waiting.shift()?.();
    });
    this.options.onHeldWork(work, delivery);
  }

  /** Waits for as many others, so that requests and attempts together are no more than the places. */
  async #untilPlaceIsLeft(): Promise<void> {
    if (this.#isClosed || this.#waiting.length >= this.#heldRunning) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
