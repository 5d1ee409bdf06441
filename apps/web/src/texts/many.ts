import { formatNumber } from './numbers.js';

/** Returns `1 word` or `1,200 words`, in languages with two forms. */
export const many = (count: number, one: string, more: string): string => `${formatNumber(count)} ${count === 1 ? one : more}`;
