import { latinKeyOf } from './latin-key.js';

describe('the Latin letter of a key', () => {
  it.each([
    ['о', 'KeyJ', 'j'],
    ['О', 'KeyJ', 'J'],
    ['ξ', 'KeyJ', 'j'],
    ['ت', 'KeyJ', 'j'],
    // Dvorak: the letter that is printed on the key.
    ['j', 'KeyC', 'j'],
    // A German keyboard has ü in place of a bracket, and no letter of ours.
    ['ü', 'BracketLeft', 'ü'],
    // A Turkish one, and a German one for writers, have Latin letters of their own in other places.
    ['ğ', 'KeyE', 'ğ'],
    ['ä', 'KeyC', 'ä'],
    ['Escape', 'Escape', 'Escape'],
    ['?', 'Slash', '?'],
    ['о', '', 'о'],
  ])('%s at %s is %s', (key, code, letter) => {
    expect(latinKeyOf({ key, code })).toBe(letter);
  });

  it('is the key itself if the browser does not tell its place', () => {
    expect(latinKeyOf({ key: 'о' })).toBe('о');
  });
});
