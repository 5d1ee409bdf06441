import {
  findFirstField,
  listFields,
  listOffered,
  listUnsure,
  mayCorrect,
  showValue,
  type DocumentField,
} from './document-fields.js';
import type { FieldName } from './field-values.js';
import { documentWith, findingOf, nothingFound, place } from './testing/documents.js';

const fieldOf = (document: Parameters<typeof listFields>[0], wanted: FieldName): DocumentField | undefined =>
  listFields(document).find(({ name }) => name === wanted);

describe('the fields of a document', () => {
  it('have the value, its confidence in percent, its place and the other values', () => {
    const sender = findingOf('ACME', 0.964, { alternatives: ['ACME', 'ACME Europe'] });
    expect(fieldOf(documentWith({ sender }), 'sender')).toEqual({
      name: 'sender',
      typed: 'ACME',
      state: 'found',
      by: null,
      confidence: 96,
      place,
      found: 'ACME',
      rules: [],
      alternatives: ['ACME Europe'],
    });
  });

  it('are unsure if the server names them, or if a rule has doubts in a document of an earlier release', () => {
    const findings = { amount: findingOf('1.00', 0.7), tags: findingOf('a', 0.3), language: findingOf('de', 0.3) };
    expect(listUnsure(listFields(documentWith(findings, { unsure_fields: ['date'] })))).toEqual(['date', 'amount']);
    expect(findFirstField(documentWith(findings, { unsure_fields: ['date'] }))).toBe('date');
    expect(findFirstField(documentWith({}))).toBe('title');
  });

  it('are not to be checked once a person has accepted the document', () => {
    const document = documentWith({ amount: findingOf('1.00', 0.7) }, { unsure_fields: ['amount'], accepted_by: 'u1' });
    expect(listUnsure(listFields(document))).toEqual([]);
  });

  it('are confirmed if a person left the value as it was found, else corrected', () => {
    const found = findingOf('42.00', 0.7, { currency: 'EUR', found_currency: 'EUR', sure: true, corrected_by: 'u1' });
    expect(fieldOf(documentWith({ amount: found }), 'amount')).toMatchObject({ state: 'confirmed', by: 'u1' });
    const corrected = documentWith({ amount: { ...found, currency: 'USD' } });
    expect(fieldOf(corrected, 'amount')).toMatchObject({ state: 'corrected', typed: '42.00 USD', found: '42.00 EUR' });
    const cleared = documentWith({ date: { ...findingOf('2026-03-01', 0.7), value: null, corrected_by: 'u1' } });
    expect(fieldOf(cleared, 'date')).toMatchObject({ state: 'corrected', typed: '' });
  });

  it('have no confidence and no place if a person or the source gave them', () => {
    const title = findingOf('Invoice 318', 0.6, { value: 'Power, March' });
    const given = { typed: 'Power, March', confidence: null, place: undefined };
    expect(fieldOf(documentWith({ title }), 'title')).toMatchObject({ ...given, state: 'found' });
    expect(fieldOf(documentWith({ title }, { unsure_fields: ['title'] }), 'title')).toMatchObject({ ...given, state: 'unsure' });
  });

  it('name the rules behind a value, with the value that the field has without each', () => {
    const type = findingOf('letter', 0.7, { value: 'invoice', rules: ['Bills', 'Office'] });
    const tags = { ...nothingFound, value: ['mine', 'Bill', 'post'], rules: ['Bills'] } as typeof nothingFound;
    const rules = [
      { key: 'k1', name: 'Bills', tags: ['bill'], type: 'invoice', overruled: [] },
      { key: 'k2', name: 'Office', tags: ['post'], type: null, overruled: [] },
    ];
    const document = documentWith({ type, tags }, { rules_applied: rules });
    expect(fieldOf(document, 'type')?.rules).toEqual([{ key: 'k1', name: 'Bills', without: 'letter' }]);
    expect(fieldOf(document, 'tags')?.rules).toEqual([{ key: 'k1', name: 'Bills', without: ['mine', 'post'] }]);
  });

  it('give other amounts the currency of the found one', () => {
    const amount = findingOf('42.00', 0.7, { currency: 'EUR', found_currency: 'EUR', alternatives: ['35.29'] });
    expect(fieldOf(documentWith({ amount }), 'amount')).toMatchObject({ alternatives: ['35.29 EUR'] });
  });

  it('are shown in words, and a date that is no day as it is', () => {
    const valueText = (name: FieldName, value: string | readonly string[]): string | undefined => {
      const field = fieldOf(documentWith({ [name]: { ...nothingFound, value } }), name);
      return field && showValue(field);
    };
    expect(valueText('date', '2026-03-01')).toBe('Mar 1, 2026');
    expect(valueText('date', 'spring 2026')).toBe('spring 2026');
    expect(valueText('due_date', '2026-13-45')).toBe('2026-13-45');
    expect(valueText('language', 'de')).toBe('German');
    expect(valueText('tags', ['office', 'power'])).toBe('office, power');
  });

  it('are none before they were searched for, and then nothing offers to correct them', () => {
    const document = { ...documentWith({}), metadata: null };
    expect(listFields(document)).toEqual([]);
    expect(mayCorrect(document)).toBe(false);
    expect(listOffered(document)).toEqual([]);
    expect(listOffered(documentWith({}))).toHaveLength(1);
    expect(mayCorrect(documentWith({}))).toBe(true);
    expect(mayCorrect(documentWith({}, { allowed_actions: [] }))).toBe(false);
  });
});
