import { listLanguages, formatLanguage } from './language-name.js';

describe('the name of a language', () => {
  it.each([
    ['en', 'English'],
    ['pt-BR', 'Brazilian Portuguese'],
    ['qaa', 'qaa'],
    ['auto', 'Detected automatically'],
    ['no tag at all', 'no tag at all'],
  ])('is for %s: %s', (tag, name) => {
    expect(formatLanguage(tag)).toBe(name);
  });
});

describe('the language choices', () => {
  it('are sorted by name with the present one among them, after automatic detection', () => {
    const names = listLanguages('pt-BR').map(([, name]) => name);
    expect(names[0]).toBe('Detected automatically');
    expect(names).toContain('Brazilian Portuguese');
    expect(names.slice(1)).toEqual([...names.slice(1)].sort((one, other) => one.localeCompare(other, 'en')));
    expect(new Set(listLanguages('de').map(([tag]) => tag)).size).toBe(listLanguages('auto').length);
  });
});
