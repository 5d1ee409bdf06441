import type { QuotaNeed } from '@throughline/domain';
import type { Month } from './month.js';
import { findShortage, type QuotaUses, type Shortage } from './quota.js';

/** A refused need, in the month in which it was refused. */
export interface RefusedNeed extends Shortage {
  readonly month: Month;
}

const addUp = (needs: readonly QuotaNeed[]): readonly QuotaNeed[] =>
  [...new Set(needs.map(({ quota }) => quota))].map((quota) => ({
    quota,
    amount: needs.reduce((sum, need) => sum + (need.quota === quota ? need.amount : 0), 0),
  }));

/** Tells which work would wait for a quota, one after the other. Holds nothing, so other work may come first. */
export class QuotaForecast {
  #uses: QuotaUses;

  constructor(
    uses: QuotaUses,
    private readonly month: Month,
  ) {
    this.#uses = uses;
  }

  /** Counts the needs of some work. Returns the first one that does not fit after the work that was added before. */
  add(needs: readonly QuotaNeed[]): RefusedNeed | undefined {
    const totals = addUp(needs);
    const shortage = findShortage(totals, this.#uses);
    if (shortage !== undefined) return { ...shortage, month: this.month };
    for (const { quota, amount } of totals) {
      const use = this.#uses[quota];
      this.#uses = { ...this.#uses, [quota]: { ...use, held: use.held + amount } };
    }
    return undefined;
  }
}
