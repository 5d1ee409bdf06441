import { findAmounts, findCurrencies, formatCents, type FoundAmount } from './amounts.js';
import { chooseBest, type Candidate } from './candidate.js';
import type { LabelKind } from './labels.js';
import { valuesOf, type LabelledLine, type LabelledValue } from './labelled-lines.js';
import { spanOf } from './lines.js';

export interface AmountCandidate extends Candidate {
  readonly currency: string | undefined;
}

interface LabelledAmount extends FoundAmount {
  readonly value: LabelledValue;
}

/** The amount to pay wins over the total, and a named total over a bare one. */
const KINDS = ['payable', 'gross', 'total', 'net'] as const;
type TotalKind = (typeof KINDS)[number];

interface LabelledCandidate extends AmountCandidate {
  readonly kind: TotalKind;
  readonly cents: number;
}

const CONFIDENCE: Readonly<Record<TotalKind, number>> = { payable: 0.88, gross: 0.87, total: 0.8, net: 0.4 };
const CONFIRMED = 0.04;
/** A larger total of the same kind may be the total of all parts. */
const RIVALLED = 0.8;
/** Cents by which rounded taxes may differ. */
const ROUNDING = 2;
const NO_TAX =
  /§ ?19|kleinunternehmer|steuerfrei|steuerbefreit|tva non applicable|exonér|franchise en base|exent[oa]|no (?:vat|tax|gst)|(?:vat|tax) exempt|zero[- ]rated|not registered for (?:vat|gst)|reverse charge/iu;

/** Words beside an amount that say that taxes are added to it. */
const BEFORE_TAX =
  /(?<!\p{L})(?:excl|exkl|ex (?:vat|gst|tax)|before tax|plus|zzgl|hors|ht|sin iva|más iva)(?!\p{L})|\+ ?(?:vat|mwst|ust|tva|iva)/iu;

function amountsAfter(lines: readonly LabelledLine[], kind: LabelKind): readonly LabelledAmount[] {
  return valuesOf(lines, kind).flatMap((value) => {
    if (kind !== 'tax' && kind !== 'net' && BEFORE_TAX.test(value.text)) return [];
    const currency = findCurrencies(value.name)[0];
    return findAmounts(value.text)
      .slice(-1)
      .map((found) => ({ ...found, currency: found.currency ?? currency ?? findCurrencies(value.text)[0], value }));
  });
}

const centsOf = (found: readonly LabelledAmount[]): readonly number[] => found.map(({ cents }) => cents);
const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** The most different amounts that are combined: a document decides how many it has. */
const MAX_COMBINED = 40;
const few = (amounts: readonly number[]): readonly number[] => [...new Set(amounts)].slice(0, MAX_COMBINED);

/** For each line the sum of the lines above that have no label of a total or tax: the items. */
function sumItems(lines: readonly LabelledLine[]): readonly number[] {
  let sum = 0;
  return lines.map(({ line, labels }) => {
    const before = sum;
    if (!labels.some(({ kind }) => kind in CONFIDENCE || kind === 'tax' || kind === 'paid'))
      sum += findAmounts(line.text).at(-1)?.cents ?? 0;
    return before;
  });
}

/** Returns a test for a total that other amounts give too: net and taxes, the items, or the payment of a receipt. */
function confirmTotals(
  lines: readonly LabelledLine[],
  nets: readonly number[],
  totals: readonly number[],
): (found: LabelledAmount) => boolean {
  const taxes = centsOf(amountsAfter(lines, 'tax'));
  const allTaxes = sumOf(taxes);
  const items = sumItems(lines);
  const repeated = totals.filter((total, index) => totals.indexOf(total) !== index);
  const afterTax = few(nets).flatMap((net) => [net + allTaxes, ...few(taxes).map((tax) => net + tax)]);
  const known = new Set([...repeated, ...centsOf(amountsAfter(lines, 'paid')), ...afterTax]);
  return ({ cents, value: { index } }) => {
    const ofItems = items[index] ?? 0;
    const isNear = (sum: number): boolean => Math.abs(sum - cents) <= ROUNDING;
    if (isNear(ofItems) || isNear(ofItems + allTaxes)) return true;
    return Array.from({ length: 2 * ROUNDING + 1 }, (_, at) => cents - ROUNDING + at).some((near) => known.has(near));
  };
}

