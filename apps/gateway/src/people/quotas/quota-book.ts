import type { QuotaName } from '@throughline/contracts';
import type { QuotaNeed } from '@throughline/domain';
import type { Token } from '../../kit/provide.js';
import type { Month } from './month.js';
import type { QuotaAmounts, QuotaLimits, QuotaUses, Shortage } from './quota.js';

/** The step name of holds that are made before an item is registered. */
export const REGISTRATION = '';

/** The work that holds a part of a quota: the registration of an item, or one attempt of a step. */
export interface QuotaHolder {
  readonly owner: string;
  readonly assetId: string;
  readonly step: string;
  /** The number of the attempt; 0 for a registration. */
  readonly attempt: number;
}

export interface HoldRequest extends QuotaHolder {
  readonly needs: readonly QuotaNeed[];
  readonly limits: QuotaLimits;
  readonly month: Month;
  /** The hold of a registration that never comes ends after this time. */
  readonly keptMs?: number;
}

export interface QuotaWait extends Pick<QuotaHolder, 'owner' | 'assetId' | 'step'> {
  readonly quota: QuotaName;
  readonly amount: number;
}

/**
 * The use of quotas. What was used follows from the projected events, so neither a redelivery nor a rebuild counts anything
 * twice. Work that has begun holds its part until the projection has the event that counts it, or that ends the attempt.
 */
export interface QuotaBook {
  /** Returns the amounts that libraries used in a month. Libraries without any are absent. */
  used(owners: readonly string[], month: Month): Promise<ReadonlyMap<string, QuotaAmounts>>;
  /** Returns the present use of a library's quotas, with the holds of work in progress. */
  uses(owner: string, limits: QuotaLimits, month: Month): Promise<QuotaUses>;
  /**
   * Holds the amounts if all of them fit, one request of a library after the other. Otherwise holds nothing, and remembers a step
   * as waiting. An item that is registered already is not counted again. A holder's earlier hold is replaced.
   */
  hold(request: HoldRequest): Promise<Shortage | undefined>;
  /** Ends the hold of a registration. */
  release(assetId: string): Promise<void>;
  /** Returns waiting steps, those that have waited longest first, and a limited number of each library. */
  waiting(): Promise<readonly QuotaWait[]>;
  /** Removes holds and waits that no longer count. Returns their number. */
  removeEnded(): Promise<number>;
}

export const QUOTA_BOOK: Token<QuotaBook> = Symbol('QuotaBook');
