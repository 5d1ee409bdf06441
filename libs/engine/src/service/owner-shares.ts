import { computeBackoff } from '@throughline/contracts';

/** The length of an owner's turn, because switching between owners takes a moment. Milliseconds. */
export const TURN_MS = 10_000;
/** The longest time that a slot stays reserved for undelivered work of other owners. Milliseconds. */
const TIMEOUT_MS = 5_000;
/** The approximate time to receive and defer one message. Milliseconds. */
const LOOK_MS = 2;
const BACKOFF = { firstMs: 100, longestMs: 10_000 };
/** The latest that a due message is expected back from the broker. Milliseconds. */
const SLACK_MS = 2_000;
/** The tolerance when comparing due times of deferred messages. Milliseconds. */
const LATE_MS = 200;
const MAX_TURNS = 1_000;

interface Deferral {
  readonly owner: string;
  readonly due: number;
  /** The number of deferrals, which sets the backoff. */
  readonly times: number;
  /** A sequence number from the first deferral. */
  readonly order: number;
}

/** A slot, or the time after which to request it again, and the place in the order of the owner's work. */
export type SlotDecision = { readonly leave: () => void } | { readonly againMs: number; readonly order: number };

/**
 * Divides the slots of one lane in one process among owners. While others may wait, an owner gets at most half of the slots,
 * and at least one. A free slot goes to the owner whose turn was longest ago. The work of one owner keeps its order.
 */
export class OwnerShares {
  readonly #running = new Map<string, number>();
  readonly #deferrals = new Map<string, Deferral>();
  readonly #waiting = new Map<string, number>();
  readonly #turns = new Map<string, number>();
  #taken = 0;
  #ordered = 0;
  /** The time since which slots have been reserved for undelivered work. */
  #lookingSince: number | undefined;

  constructor(
    private readonly places: number,
    /** Returns milliseconds. */
    private readonly now: () => number,
  ) {}

  get most(): number {
    return Math.max(1, Math.floor(this.places / 2));
  }

  /**
   * Requests a slot for an attempt. `unseen` counts the messages of the lane that were not delivered yet; they may belong to
   * other owners.
   */
  enter(owner: string, attemptId: string, unseen: number): SlotDecision {
    const { times, order, due } = this.#comesAgain(attemptId) ?? { times: 0, order: (this.#ordered += 1), due: this.now() };
    if (this.#maySlotGoTo({ owner, order, due }, unseen)) return { leave: this.#give(owner) };
    if (this.#mayOthersWait(unseen)) this.#lookingSince ??= this.now();
    // Long enough to see the rest of the lane, because the broker delivers due messages before new ones.
    const lookMs = LOOK_MS * (unseen + this.#deferrals.size);
    const againMs = Math.min(Math.max(computeBackoff(BACKOFF, times + 1), lookMs), BACKOFF.longestMs);
    this.#deferrals.set(attemptId, { owner, due: this.now() + againMs, times: times + 1, order });
    count(this.#waiting, owner, 1);
    return { againMs, order };
  }

  /** Tells that deferred work stays in the process for a time, in milliseconds. */
  hold(attemptId: string, forMs: number): void {
    const deferral = this.#deferrals.get(attemptId);
    if (deferral !== undefined) this.#deferrals.set(attemptId, { ...deferral, due: this.now() + forMs });
  }

  /** Requests a slot for deferred work that did not leave the process. A refusal changes nothing. */
  retry(attemptId: string, unseen: number): (() => void) | undefined {
    const held = this.#deferrals.get(attemptId);
    if (held === undefined || !this.#maySlotGoTo({ ...held, due: Math.min(held.due, this.now()) }, unseen)) return undefined;
    this.#forget(attemptId, held);
    return this.#give(held.owner);
  }

  #maySlotGoTo(work: Omit<Deferral, 'times'>, unseen: number): boolean {
    return this.#taken < this.places && !this.#yields(work.owner, this.#mayOthersWait(unseen)) && !this.#hasEarlier(work);
  }

  #mayOthersWait(unseen: number): boolean {
    return unseen > 0 && this.now() - (this.#lookingSince ?? this.now()) < TIMEOUT_MS;
  }

  #yields(owner: string, mayOthersWait: boolean): boolean {
    if (this.#heldBy(owner) >= this.most) return mayOthersWait || this.#others(owner).length > 0;
    const turn = this.#turns.get(owner);
    if (turn === undefined || this.now() - turn < TURN_MS) return false;
    return mayOthersWait || this.#others(owner).some((other) => this.#isBefore(other, turn));
  }

  /** Tells whether the owner may take a slot now and had its turn before `turn`. */
  #isBefore(owner: string, turn: number): boolean {
    return this.#heldBy(owner) < this.most && (this.#turns.get(owner) ?? -Infinity) < turn;
  }

  /** Tells whether earlier work of the same owner is due soon and must go first. */
  #hasEarlier({ owner, order, due }: Omit<Deferral, 'times'>): boolean {
    if (!this.#waiting.has(owner)) return false;
    // A message that was due earlier and did not come back was taken by another process.
    for (const each of this.#deferrals.values())
      if (each.owner === owner && each.order < order && each.due >= due - LATE_MS) return true;
    return false;
  }

  #give(owner: string): () => void {
    this.#lookingSince = undefined;
    this.#taken += 1;
    count(this.#running, owner, 1);
    const turn = this.#turns.get(owner);
    if (turn === undefined || this.now() - turn >= TURN_MS) this.#beginTurn(owner);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#taken -= 1;
      count(this.#running, owner, -1);
    };
  }

  #beginTurn(owner: string): void {
    this.#turns.delete(owner);
    this.#turns.set(owner, this.now());
    const [earliest] = this.#turns.keys();
    if (this.#turns.size > MAX_TURNS && earliest !== undefined) this.#turns.delete(earliest);
  }

  /**
   * Returns the attempt's earlier deferral. Forgets messages that were due long before it and did not come back: another
   * process took them.
   */
  #comesAgain(attemptId: string): Deferral | undefined {
    const again = this.#deferrals.get(attemptId);
    if (again === undefined) return undefined;
    this.#forget(attemptId, again);
    for (const [each, before] of this.#deferrals) if (before.due < again.due - SLACK_MS) this.#forget(each, before);
    return again;
  }

  #forget(attemptId: string, { owner }: Deferral): void {
    this.#deferrals.delete(attemptId);
    count(this.#waiting, owner, -1);
  }

  #heldBy(owner: string): number {
    return this.#running.get(owner) ?? 0;
  }

  #others(owner: string): readonly string[] {
    return [...this.#waiting.keys()].filter((other) => other !== owner);
  }
}

function count(by: Map<string, number>, owner: string, more: 1 | -1): void {
  const sum = (by.get(owner) ?? 0) + more;
  if (sum === 0) by.delete(owner);
  else by.set(owner, sum);
}
