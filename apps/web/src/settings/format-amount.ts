import type { QuotaName } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';

export const formatAmount = (quota: QuotaName, amount: number): string =>
  quota === 'bytes' ? size(amount) : text.settings.quota.amount(amount);
