import type { Document } from '@throughline/api-types';
import { formatLanguage } from '../recording/language-name.js';
import { LOCALE } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import type { PlaceOnPage } from './pages/use-place.js';

export type FieldName = 'title' | 'sender' | 'type' | 'date' | 'number' | 'amount' | 'due_date' | 'tags' | 'language' | 'summary';

/** The confidence of a rule, and the place where it found the value. */
export interface Finding {
  /** In percent. */
  readonly confidence: number;
  readonly isSure: boolean;
  readonly place: PlaceOnPage;
}

/** One extracted value. */
export interface DocumentField {
  readonly name: FieldName;
  readonly value: string;
  /** Undefined for values that come with no confidence. */
  readonly finding: Finding | undefined;
}

type Metadata = NonNullable<Document['metadata']>;
type Invoice = NonNullable<Metadata['invoice']>;
type InvoiceFact = NonNullable<Invoice['number']>;

const findingOf = ({ confidence, sure, page, start, end }: Omit<InvoiceFact, 'value'>): Finding => ({
  confidence: Math.round(confidence * 100),
  isSure: sure,
  place: { page, start, end },
});

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
const calendarDay = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const writeDay = (value: string): string => (isDay(value) ? calendarDay.format(Date.parse(value)) : value);

/** The rules for invoices and the other metadata may name the same value. One with a confidence and a place says more. */
function chooseFact(value: string | undefined, fact: InvoiceFact | undefined): Omit<DocumentField, 'name'> | undefined {
  if (fact !== undefined && (value === undefined || value === fact.value)) return { value: fact.value, finding: findingOf(fact) };
  return value === undefined ? undefined : { value, finding: undefined };
}

const writeAmount = ({ value, currency }: NonNullable<Invoice['amount']>): string =>
  currency === undefined ? value : `${value} ${currency}`;

const plain = (name: FieldName, value: string | undefined): readonly DocumentField[] =>
  value === undefined || value === '' ? [] : [{ name, value, finding: undefined }];

const found = (name: FieldName, field: Omit<DocumentField, 'name'> | undefined): readonly DocumentField[] =>
  field === undefined || field.value === '' ? [] : [{ name, ...field }];

const foundDay = (name: FieldName, field: Omit<DocumentField, 'name'> | undefined): readonly DocumentField[] =>
  found(name, field && { ...field, value: writeDay(field.value) });

/** Lists the extracted values, the most wanted first. The title is left out if it is the title of the document. */
export function listFields(
  document: Pick<Document, 'metadata' | 'title' | 'expired_at' | 'erased_at'>,
): readonly DocumentField[] {
  const { metadata } = document;
  if (metadata === null) return [];
  const invoice: Invoice = metadata.invoice ?? {};
  const { amount } = invoice;
  const title = metadata.title === documentTitle(document as Document) ? undefined : metadata.title;
  return [
    ...plain('title', title),
    ...found('sender', chooseFact(metadata.sender, invoice.sender)),
    ...plain('type', metadata.type),
    ...foundDay('date', chooseFact(metadata.date, invoice.date)),
    ...found('number', chooseFact(undefined, invoice.number)),
    ...found('amount', amount && { value: writeAmount(amount), finding: findingOf(amount) }),
    ...foundDay('due_date', chooseFact(undefined, invoice.due_date)),
    ...plain('tags', metadata.tags?.join(', ')),
    ...plain('language', metadata.language && formatLanguage(metadata.language)),
    ...plain('summary', metadata.summary),
  ];
}

/** Names of the values that a person should check. */
export const listUnsure = (fields: readonly DocumentField[]): readonly FieldName[] =>
  fields.flatMap(({ name, finding }) => (finding?.isSure === false ? [name] : []));
