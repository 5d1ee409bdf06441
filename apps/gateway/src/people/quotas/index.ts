export { dayOf } from './month.js';
export { findNearlyUsed } from './nearly-used.js';
export { QuotaForecast, type RefusedNeed } from './quota-forecast.js';
export { describeShortage, mapQuotas, nameOf, roundAmount, type QuotaLimits, type QuotaUses } from './quota.js';
export { Quotas, itemNeeds, type NewItem } from './quotas.js';
