import type { Invoice } from '../invoice/invoice.js';
import type { Hints, Metadata } from './metadata.js';

const sureValue = (found: Invoice['sender']): string | undefined => (found?.sure === true ? found.value : undefined);

/**
 * Adds the facts of an invoice. A sure sender replaces an unknown one. The rules for other documents take the first date of the
 * text, so a sure date of the invoice replaces theirs; a model's date, and that of a message, stay.
 */
export function completeByInvoice(found: Metadata, invoice: Invoice | undefined, hints: Hints): Metadata {
  if (invoice === undefined) return found;
  const sender = found.sender ?? sureValue(invoice.sender);
  const isFirstDate = found.engine === 'local' && hints.date === undefined;
  const date = (isFirstDate ? sureValue(invoice.date) : undefined) ?? found.date;
  return { ...found, ...(sender === undefined ? {} : { sender }), ...(date === undefined ? {} : { date }), invoice };
}
