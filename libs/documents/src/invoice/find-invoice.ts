import { isPoor, type PageText } from '../text/page-text.js';
import { findAmounts } from './amounts.js';
import type { Candidate } from './candidate.js';
import { findAmount, type AmountCandidate } from './find-amount.js';
import { findDate, findDueDate } from './find-dates.js';
import { findNumber } from './find-number.js';
import { findSender } from './find-sender.js';
import { SURE, type Invoice } from './invoice.js';
import type { LabelKind } from './labels.js';
import { labelLines, type LabelledLine } from './labelled-lines.js';
import { linesOf } from './lines.js';
import { inferRegion } from './region.js';

type Page = Pick<PageText, 'page' | 'source' | 'text' | 'confidence'>;

/** Offers, orders and delivery notes have totals too; statements of accounts and salaries have balances. */
const OTHER_KIND =
  /^(?:quot(?:e|ation)|estimate|offer|order(?= confirmation|$)|purchase order|delivery note|proforma|pro forma|contract|(?:bank|account) statement|statement of account|pay ?slip|angebot|kostenvoranschlag|auftragsbestätigung|bestellung(?=$)|lieferschein|vertrag|kontoauszug|(?:gehalts|lohn|entgelt)abrechnung|devis|bon de (?:commande|livraison)|commande(?=$)|contrat|relevé de compte|bulletin de (?:paie|salaire)|presupuesto|pedido(?=$)|albarán|contrato|oferta|extracto|nómina)(?!\p{L})/iu;
const KIND_LINES = 30;
/** A longer line is a sentence that mentions an invoice. */
const LONGEST_HEADING = 70;

const isHeading = ({ line: { text }, labels }: LabelledLine): boolean =>
  text.length <= LONGEST_HEADING && !/[.,;!?]$/u.test(text) && labels.some(({ kind }) => kind === 'kind' || kind === 'number');

/** The kind of the document at the beginning of a line: an invoice also names the order that it is for. */
const isTitled = (each: LabelledLine): boolean =>
  isHeading(each) && each.labels[0]?.start === 0 && ['kind', 'number'].includes(each.labels[0].kind);

/** The farthest place of a label in the line of a tax: "19 % VAT". */
const NEAR_START = 12;

const hasAmountOf = ({ line, labels: [first] }: LabelledLine, kinds: readonly LabelKind[]): boolean =>
  first !== undefined && first.start <= NEAR_START && kinds.includes(first.kind) && findAmounts(line.text).length > 0;

/** A receipt often names no kind: it has an amount to pay, or a total with a tax or a payment. */
const isReceipt = (lines: readonly LabelledLine[]): boolean =>
  lines.some((each) => hasAmountOf(each, ['payable'])) ||
  (lines.some((each) => hasAmountOf(each, ['total', 'gross'])) && lines.some((each) => hasAmountOf(each, ['tax', 'paid'])));

/** "Lieferschein/Rechnung" names both kinds: it is an invoice. */
function isOtherKind({ line, labels }: LabelledLine): boolean {
  const [other] = OTHER_KIND.exec(line.text) ?? [];
  return other !== undefined && !labels.some(({ kind, start }) => kind === 'kind' && start >= other.length);
}

/** True for an invoice, bill or receipt. */
function isInvoice(lines: readonly LabelledLine[]): boolean {
  const beginning = lines.slice(0, KIND_LINES);
  return beginning.some(isOtherKind) ? beginning.some(isTitled) : beginning.some(isHeading) || isReceipt(lines);
}

const round = (confidence: number): number => Math.round(confidence * 100) / 100;

/** Returns the rules for confidence on each page: letters of a scan may be wrong. */
function limitsOf(pages: readonly Page[]): (found: Candidate) => number {
  const limits = new Map(
    pages.map((page) => [page.page, page.source === 'ocr' ? Math.min((page.confidence ?? 0) / 100, isPoor(page) ? 0.6 : 1) : 1]),
  );
  return ({ page, confidence }) => round(Math.min(confidence, limits.get(page) ?? 1));
}

type Finding<C> = Omit<C, 'confidence'> & { readonly confidence: number; readonly sure: boolean };

/**
 * Finds sender, number, date, amount and due date of an invoice, bill or receipt by its labels and layout. Returns `undefined`
 * for other documents. Needs no model and no network.
 */
export function findInvoice(pages: readonly Page[]): Invoice | undefined {
  const lines = labelLines(linesOf(pages));
  if (!isInvoice(lines)) return undefined;
  const { order, dollar } = inferRegion(lines.map(({ line }) => line.text).join('\n'));
  const limit = limitsOf(pages);
  const finish = <C extends Candidate>(found: C): Finding<C> => {
    const confidence = limit(found);
    return { ...found, confidence, sure: confidence >= SURE };
  };
  const date = findDate(lines, order);
  const found = { sender: findSender(lines), number: findNumber(lines), date, due_date: findDueDate(lines, order, date) };
  const amount = findAmount(lines, dollar);
  if (amount === undefined && found.number === undefined) return undefined;
  const texts = Object.entries(found).flatMap(([name, each]) => (each === undefined ? [] : [[name, finish(each)] as const]));
  return { ...Object.fromEntries(texts), ...(amount === undefined ? {} : { amount: amountOf(finish(amount)) }) };
}

type FoundAmountField = NonNullable<Invoice['amount']>;

/** Leaves out what only the rules need, and a currency that the document does not name. */
function amountOf({ currency, ...found }: Finding<AmountCandidate>): FoundAmountField {
  const { value, confidence, sure, page, start, end, alternatives } = found;
  return {
    value,
    ...(currency === undefined ? {} : { currency }),
    ...{ confidence, sure, page, start, end },
    ...(alternatives === undefined ? {} : { alternatives: [...alternatives] }),
  };
}
