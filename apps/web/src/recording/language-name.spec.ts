import { languageName } from './language-name.js';

describe('the name of a language', () => {
  it.each([
    ['en', 'English'],
    ['pt-BR', 'Brazilian Portuguese'],
    ['qaa', 'qaa'],
    ['auto', 'Recognised from the sound'],
    ['no tag at all', 'no tag at all'],
  ])('is for %s: %s', (tag, name) => {
    expect(languageName(tag)).toBe(name);
  });
});
