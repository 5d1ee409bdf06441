import type { QuotaName } from '@throughline/contracts';
import { quotaNeedOf, type AssetState } from '@throughline/domain';
import { dayOf, describeShortage, roundAmount, type QuotaForecast } from '../../people/quotas/index.js';

export interface QuotaWaitItem {
  readonly quota: QuotaName;
  readonly needed: number;
  readonly used: number;
  readonly limit: number;
  readonly renews_on: string;
  readonly detail: string;
}

/** Returns the quota that these steps of an item would wait for, and counts them if there is room. */
export function foreseeQuotaWait(
  forecast: QuotaForecast | undefined,
  state: AssetState,
  steps: readonly string[],
): QuotaWaitItem | null {
  const needs = steps.flatMap((step) => quotaNeedOf(state, step) ?? []);
  const refused = forecast?.add(needs);
  if (refused === undefined) return null;
  const { quota, amount, used, held, limit, month } = refused;
  return {
    quota,
    needed: roundAmount(amount),
    used: roundAmount(used + held),
    limit: limit ?? 0,
    renews_on: dayOf(month.end),
    detail: `The run would wait. ${describeShortage(refused, month)}`,
  };
}
