import type { Document } from '@throughline/api-types';
import { listFields, listUnsure } from './document-fields.js';

const place = { page: 2, start: 10, end: 20 };
const fact = (value: string, confidence: number) => ({ value, confidence, sure: confidence >= 0.9, ...place });
type MetadataFields = Omit<NonNullable<Document['metadata']>, 'findings'>;
const fieldsOf = (metadata: MetadataFields | null, title: string | null = 'Invoice 318') =>
  listFields({ metadata: metadata as Document['metadata'], title, expired_at: null, erased_at: null });

describe('the fields of a document', () => {
  it('name each value once, with the confidence and the place of the rule that found it', () => {
    const fields = fieldsOf({ engine: 'local', sender: 'ACME', invoice: { sender: fact('ACME', 0.96) } });
    expect(fields).toEqual([{ name: 'sender', value: 'ACME', finding: { confidence: 96, isSure: true, place } }]);
  });

  it('are both shown if the rules for invoices found another value, and the unsure one is to be checked', () => {
    const fields = fieldsOf({
      sender: 'ACME Europe',
      date: '2026-03-01',
      invoice: { sender: fact('ACME', 0.95), date: fact('2026-03-12', 0.7) },
    });
    expect(fields).toEqual([
      { name: 'sender', value: 'ACME Europe', finding: undefined },
      { name: 'invoice_sender', value: 'ACME', finding: { confidence: 95, isSure: true, place } },
      { name: 'date', value: 'Mar 1, 2026', finding: undefined },
      { name: 'invoice_date', value: 'Mar 12, 2026', finding: { confidence: 70, isSure: false, place } },
    ]);
    expect(listUnsure(fields)).toEqual(['invoice_date']);
  });

  it('take a value of the rules if nothing else names one', () => {
    const fields = fieldsOf({
      invoice: { date: fact('2026-03-12', 0.7), amount: { currency: 'EUR', ...fact('1234.56', 0.95) } },
    });
    expect(fields.map(({ name, value }) => [name, value])).toEqual([
      ['date', 'Mar 12, 2026'],
      ['amount', '1234.56 EUR'],
    ]);
    expect(listUnsure(fields)).toEqual(['date']);
  });

  it('keep a date that is no day', () => {
    expect(fieldsOf({ date: 'spring 2026' }).map(({ value }) => value)).toEqual(['spring 2026']);
    expect(fieldsOf({ date: '2026-13-45' }).map(({ value }) => value)).toEqual(['2026-13-45']);
  });

  it('repeat no title that the document has already', () => {
    expect(fieldsOf({ title: 'Invoice 318' })).toEqual([]);
    expect(fieldsOf({ title: 'Invoice 318' }, 'Electricity').map(({ name }) => name)).toEqual(['title']);
  });

  it('leave out what was not found', () => {
    expect(fieldsOf(null)).toEqual([]);
    expect(fieldsOf({ tags: [], sender: '', language: 'de' }).map(({ name, value }) => [name, value])).toEqual([
      ['language', 'German'],
    ]);
  });
});
