import { findDays, type DayOrder } from '../text/dates.js';
import { chooseBest, type Candidate } from './candidate.js';
import { dayOf, valuesOf, type LabelledLine, type PlacedDay } from './labelled-lines.js';
import { spanOf } from './lines.js';

/** The farthest distance of a date from its label: "Prélèvement automatique prévu le 20/05/26". */
const FARTHEST = 30;
/** Day and month may be confused in spite of the signs of the region. */
const AMBIGUOUS = 0.03;
const GENERIC = /^(?:date|datum|fecha|dated)$/iu;
const OWN = /invoice|bill|rechnung|factur/iu;
const TIME = /^[\s,]*(?:um |à |a las |at |hora:? |uhrzeit:? )?\d{1,2}[:h.]\d{2}/iu;

const dayCandidate = ({ day, line, start, end, isAmbiguous }: PlacedDay, confidence: number): Candidate => ({
  value: day,
  confidence: confidence - (isAmbiguous ? AMBIGUOUS : 0),
  ...spanOf(line, start, end),
});

function confidenceOfLabel(name: string, before: string): number {
  if (!GENERIC.test(name)) return OWN.test(name) ? 0.97 : 0.95;
  // An unknown word before "date" makes it another date.
  return /\p{L}\s*$/u.test(before) ? 0.7 : 0.94;
}

const labelledDates = (lines: readonly LabelledLine[], order: DayOrder): readonly Candidate[] =>
  valuesOf(lines, 'date').flatMap((value) => {
    const found = dayOf(value, order, FARTHEST);
    const before = value.isBelow ? '' : value.line.text.slice(0, value.label.start);
    return found === undefined ? [] : [dayCandidate(found, confidenceOfLabel(value.name, before))];
  });

/** "Rechnung Nr. 12 vom 3. März 2024": the date in the line of the kind or number. */
const datesBesideKind = (lines: readonly LabelledLine[], order: DayOrder): readonly Candidate[] =>
  lines.flatMap(({ line, labels }) => {
    const first = labels.find(({ kind }) => kind === 'kind' || kind === 'number');
    if (first === undefined || labels.some(({ kind }) => !['kind', 'number', 'recipient'].includes(kind))) return [];
    const found = findDays(line.text, order).find(
      ({ start }) =>
        start >= first.start &&
        /(?:^|[\s,(])(?:vom|du|del?|de fecha|of|dated|from|le|,|-|–|·|\|)\s*$/iu.test(line.text.slice(0, start)),
    );
    return found === undefined ? [] : [dayCandidate({ ...found, line }, 0.93)];
  });

/** "Hamburg, den 3. November 2025", or a date alone, maybe with the time of a receipt. */
function confidenceOfFreeDate(before: string, after: string): number | undefined {
  const isPlace = /^(?:[\p{L}][\p{L}\s.'’-]{1,28},\s*)?(?:den |am |le |the |a |à |el )?$/iu.test(before);
  if (isPlace && after.trim() === '') return 0.91;
  return isPlace && TIME.test(after) ? 0.91 : undefined;
}

/** Dates without a label. `taken`: dates that a label on another line announces. */
const freeDates = (lines: readonly LabelledLine[], order: DayOrder, taken: readonly Candidate[]): readonly Candidate[] =>
  lines.flatMap(({ line, labels }) => {
    if (labels.some(({ kind }) => kind === 'due' || kind === 'other-date' || kind === 'date')) return [];
    return findDays(line.text, order).flatMap((found) => {
      if (taken.some(({ page, start }) => page === line.page && start === line.start + found.start)) return [];
      const confidence = confidenceOfFreeDate(line.text.slice(0, found.start), line.text.slice(found.end));
      return [dayCandidate({ ...found, line }, confidence ?? 0.5)];
    });
  });

const DISCOUNT = /skonto|discount|escompte|descuento|rabatt/iu;

const labelledDueDates = (lines: readonly LabelledLine[], order: DayOrder): readonly Candidate[] =>
  valuesOf(lines, 'due').flatMap((value) => {
    const found = dayOf(value, order, FARTHEST);
    if (found === undefined) return [];
    const clause = /^[^,;.]*/u.exec(value.line.text.slice(found.end))?.[0] ?? '';
    return DISCOUNT.test(clause) ? [] : [dayCandidate(found, 0.95)];
  });

export function findDate(lines: readonly LabelledLine[], order: DayOrder): Candidate | undefined {
  const due = labelledDueDates(lines, order);
  return chooseBest([...labelledDates(lines, order), ...datesBesideKind(lines, order), ...freeDates(lines, order, due)]);
}

const DAYS =
  /(?<!\p{L})(?:net(?:to)?\s+(?<net>\d{1,3})(?!\s?[\d.,€£$])|(?<days>\d{1,3})\s+(?:calendar\s+)?(?:days?|tagen?|jours?|días?|dias?)(?!\p{L}))/giu;
const PAYMENT =
  /(?<!\p{L})(?:pay|paid|terms|due|net|zahl|frist|überweis|begleich|rechnungsdatum|règl|paiement|payable|échéance|pag[oa]|crédito|vencimiento|abon|condicion|transferencia)/iu;
/** Periods that do not begin with the date of the invoice, or are no time for payment. */
const OTHER_PERIOD =
  /erhalt|zugang|receipt|réception|recepción|fin (?:de|du) mes|fin de mois|end of (?:the )?month|monatsende|eom|%|skonto|discount|escompte|late|overdue|interest|verzug|mahn|retard|pénalité|mora|return|widerruf|rückgabe|working|business|werktag|ouvrés?|hábiles/iu;
const CLAUSE = /(?:[^,;.]|[,;.](?=\S))+/gu;

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Adds a term such as "net 30" or "zahlbar innerhalb von 14 Tagen" to the date of the invoice. */
const dueByTerms = (lines: readonly LabelledLine[], date: Candidate): readonly Candidate[] =>
  lines.flatMap(({ line }) => {
    if (!PAYMENT.test(line.text)) return [];
    return Array.from(line.text.matchAll(CLAUSE)).flatMap(({ index, 0: clause }) =>
      OTHER_PERIOD.test(clause)
        ? []
        : Array.from(clause.matchAll(DAYS)).map(({ index: at, 0: whole, groups = {} }) => {
            const days = Number(groups['net'] ?? groups['days']);
            const from = index + at;
            const place = spanOf(line, from, from + whole.length);
            return { value: addDays(date.value, days), confidence: Math.min(0.93, date.confidence), ...place };
          }),
    );
  });

const NOT_SURE = 0.5;

/** Returns the due date. A day before the date of the invoice is a mistake of one of them. */
export function findDueDate(lines: readonly LabelledLine[], order: DayOrder, date: Candidate | undefined): Candidate | undefined {
  const found = chooseBest([...labelledDueDates(lines, order), ...(date === undefined ? [] : dueByTerms(lines, date))]);
  if (found === undefined || date === undefined || found.value >= date.value) return found;
  return { ...found, confidence: Math.min(found.confidence, NOT_SURE) };
}