function candidatesOf(lines: readonly LabelledLine[], text: string): readonly LabelledCandidate[] {
  const found = KINDS.map((kind) => [kind, amountsAfter(lines, kind)] as const);
  const ofKind = (isNet: boolean): readonly number[] =>
    found.flatMap(([kind, amounts]) => ((kind === 'net') === isNet ? centsOf(amounts) : []));
  const isConfirmed = confirmTotals(lines, ofKind(true), ofKind(false));
  const isWithoutTax = NO_TAX.test(text);
  return found.flatMap(([kind, amounts]) =>
    amounts
      .filter(({ cents }) => cents > 0)
      .map((amount) => {
        const { line, from } = amount.value;
        const base = kind === 'net' && isWithoutTax ? 0.87 : CONFIDENCE[kind];
        // A bare total is sure only if other amounts confirm it.
        const extra = isConfirmed(amount) ? (kind === 'total' ? 0.1 : CONFIRMED) : 0;
        const { cents, currency, start, end } = amount;
        const place = spanOf(line, from + start, from + end);
        return { value: formatCents(cents), confidence: base + extra, ...place, currency, cents, kind };
      }),
  );
}

/** Without a label for a total, the largest amount may be it. */
function largestOf(lines: readonly LabelledLine[]): AmountCandidate | undefined {
  const all = lines.flatMap(({ line }) => findAmounts(line.text).map((found) => ({ ...found, line })));
  const [largest] = [...all].sort((one, other) => other.cents - one.cents);
  if (largest === undefined || largest.cents <= 0) return undefined;
  const { cents, currency, line, start, end } = largest;
  return { value: formatCents(cents), confidence: 0.4, ...spanOf(line, start, end), currency };
}

/** A currency that only the country suggests, or that competes with another one. */
const SUGGESTED = 0.92;
const UNCERTAIN = 0.7;

const DOLLARS = /^(?:USD|CAD|AUD|NZD|SGD|HKD|MXN|ARS|CLP|COP)$/;

interface CurrencyReading {
  readonly currency: string | undefined;
  /** The highest confidence of an amount with this currency. */
  readonly most: number;
}

/** `$` stands for the one dollar that the document names elsewhere, or for that of its country. */
function readDollar(named: readonly string[], dollar: string | undefined): CurrencyReading {
  const [code, ...others] = named.filter((each) => each !== '$');
  const currency = code !== undefined && others.length === 0 && DOLLARS.test(code) ? code : dollar;
  return currency === undefined ? { currency: 'USD', most: UNCERTAIN } : { currency, most: SUGGESTED };
}

/** Completes the currency from the rest of the document; several currencies leave it open. */
function readCurrency(own: string | undefined, text: string, dollar: string | undefined): CurrencyReading {
  const named = [...new Set(findCurrencies(text))];
  const currency = own ?? (named.length === 1 ? named[0] : undefined);
  if (currency === '$') return readDollar(named, dollar);
  return { currency, most: currency === undefined ? UNCERTAIN : 1 };
}

const limitRivalled = (best: LabelledCandidate, [largest]: readonly LabelledCandidate[]): LabelledCandidate =>
  best.cents === largest?.cents ? best : { ...best, confidence: Math.min(best.confidence, RIVALLED) };

/** Returns the amount to pay, or the total including taxes. */
export function findAmount(lines: readonly LabelledLine[], dollar: string | undefined): AmountCandidate | undefined {
  const text = lines.map(({ line }) => line.text).join('\n');
  const candidates = candidatesOf(lines, text);
  const [first] = KINDS.flatMap((kind) => (candidates.some((each) => each.kind === kind) ? [kind] : []));
  const labelled = candidates.filter(({ kind }) => kind === first).sort((one, other) => other.cents - one.cents);
  const best = chooseBest(labelled);
  const found = best === undefined ? largestOf(lines) : limitRivalled(best, labelled);
  if (found === undefined) return undefined;
  const { currency, most } = readCurrency(found.currency, text, dollar);
  return { ...found, currency, confidence: Math.min(found.confidence, most) };
}
