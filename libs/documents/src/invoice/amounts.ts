const SYMBOLS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₽': 'RUB',
  '₴': 'UAH',
  zł: 'PLN',
  euro: 'EUR',
  euros: 'EUR',
  fr: 'CHF',
  'fr.': 'CHF',
  sfr: 'CHF',
  'sfr.': 'CHF',
  us$: 'USD',
  c$: 'CAD',
  ca$: 'CAD',
  a$: 'AUD',
  au$: 'AUD',
  nz$: 'NZD',
  mx$: 'MXN',
  s$: 'SGD',
  hk$: 'HKD',
};
const CODES =
  'EUR USD GBP CHF CAD AUD NZD JPY CNY INR MXN BRL ARS CLP COP PEN SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH ZAR SGD HKD ILS AED';

/** Codes are words in other cases: "try", "pen". `$` alone names no currency: several countries use it. */
const CURRENCY = String.raw`(?:(?:US|CA?|AU?|NZ|MX|S|HK)\$|[€£¥₽₴$]|zł|(?<!\p{L})(?:${CODES.replaceAll(' ', '|')}|[Ee]uros?|EUROS?|SFr\.?|Fr\.)(?!\p{L}))`;
/** Thousands are separated by a dot, comma, apostrophe or space; two decimals follow, or `-` for none. */
const DIGITS = String.raw`\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d{2}|[.,][-–—]{1,2})?(?!\d)|\d+[.,](?:\d{2}|[-–—]{1,2})(?!\d)|\d+(?!\d)`;
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\d.,/:'’])(?<sign>[-–−]\s?)?(?<before>${CURRENCY})?\s?(?<inner>[-–−])?(?<digits>${DIGITS})(?<after>\s?${CURRENCY})?(?![\d/:%]|[.,]\d|\s?%|-\d)`,
  'gu',
);
const CURRENCY_ALONE = new RegExp(CURRENCY, 'gu');

export interface FoundAmount {
  readonly cents: number;
  /** ISO 4217, or `$`. */
  readonly currency: string | undefined;
  readonly start: number;
  readonly end: number;
}

const toCurrency = (text: string): string => SYMBOLS[text.toLowerCase()] ?? text.toUpperCase();

function toCents(digits: string): number {
  const [, whole = digits, decimals = '0'] = /^(.*?)(?:[.,](\d{2}|[-–—]+))?$/u.exec(digits) ?? [];
  const isNone = /[-–—]/u.test(decimals);
  return Number(whole.replaceAll(/\D/g, '')) * 100 + (isNone ? 0 : Number(decimals));
}

const hasDecimals = (digits: string): boolean => /[.,](?:\d{2}|[-–—]+)$/u.test(digits);

/** Finds the amounts of money in a line: numbers with decimals, or with a currency. Percentages are none. */
export function findAmounts(line: string): readonly FoundAmount[] {
  return Array.from(line.matchAll(AMOUNT)).flatMap(({ index, 0: whole, groups = {} }) => {
    const { sign, inner, before, after, digits = '' } = groups;
    const currency = (before ?? after)?.trim();
    if (currency === undefined && !hasDecimals(digits)) return [];
    const cents = toCents(digits) * (sign === undefined && inner === undefined ? 1 : -1);
    return [
      { cents, currency: currency === undefined ? undefined : toCurrency(currency), start: index, end: index + whole.length },
    ];
  });
}

export const findCurrencies = (text: string): readonly string[] =>
  Array.from(text.matchAll(CURRENCY_ALONE), ([found]) => toCurrency(found));

export const formatCents = (cents: number): string => (cents / 100).toFixed(2);
