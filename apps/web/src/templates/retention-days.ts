import type { SavedConfig } from '@throughline/api-client';

/** The days that the form offers. A saved number that is not among them stays an option. */
const OFFERED = [1, 7, 14, 30, 60, 90, 180, 365, 730];

/** A number of days as text. Empty: as in the layer below. */
export type Days = string;
export const NEVER = 'never';

type RetentionConfig = NonNullable<SavedConfig['retention_config']>;

export const toDays = (saved: number | null | undefined): Days => (saved === null ? NEVER : (saved?.toString() ?? ''));
const fromDays = (days: Days): number | null => (days === NEVER ? null : Number(days));

/** Returns the numbers to offer, none of them less than `least`. */
export function listDays(days: Days, least: Days = ''): readonly number[] {
  if (least === NEVER) return [];
  const chosen = Number(days);
  const all = Number.isInteger(chosen) && chosen > 0 ? [...new Set([...OFFERED, chosen])] : OFFERED;
  return all.filter((one) => one >= Number(least)).sort((one, other) => one - other);
}

/** Returns the days of the removal, or the deletion's if they would be before it. */
export const notBefore = (hard: Days, soft: Days): Days => {
  if (hard === '' || hard === NEVER || soft === '') return hard;
  return soft === NEVER || Number(hard) < Number(soft) ? soft : hard;
};

export const toRetention = (soft: Days, hard: Days): RetentionConfig => ({
  ...(soft === '' ? {} : { soft_delete_days: fromDays(soft) }),
  ...(hard === '' ? {} : { hard_delete_days: fromDays(hard) }),
});
