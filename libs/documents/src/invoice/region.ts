import type { DayOrder } from '../text/dates.js';

/** Words that show the language of an invoice. English needs no list: it is assumed last. */
const LANGUAGES: readonly RegExp[] = [
  /(?<!\p{L})(?:rechnung\p{L}*|betrag|datum|mwst|ust|umsatzsteuer|summe|zahlbar|und|für|gesamt\p{L}*|quittung|netto)(?!\p{L})/giu,
  /(?<!\p{L})(?:facture|montant|tva|ttc|ht|payer|règlement|échéance|et|pour|du|merci|siret|vos?)(?!\p{L})/giu,
  /(?<!\p{L})(?:factura|importe|iva|fecha|pago|pagar|nif|cif|recibo|gracias|del?|para|vencimiento)(?!\p{L})/giu,
];
const ENGLISH = /(?<!\p{L})(?:invoice|amount|due|tax|vat|bill|payment|pay|and|for|to|the|of|thank|receipt)(?!\p{L})/giu;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** State and ZIP code: `Portland, OR 97205`. */
const US_ADDRESS = /,\s*(?:[A-Z]{2}|[A-Z][a-z]+)\s+\d{5}(?:-\d{4})?(?!\d)/u;
const CANADA =
  /(?<!\p{L})(?:canada|québec|quebec|ontario|british columbia|alberta|tvq|tps|hst|pst|qst)(?!\p{L})|(?<![\p{L}\d])[A-Z]\d[A-Z] ?\d[A-Z]\d(?![\p{L}\d])/iu;
const AUSTRALIA = /(?<!\p{L})(?:abn|australia|bsb|(?:nsw|vic|qld|tas|act) \d{4})(?!\p{L})/iu;
const MEXICO = /(?<!\p{L})(?:rfc|méxico|mexico|cfdi|c\.\s?v\.)(?!\p{L})/iu;
/** Britain, Ireland and the euro zone write the day first. */
const DAY_FIRST = /£|€|(?<!\p{L})(?:vat|eur|gbp|chf)(?!\p{L})|(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\p{L}\d])/iu;

export interface Region {
  readonly order: DayOrder;
  /** The currency that `$` stands for, if the document shows the country. */
  readonly dollar: string | undefined;
}

function dollarOf(text: string, isUs: boolean): string | undefined {
  const found = [
    ...(isUs ? ['USD'] : []),
    ...(CANADA.test(text) ? ['CAD'] : []),
    ...(AUSTRALIA.test(text) ? ['AUD'] : []),
    ...(MEXICO.test(text) ? ['MXN'] : []),
  ];
  return found.length === 1 ? found[0] : undefined;
}

const NUMERIC_DATE = /(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])/gu;

/** The order that the unambiguous dates of the document have. */
function orderOfDates(text: string): DayOrder {
  const pairs = Array.from(text.matchAll(NUMERIC_DATE), ([, one, , other]) => [Number(one), Number(other)] as const);
  const isDayFirst = pairs.some(([one, other]) => one > 12 && one <= 31 && other <= 12);
  const isMonthFirst = pairs.some(([one, other]) => other > 12 && other <= 31 && one <= 12);
  if (isDayFirst === isMonthFirst) return undefined;
  return isDayFirst ? 'day-first' : 'month-first';
}

function orderOf(text: string, isUs: boolean): DayOrder {
  const shown = orderOfDates(text);
  if (shown !== undefined) return shown;
  const english = count(text, ENGLISH);
  if (LANGUAGES.some((words) => count(text, words) > english)) return 'day-first';
  const isDayFirst = DAY_FIRST.test(text) || AUSTRALIA.test(text);
  if (isUs !== isDayFirst) return isUs ? 'month-first' : 'day-first';
  return undefined;
}

/** Infers the country's conventions from addresses, taxes and words. Contradictory or missing signs decide nothing. */
export function inferRegion(text: string): Region {
  const isUs = US_ADDRESS.test(text);
  return { order: orderOf(text, isUs), dollar: dollarOf(text, isUs) };
}
