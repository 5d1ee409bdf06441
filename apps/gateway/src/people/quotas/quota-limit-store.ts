import type { Token } from '../../kit/provide.js';
import type { OwnLimits, StoredLimits } from './quota.js';

/** The limits that administrators have set for users. */
export interface QuotaLimitStore {
  /** Returns the limits of users. Users without own limits are absent. */
  load(userIds: readonly string[]): Promise<ReadonlyMap<string, StoredLimits>>;
  /** Replaces the limits if they still have this revision. The first revision is 1. */
  replace(userId: string, revision: number, own: OwnLimits): Promise<StoredLimits | 'stale'>;
}

export const QUOTA_LIMIT_STORE: Token<QuotaLimitStore> = Symbol('QuotaLimitStore');
