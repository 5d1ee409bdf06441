import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { parseQuery } from './parse-query.js';

const name = fc.constantFrom('sender', 'tag', 'kind', 'before', 'after', 'in', 'speaker', 'colour', '');
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('"', '-', ':', '*', "'", '\\', '&|!()<->', '\u0001', '2026-02-31', 'title', 'document'),
);
const queries = fc
  .array(fc.tuple(fc.constantFrom('', '-', '--'), name, fc.constantFrom('', ':', '::'), hostile), { maxLength: 8 })
  .map((parts) => parts.map((part) => part.join('')).join(' '));

describe('parseQuery', () => {
  it('parses every text, and every term has something to look for', () => {
    fc.assert(
      fc.property(queries, (text) => {
        const result = parseQuery(text);
        if ('faults' in result) {
          expect(result.faults.length).toBeGreaterThan(0);
          return;
        }
        for (const term of [...result.query.terms, ...result.query.excluded]) expect(term.text).toMatch(/[\p{L}\p{N}]/u);
        for (const { value } of result.query.filters) expect(value).not.toBe('');
        for (const bound of [result.query.before, result.query.after])
          if (bound !== undefined) expect(new Date(bound).toISOString()).toBe(bound);
      }),
      { numRuns: testDepth.runs(2_000) },
    );
  });

  it('finds the same terms whatever space is between them', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 10 });
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '  ', '\t', ' \n '), (all, space) => {
        const result = parseQuery(all.join(space));
        expect('query' in result && result.query.terms.map(({ text }) => text)).toEqual(all);
      }),
      { numRuns: testDepth.runs(500) },
    );
  });
});
