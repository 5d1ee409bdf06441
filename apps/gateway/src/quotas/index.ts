export { dayOf } from './month.js';
export { QuotaForecast, type RefusedNeed } from './quota-forecast.js';
export { describeShortage, roundAmount, type QuotaLimits } from './quota.js';
export { Quotas, type NewItem } from './quotas.js';
