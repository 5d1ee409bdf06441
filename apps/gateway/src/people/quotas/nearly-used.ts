import type { QuotaName } from '@throughline/contracts';
import { mapQuotas, type QuotaUses } from './quota.js';

/** The used part of a quota that its owner should know of. */
const NEARLY = 0.9;

export interface NearlyUsedQuota {
  readonly quota: QuotaName;
  /** Includes the amounts that work in progress holds. */
  readonly used: number;
  readonly limit: number;
}

/** Returns the quotas that are nearly or entirely used. A limit of 0 forbids the use, so nothing of it can be used up. */
export function findNearlyUsed(uses: QuotaUses): readonly NearlyUsedQuota[] {
  const found: NearlyUsedQuota[] = [];
  mapQuotas((quota) => {
    const { used, held, limit } = uses[quota];
    if (limit !== null && limit > 0 && used + held >= limit * NEARLY) found.push({ quota, used: used + held, limit });
  });
  return found;
}
