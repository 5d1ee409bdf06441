import { newId, type DocumentRule } from '@throughline/contracts';
import { applyDocumentRules, fieldsOfRule, findSender, type RuledDocument } from './document-rules.js';
import { suggestRules, type CorrectedDocument } from './suggest-rules.js';

const ruleOf = (content: Partial<DocumentRule> = {}): DocumentRule => ({
  key: newId(),
  name: 'Acme',
  sender: 'ACME Ltd',
  tags: ['invoice'],
  ...content,
});
const document: RuledDocument = { sender: 'ACME Ltd', tags: [], maxTags: 50, hasOwnTags: false, hasOwnType: false };

describe('a rule for documents', () => {
  it.each(['ACME Ltd', ' acme  ltd ', 'Acme\u00a0LTD', 'ＡＣＭＥ Ltd'])(
    'matches its sender however it is written: %j',
    (sender) => {
      const rule = ruleOf({ type: 'invoice' });
      expect(applyDocumentRules([rule], { ...document, sender })).toEqual([
        { key: rule.key, name: 'Acme', tags: ['invoice'], type: 'invoice' },
      ]);
    },
  );

  it.each(['ACME', 'ACME Ltd Europe', '', undefined])('does not match another sender, or none: %j', (sender) => {
    expect(applyDocumentRules([ruleOf()], { ...document, sender })).toEqual([]);
  });

  it('adds only the tags that the document lacks, and is absent if it gives nothing', () => {
    const tags = ['Invoice'];
    expect(applyDocumentRules([ruleOf()], { ...document, tags })).toEqual([]);
    const [applied] = applyDocumentRules([ruleOf({ tags: ['invoice', 'office'] })], { ...document, tags });
    expect(applied).toMatchObject({ tags: ['office'] });
    expect(applied && fieldsOfRule(applied)).toEqual(['tags']);
  });

  it('leaves what a person has set as it is', () => {
    const rule = ruleOf({ type: 'invoice' });
    expect(applyDocumentRules([rule], { ...document, hasOwnTags: true })).toMatchObject([{ tags: [], type: 'invoice' }]);
    expect(applyDocumentRules([rule], { ...document, hasOwnType: true })).toEqual([
      { key: rule.key, name: 'Acme', tags: ['invoice'] },
    ]);
    expect(applyDocumentRules([rule], { ...document, hasOwnTags: true, hasOwnType: true })).toEqual([]);
  });

  it('follows earlier rules: the first one decides the type, and no tag is added twice or beyond the limit', () => {
    const rules = [ruleOf({ type: 'invoice' }), ruleOf({ tags: ['INVOICE', 'paper', 'bulk'], type: 'letter' })];
    const [first, second] = applyDocumentRules(rules, { ...document, maxTags: 2 });
    expect(first).toMatchObject({ tags: ['invoice'], type: 'invoice' });
    expect(second).toEqual({ key: rules[1]?.key, name: 'Acme', tags: ['paper'] });
  });
});

describe('a suggested rule', () => {
  const corrected = (count: number, content: Partial<CorrectedDocument> = {}): CorrectedDocument[] =>
    Array.from({ length: count }, () => ({
      id: newId(),
      title: 'Bill',
      sender: 'ACME Ltd',
      date: undefined,
      registeredAt: '2026-02-05T10:00:00.000Z',
      ...content,
    }));
  const NONE: ReadonlySet<string> = new Set();
  const suggest = (...given: Parameters<typeof suggestRules>) => suggestRules(...given).open;

  it('follows from three documents of a sender that people gave the same tag, in any case', () => {
    const documents = [
      ...corrected(1, { tags: ['Invoice'], sender: ' Acme  LTD' }),
      ...corrected(1, { tags: ['invoice', 'paper'] }),
      ...corrected(1, { tags: ['invoice'] }),
    ];
    expect(suggest(documents, [], NONE)).toEqual([
      {
        id: expect.any(String) as string,
        sender: 'Acme  LTD',
        tags: ['Invoice'],
        documents: documents.map(({ id, title, date, registeredAt }) => ({ id, title, date, registeredAt })),
        otherwise: 0,
      },
    ]);
    expect(suggest(documents.slice(1), [], NONE)).toEqual([]);
  });

  it('follows from a corrected type, and says in how many documents people decided otherwise', () => {
    const documents = [...corrected(3, { type: 'invoice' }), ...corrected(2, { type: 'letter' }), ...corrected(4)];
    expect(suggest(documents, [], NONE)).toMatchObject([{ tags: [], type: 'invoice', otherwise: 2 }]);
  });

  it('does not follow if people decided otherwise as often, or for other senders', () => {
    const cleared = [...corrected(3, { type: 'invoice' }), ...corrected(3, { type: null })];
    expect(suggest(cleared, [], NONE)).toEqual([]);
    const others = ['one', 'two', undefined].flatMap((sender) => corrected(1, { tags: ['invoice'], sender }));
    expect(suggest(others, [], NONE)).toEqual([]);
  });

  it('is not made again once a rule says so, on or off, or a person has dismissed it', () => {
    const documents = corrected(3, { tags: ['invoice'], type: 'bill' });
    const [tag, type] = suggest(documents, [], NONE);
    expect([tag?.tags, type?.type]).toEqual([['invoice'], 'bill']);
    const rule = { sender: 'acme ltd', tags: ['INVOICE'] };
    expect(suggest(documents, [rule], NONE)).toEqual([type]);
    expect(suggest(documents, [{ ...rule, tags: [], type: 'letter' }], NONE)).toEqual([tag]);
    expect(suggest(documents, [rule], new Set([type?.id ?? '']))).toEqual([]);
    expect(suggestRules(documents, [], new Set([type?.id ?? '']))).toEqual({ open: [tag], dismissed: [type] });
    // More evidence for the same does not bring it back.
    expect(suggest(corrected(9, { type: 'Bill' }), [], new Set([type?.id ?? '']))).toEqual([]);
  });

  it('comes first if it has the most documents', () => {
    const documents = [...corrected(3, { tags: ['a'] }), ...corrected(4, { tags: ['b'], sender: 'Bolt' })];
    expect(suggest(documents, [], NONE).map(({ sender }) => sender)).toEqual(['Bolt', 'ACME Ltd']);
  });
});

describe('the sender of a document', () => {
  it('is that of a person, else the found one, whatever its step has named', () => {
    const findings = { sender: { value: 'Found' } };
    expect(findSender({ findings, sender: 'Old' }, {})).toBe('Found');
    expect(findSender({ sender: 'Old' }, {})).toBe('Old');
    expect(findSender({ findings }, { sender: 'Own' })).toBe('Own');
    expect(findSender({ findings }, { sender: null })).toBeUndefined();
    expect(findSender({ findings: { sender: { value: null } } }, {})).toBeUndefined();
  });
});
