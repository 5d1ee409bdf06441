import { QUOTAS, type QuotaName } from '@throughline/contracts';
import type { QuotaNeed } from '@throughline/domain';
import { dayOf, type Month } from './month.js';

export type QuotaAmounts = Readonly<Record<QuotaName, number>>;
/** Null: unlimited. */
export type QuotaLimits = Readonly<Record<QuotaName, number | null>>;
/** The limits of one user. A quota that is absent has the operator's default. */
export type OwnLimits = Readonly<Partial<QuotaLimits>>;

export interface StoredLimits {
  readonly own: OwnLimits;
  readonly revision: number;
}

/** The limits of a user for whom nobody has set any. */
export const NO_OWN_LIMITS: StoredLimits = { own: {}, revision: 1 };

export const UNLIMITED: QuotaLimits = { items: null, bytes: null, transcription_minutes: null, deliveries: null };

export const resolveLimits = (defaults: QuotaLimits, own: OwnLimits): QuotaLimits => ({ ...defaults, ...own });

export const isLimited = (limits: QuotaLimits): boolean => QUOTAS.some((quota) => limits[quota] !== null);

export interface QuotaUse {
  readonly used: number;
  /** Reserved by work in progress. */
  readonly held: number;
  readonly limit: number | null;
}
export type QuotaUses = Readonly<Record<QuotaName, QuotaUse>>;

export const mapQuotas = <Value>(valueOf: (quota: QuotaName) => Value): Readonly<Record<QuotaName, Value>> => ({
  items: valueOf('items'),
  bytes: valueOf('bytes'),
  transcription_minutes: valueOf('transcription_minutes'),
  deliveries: valueOf('deliveries'),
});

export const remainingOf = ({ used, held, limit }: QuotaUse): number | null =>
  limit === null ? null : Math.max(0, limit - used - held);

/** A need that does not fit into its quota. */
export interface Shortage extends QuotaUse {
  readonly quota: QuotaName;
  readonly amount: number;
}

/** Returns true if the quota has room. An amount that is known only later needs a quota that is not used up. */
const fits = ({ used, held, limit }: QuotaUse, amount: number): boolean =>
  limit === null || (used + held < limit && used + held + amount <= limit);

/** Returns the first need that does not fit. */
export const findShortage = (needs: readonly QuotaNeed[], uses: QuotaUses): Shortage | undefined =>
  needs.map(({ quota, amount }) => ({ quota, amount, ...uses[quota] })).find((each) => !fits(each, each.amount));

export const nameOf = (quota: QuotaName): string => quota.replaceAll('_', ' ');

const ROUNDING = 100;
/** Rounds minutes, which add up with fractions. Counts and bytes stay as they are. */
export const roundAmount = (amount: number): number => Math.round(amount * ROUNDING) / ROUNDING;

export function describeShortage({ quota, amount, used, held, limit }: Shortage, { end }: Month): string {
  const share = `${String(roundAmount(used + held))} of ${String(limit)} ${nameOf(quota)}`;
  const needed = amount === 0 ? '' : `, and this needs ${String(roundAmount(amount))}`;
  const isTooLarge = limit !== null && amount > limit;
  const advice = isTooLarge ? ' That is more than the quota of a month, so an administrator has to raise the limit.' : '';
  return `The library has used ${share} this month${needed}. The quota renews on ${dayOf(end)} (UTC).${advice}`;
}
