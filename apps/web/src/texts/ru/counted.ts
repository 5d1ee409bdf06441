import { formatNumber } from '../numbers.js';

const plurals = new Intl.PluralRules('ru');

/** Returns `1 запись`, `2 записи` or `1 200 записей`. */
export function counted(count: number, one: string, few: string, many: string): string {
  const forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one, few, many };
  // Fractions: 1,5 записи.
  return `${formatNumber(count)} ${forms[plurals.select(count)] ?? few}`;
}

export const items = (count: number): string => counted(count, 'элемент', 'элемента', 'элементов');
