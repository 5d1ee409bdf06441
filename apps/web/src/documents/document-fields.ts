import type { Document } from '@throughline/api-types';
import { formatLanguage } from '../recording/language-name.js';
import { LOCALE } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import type { PlaceOnPage } from './pages/use-place.js';

export type FieldName =
  | 'title'
  | 'sender'
  | 'invoice_sender'
  | 'type'
  | 'date'
  | 'invoice_date'
  | 'number'
  | 'amount'
  | 'due_date'
  | 'tags'
  | 'language'
  | 'summary';

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

const noticed = (name: FieldName, fact: InvoiceFact | undefined): readonly DocumentField[] =>
  fact === undefined || fact.value === '' ? [] : [{ name, value: fact.value, finding: findingOf(fact) }];

/**
 * The rules for invoices and the other metadata may name the same value: then the confidence and the place are shown with it.
 * Two different values are both shown, because either may be wrong.
 */
function compared(
  value: string | undefined,
  fact: InvoiceFact | undefined,
  [name, ofInvoice]: readonly [FieldName, FieldName],
): readonly DocumentField[] {
  const isSame = value === undefined || value === '' || value === fact?.value;
  return isSame && fact !== undefined ? noticed(name, fact) : [...plain(name, value), ...noticed(ofInvoice, fact)];
}

const withDays = (fields: readonly DocumentField[]): readonly DocumentField[] =>
  fields.map((field) => ({ ...field, value: writeDay(field.value) }));

const writeAmount = ({ value, currency }: NonNullable<Invoice['amount']>): string =>
  currency === undefined ? value : `${value} ${currency}`;

const plain = (name: FieldName, value: string | undefined): readonly DocumentField[] =>
  value === undefined || value === '' ? [] : [{ name, value, finding: undefined }];

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
    ...compared(metadata.sender, invoice.sender, ['sender', 'invoice_sender']),
    ...plain('type', metadata.type),
    ...withDays(compared(metadata.date, invoice.date, ['date', 'invoice_date'])),
    ...noticed('number', invoice.number),
    ...noticed('amount', amount && { ...amount, value: writeAmount(amount) }),
    ...withDays(noticed('due_date', invoice.due_date)),
    ...plain('tags', metadata.tags?.join(', ')),
    ...plain('language', metadata.language && formatLanguage(metadata.language)),
    ...plain('summary', metadata.summary),
  ];
}

/** Names of the values that a person should check. */
export const listUnsure = (fields: readonly DocumentField[]): readonly FieldName[] =>
  fields.flatMap(({ name, finding }) => (finding?.isSure === false ? [name] : []));

/** Returns the folder and the name of the filed document. Empty if it is not filed. */
export const describeFiling = (storage: Document['storage']): string =>
  [storage?.folder, storage?.name].filter(Boolean).join('/');

/** True if there are values, or text that was extracted, or a place where the document is filed. */
export const hasDetails = (document: Parameters<typeof listFields>[0] & Pick<Document, 'text' | 'storage'>): boolean =>
  listFields(document).length > 0 || document.text?.characters !== undefined || describeFiling(document.storage) !== '';
