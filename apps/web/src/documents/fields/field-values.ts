import type { Document, DocumentFinding } from '@throughline/api-client';
import * as maxLengths from '../../api/max-lengths.generated.js';
import { formatLanguage } from '../../components/language-name.js';
import { pageFormat, pageLanguage } from '../../texts/language.js';
import { text } from '../../texts/text.js';

const words = text.documentView.fields;

/** The fields that people can correct, the most wanted first. */
export const FIELD_NAMES = [
  'title',
  'sender',
  'type',
  'date',
  'number',
  'amount',
  'due_date',
  'tags',
  'language',
] as const satisfies readonly (keyof NonNullable<Document['metadata']>['findings'])[];

export type FieldName = (typeof FIELD_NAMES)[number];

export const isFieldName = (name: unknown): name is FieldName => FIELD_NAMES.some((each) => each === name);

/** A value as a person types it. Tags are a list, an amount is one text with its currency. Empty: the field has no value. */
export type Typed = string | readonly string[];

type Value = DocumentFinding['value'];

const listOf = (value: Value): readonly string[] => (value === null ? [] : typeof value === 'string' ? [value] : value);
const textOf = (value: Value): string => listOf(value).join(', ');

const toTyped = (name: FieldName, value: Value, currency: string | null | undefined): Typed => {
  if (name === 'tags') return listOf(value);
  return name === 'amount' && typeof currency === 'string' ? `${textOf(value)} ${currency}` : textOf(value);
};

export const typedOf = (name: FieldName, { value, currency }: DocumentFinding): Typed => toTyped(name, value, currency);

/** The value that was found, whatever a person has written since. */
export const foundOf = (name: FieldName, { found, found_currency }: DocumentFinding): Typed =>
  toTyped(name, found, found_currency);

/** The other values that were found. Those of an amount have its currency. */
export const alternativesOf = (name: FieldName, finding: DocumentFinding): readonly Typed[] =>
  name === 'tags' ? [] : finding.alternatives.map((value) => toTyped(name, value, finding.found_currency ?? finding.currency));

export const isNone = (typed: Typed): boolean => (typeof typed === 'string' ? typed.trim() === '' : typed.length === 0);

const calendarDay = new Intl.DateTimeFormat(pageFormat(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const isDay = (value: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
};

export function showTyped(name: FieldName, typed: Typed): string {
  if (typeof typed !== 'string') return typed.join(', ');
  if (name === 'date' || name === 'due_date') return isDay(typed) ? calendarDay.format(Date.parse(typed)) : typed;
  return name === 'language' && typed !== '' ? formatLanguage(typed) : typed;
}

/** A value for the API, or the reason why it is none. */
export type ReadValue =
  | { readonly value: string | readonly string[] | Readonly<Record<string, string>> | null }
  | { readonly fault: string };

const DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DAY_WITH_DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const MONTH_LETTERS = 3;
const longDay = (tag: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' });

function firstLetters(form: Intl.DateTimeFormat, month: number): string {
  const { value = '' } = form.formatToParts(Date.UTC(2024, month)).find(({ type }) => type === 'month') ?? {};
  return value.slice(0, MONTH_LETTERS).toLowerCase();
}

/** First letters of the names of months in English and the user's language, to the number of the month. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  ['en', pageLanguage(), pageFormat()].flatMap((tag) => {
    // Some languages have other forms of a month after a day.
    const forms = [new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' }), longDay(tag)];
    return Array.from({ length: 12 }, (_, month) => forms.map((form) => [firstLetters(form, month), month + 1] as const)).flat();
  }),
);
const DAY_IN_WORDS = [
  /^(?<day>\d{1,2})\.? (?<month>\p{L}{3})\p{L}*\.?,? (?<year>\d{4})(?: г\.?)?$/iu,
  /^(?<month>\p{L}{3})\p{L}*\.? (?<day>\d{1,2}),? (?<year>\d{4})$/iu,
];

const isoDay = ([year = '', month = '', day = '']: readonly (string | undefined)[]): string =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

/** Returns a day as `2024-03-01`. Undefined if the text is none. */
function parseDay(typed: string): string | undefined {
  const [, ...numbers] = DAY.exec(typed) ?? [];
  const [, ...dotted] = DAY_WITH_DOTS.exec(typed) ?? [];
  const inWords = DAY_IN_WORDS.map((pattern) => pattern.exec(typed)?.groups).find((groups) => groups !== undefined);
  const month = MONTHS.get(inWords?.['month']?.toLowerCase() ?? '') ?? 0;
  return [numbers, dotted.reverse(), [inWords?.['year'], String(month), inWords?.['day']]].map(isoDay).find(isDay);
}

const AMOUNT = /^(-?\d{1,12})(?:[.,](\d{1,2}))?\s*([a-z]{3})?$/i;

function readAmount(typed: string): ReadValue {
  const [, whole, part, currency] = AMOUNT.exec(typed) ?? [];
  if (whole === undefined) return { fault: words.faults.amount };
  const value = part === undefined ? whole : `${whole}.${part}`;
  return { value: currency === undefined ? { value } : { value, currency: currency.toUpperCase() } };
}

function readDay(typed: string): ReadValue {
  const value = parseDay(typed);
  return value === undefined ? { fault: words.faults.day } : { value };
}

/** Reads what a person has typed. An empty field is cleared. */
export function readTyped(name: FieldName, typed: Typed): ReadValue {
  if (isNone(typed)) return name === 'title' ? { fault: words.faults.title } : { value: null };
  if (typeof typed !== 'string') return { value: typed };
  const trimmed = typed.trim();
  if (name === 'amount') return readAmount(trimmed);
  return name === 'date' || name === 'due_date' ? readDay(trimmed) : { value: trimmed };
}

const meaningOf = (name: FieldName, typed: Typed): string => {
  const read = readTyped(name, typed);
  return JSON.stringify('value' in read ? read.value : typed);
};

/** Returns true if both texts mean the same value. */
export const isSame = (name: FieldName, one: Typed, other: Typed): boolean => meaningOf(name, one) === meaningOf(name, other);

/** The longest text of a field, in characters. */
export const longestOf = (name: FieldName): number | undefined =>
  (maxLengths.DocumentFieldsBody as Readonly<Partial<Record<FieldName, number>>>)[name];
