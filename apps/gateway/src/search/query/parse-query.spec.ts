import { parseQuery } from './parse-query.js';
import type { SearchQuery } from './search-query.js';

const parsed = (text: string): SearchQuery => {
  const result = parseQuery(text);
  if ('faults' in result) throw new Error(result.faults.join('; '));
  return result.query;
};
const faultsOf = (text: string): readonly string[] => {
  const result = parseQuery(text);
  return 'faults' in result ? result.faults : [];
};
const word = (text: string) => ({ kind: 'word', text });

describe('parseQuery', () => {
  it('takes words, phrases, beginnings of words and excluded words', () => {
    expect(parsed('annual "balance sheet" budg* -draft -"old version"')).toMatchObject({
      terms: [word('annual'), { kind: 'phrase', text: 'balance sheet' }, { kind: 'prefix', text: 'budg' }],
      excluded: [word('draft'), { kind: 'phrase', text: 'old version' }],
      filters: [],
    });
  });

  it('takes the beginning of a word with marks', () => {
    expect(parsed('किता* hau\u0308* \u0308a*').terms).toEqual([
      { kind: 'prefix', text: 'किता' },
      { kind: 'prefix', text: 'hau\u0308' },
      word('\u0308a*'),
    ]);
  });

  it('refuses a filter whose value follows after a space, and takes its name as a word in quotes', () => {
    expect(faultsOf('sender: acme Before: 2026')).toEqual([
      '"sender:" needs its value without a space, such as sender:acme; for the word itself, write it in quotes',
      '"Before:" needs its value without a space, such as before:2026-03; for the word itself, write it in quotes',
    ]);
    expect(parsed('note: "sender:" acme').terms).toEqual([word('note:'), { kind: 'phrase', text: 'sender:' }, word('acme')]);
  });

  it('takes filters in any case, with quotes, and with "-" for "not"', () => {
    expect(parsed('Sender:"ACME Corp" -tag:private kind:documents speaker:ann in:title before:2026-03 after:2025')).toEqual({
      terms: [],
      excluded: [],
      filters: [
        { name: 'sender', value: 'ACME Corp', isNegated: false },
        { name: 'tag', value: 'private', isNegated: true },
        { name: 'kind', value: 'document', isNegated: false },
        { name: 'speaker', value: 'ann', isNegated: false },
      ],
      isInTitle: true,
      before: '2026-03-01T00:00:00.000Z',
      after: '2025-01-01T00:00:00.000Z',
    });
  });

  it('searches unknown filters as words and names them, but not addresses and times', () => {
    expect(parseQuery('colour:red https://example.org 12:30')).toMatchObject({
      query: { terms: [word('colour:red'), word('https://example.org'), word('12:30')] },
      unknownFilters: ['colour'],
    });
  });

  it('closes a quote that is never closed, and takes typographic quotes', () => {
    expect(parsed('“two words” "and more').terms).toEqual([
      { kind: 'phrase', text: 'two words' },
      { kind: 'phrase', text: 'and more' },
    ]);
  });

  it('ignores what has no letter and no digit', () => {
    expect(parsed('- & "" "?!" *')).toMatchObject({ terms: [], excluded: [] });
  });

  it.each([
    ['before:tomorrow', 'before:tomorrow'],
    ['after:2026-02-30', 'after:2026-02-30'],
    ['before:2026-13', 'before:2026-13'],
    ['-after:2026', 'before:'],
    ['kind:film', 'kind:recording'],
    ['in:text', 'in:title'],
    ['tag:""', 'needs a value'],
    [Array.from({ length: 21 }, (_, index) => `w${String(index)}`).join(' '), 'at most 20'],
  ])('refuses %s in words', (text, part) => {
    expect(faultsOf(text).join()).toContain(part);
  });
});
