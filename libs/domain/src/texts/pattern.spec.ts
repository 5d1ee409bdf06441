import fc from 'fast-check';
import { PLACEHOLDERS, findPatternProblem, renderPattern, type PlaceholderValues } from './pattern.js';

const VALUES: PlaceholderValues = {
  title: 'A talk',
  date: '2026-11-20',
  time: '09:30 UTC',
  duration: '12:30',
  language: 'en',
  source: 'upload',
  description: 'Line one\nLine two',
  topics: '',
};

describe('a pattern', () => {
  it.each([
    ['{title}, {date}', 'A talk, 2026-11-20'],
    ['\\{title\\} of {title}', '{title} of A talk'],
    ['C:\\\\{title}', 'C:\\A talk'],
    ['{description}\n{topics}\nend', 'Line one\nLine two\nend'],
    ['Topics: {topics}\n\nLanguage: {language}', '\nLanguage: en'],
    ['{topics}{title}', 'A talk'],
    ['', ''],
  ])('%j makes %j', (pattern, text) => {
    expect(renderPattern(pattern, VALUES)).toBe(text);
    expect(findPatternProblem('description_pattern', pattern)).toBeUndefined();
  });

  it.each([
    ['title_pattern', '{titel}'],
    ['title_pattern', '{topics}'],
    ['title_pattern', 'two\nlines'],
    ['description_pattern', '{{title}}'],
    ['description_pattern', 'a } b'],
    ['description_pattern', 'a \\ b'],
    ['description_pattern', '{constructor}'],
    ['description_pattern', 'a\u0000b'],
  ] as const)('as %s %j is refused, and the reason lists the placeholders', (name, pattern) => {
    expect(findPatternProblem(name, pattern)).toMatch(/^may contain only the placeholders \{title\}, \{date\}, .*write \\\{/);
  });

  it('keeps every text whose braces and backslashes are escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '\\', 'a', ' ', '\n', 'title', '🎬') }), (text) => {
        const escaped = text.replaceAll(/[\\{}]/g, '\\$&');
        expect(findPatternProblem('description_pattern', escaped)).toBeUndefined();
        expect(renderPattern(escaped, VALUES)).toBe(text);
      }),
    );
  });

  it('never fails, whatever a person wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '\\', 'a', '\n', '{title}', '{__proto__}') }), (pattern) => {
        expect(typeof renderPattern(pattern, VALUES)).toBe('string');
      }),
    );
  });

  it('has a value for each placeholder', () => {
    const all = [...new Set(Object.values(PLACEHOLDERS).flat())];
    expect(all.sort()).toEqual(Object.keys(VALUES).sort());
  });
});
