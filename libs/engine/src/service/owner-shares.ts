/** Work that was put off comes again in its order, but for so much. Milliseconds. */
const SLACK_MS = 2_000;

interface PutOff {
  readonly owner: string;
  readonly at: number;
}

/**
 * The places of one lane in one process, by owner. While others wait, or may wait, an owner gets half of them at most, and one at least:
 * whoever brings very many items, or items that take very long, holds up nobody else.
 */
export class OwnerShares {
  readonly #held = new Map<string, number>();
  /** By attempt, in the order in which they were put off. */
  readonly #putOff = new Map<string, PutOff>();
  /** How many attempts of an owner were put off. */
  readonly #waiting = new Map<string, number>();

  constructor(
    private readonly places: number,
    /** Milliseconds. */
    private readonly now: () => number,
  ) {}

  /** Places that an owner gets while others wait. */
  get most(): number {
    return Math.max(1, Math.floor(this.places / 2));
  }

  /**
   * Gives a place to an attempt. `unseen` is how much work of the lane nobody has looked at: it may be that of others. Returns the function
   * that gives the place back; undefined where the attempt is put off, and has to come again after the same time as every other.
   */
  enter(owner: string, attemptId: string, unseen: number): (() => void) | undefined {
    this.#comesAgain(attemptId);
    const held = this.#held.get(owner) ?? 0;
    if (held >= this.most && (unseen > 0 || this.#othersWait(owner))) {
      this.#putOff.set(attemptId, { owner, at: this.now() });
      count(this.#waiting, owner, 1);
      return undefined;
    }
    count(this.#held, owner, 1);
    let isHeld = true;
    return () => {
      if (isHeld) count(this.#held, owner, -1);
      isHeld = false;
    };
  }

  /** What was put off long before it and has not come again was taken by another process. */
  #comesAgain(attemptId: string): void {
    const again = this.#putOff.get(attemptId);
    if (again === undefined) return;
    this.#forget(attemptId, again);
    for (const [each, before] of this.#putOff) {
      if (before.at >= again.at - SLACK_MS) return;
      this.#forget(each, before);
    }
  }

  #forget(attemptId: string, { owner }: PutOff): void {
    this.#putOff.delete(attemptId);
    count(this.#waiting, owner, -1);
  }

  #othersWait(owner: string): boolean {
    return this.#waiting.size > (this.#waiting.has(owner) ? 1 : 0);
  }
}

function count(by: Map<string, number>, owner: string, more: 1 | -1): void {
  const sum = (by.get(owner) ?? 0) + more;
  if (sum === 0) by.delete(owner);
  else by.set(owner, sum);
}
