import { resolveLanguage } from './language.js';

describe('the language of the page', () => {
  it.each([
    ['system', ['de-AT', 'en'], 'de', 'de-AT'],
    ['system', ['fr-FR', 'ru', 'de'], 'ru', 'ru'],
    ['system', ['fr-FR'], 'en', 'en'],
    ['system', [], 'en', 'en'],
    ['system', ['EN-gb'], 'en', 'EN-gb'],
    ['ru', ['de-DE', 'en-US'], 'ru', 'ru'],
    ['de', ['en-US', 'de-CH'], 'de', 'de-CH'],
    ['system', ['de_DE.UTF-8'], 'en', 'en'],
    ['system', ['de-'], 'de', 'de'],
  ] as const)('is, for the choice %s and a browser with %j, %s with the formats of %s', (choice, preferred, language, format) => {
    expect(resolveLanguage(choice, preferred)).toEqual({ language, format });
  });
});
