import { generateLetters, randomFrom, scanAgain } from '../../testing/generated-letters.js';
import { SIGNATURE_BITS, Sketch, distanceOf, hashText, mix, signatureOf } from './min-hash.js';
import { fingerprintOf, likenessOf, type TellingFacts } from './text-fingerprint.js';

const NO_FACTS: TellingFacts = { date: undefined, amount: undefined, number: undefined };
const LETTER = `The council has decided on the plan for the new bridge across the river. Work begins in spring and will take
about two years. During this time the old bridge stays open for pedestrians and bicycles, but is closed for cars and trucks.
Please use the road through the valley instead. Questions are answered at the town hall on every working day.`;

const likeness = (one: string, other: string, facts = NO_FACTS, others = NO_FACTS): number | undefined => {
  const [first, second] = [fingerprintOf('a', [one]), fingerprintOf('a', [other])];
  return first && second && likenessOf({ fingerprint: first, facts }, { fingerprint: second, facts: others });
};

describe('the likeness of two texts', () => {
  it.each([
    ['case', LETTER.toUpperCase()],
    ['line breaks', LETTER.replaceAll(/\s+/g, '\n')],
    ['hyphens', LETTER.replaceAll(/(\w{4})(\w{4})/g, '$1-\n$2')],
    ['missing spaces', LETTER.replaceAll(' ', '')],
    ['punctuation', LETTER.replaceAll('.', ' ;')],
    ['accents', LETTER.replaceAll('u', 'ü')],
  ])('is not changed by %s', (_, other) => {
    expect(likeness(LETTER, other)).toBe(100);
  });

  it('is the same of texts in parts, and in other scripts', () => {
    const parts = LETTER.split('\n');
    expect(fingerprintOf('a', parts)).toEqual(fingerprintOf('a', [LETTER]));
    const russian = 'Совет принял план нового моста через реку, работы начнутся весной и займут около двух лет. '.repeat(4);
    expect(likeness(russian, russian.replace('моста', 'мocта'))).toBeGreaterThan(80);
  });

  it('is about the part of the text that both have', () => {
    const [one, other] = generateLetters(2, randomFrom(1)).filter(({ kind }) => kind === 'letter');
    const text = one?.text ?? '';
    expect(likeness(text, scanAgain(text, 0.01, randomFrom(2)))).toBeGreaterThan(85);
    expect(likeness(LETTER, LETTER.slice(20))).toBeGreaterThan(85);
    expect(likeness(text, other?.text ?? '')).toBeUndefined();
  });

  it('is unknown of short texts', () => {
    expect(fingerprintOf('a', ['Receipt'])).toBeUndefined();
    expect(fingerprintOf('a', [])).toBeUndefined();
    expect(fingerprintOf('a', ['1 2 3 '.repeat(500)])).toBeUndefined();
    expect(fingerprintOf('a', ['x'.repeat(249)])).toBeUndefined();
    expect(fingerprintOf('a', ['x'.repeat(250)])).toBeDefined();
  });

  it('is nothing if the numbers or the dates differ', () => {
    const withNumbers = (numbers: string): string => `${LETTER} ${numbers}`;
    expect(likeness(withNumbers('4711 0815'), withNumbers('4711 0815'))).toBe(100);
    expect(likeness(withNumbers('4711 0815 1234'), withNumbers('9911 9815 7234'))).toBeUndefined();
    expect(likeness(withNumbers('01.02.2026'), withNumbers('01.03.2026'))).toBeUndefined();
    for (const date of ['3. März 2026', 'March 3, 2026', '3 de marzo de 2026', '3 March 2026'])
      expect(likeness(withNumbers(date), withNumbers(date.replace(/m\p{L}+/iu, 'Juni')))).toBeUndefined();
    expect(likeness(withNumbers('01.02.2026 und 03.04.2026'), withNumbers('01.02.2026 und 03.04.2O26'))).toBe(100);
  });

  it.each([
    ['1.11.2026', '11.1.2026'],
    ['01. 02. 2026', '01. 03. 2026'],
    ['3. 1. 2026', '3. 2. 2026'],
    ['2026年1月3日', '2026年2月3日'],
    ['March 3rd, 2026', 'June 3rd, 2026'],
    ['12-Jan-2026', '12-Feb-2026'],
    ['12 Jan 2026', '13 Jan 2026'],
  ])('tells %s and %s apart', (one, other) => {
    expect(likeness(`${LETTER} ${one}`, `${LETTER} ${other}`)).toBeUndefined();
    expect(likeness(`${LETTER} ${one}`, `${LETTER} ${one}`)).toBe(100);
  });

  it('takes a date with spaces for the same as without', () => {
    expect(likeness(`${LETTER} 01. 02. 2026`, `${LETTER} 01.02.2026`)).toBe(100);
  });

  it('depends on the values that were found if a text has no date', () => {
    const may = { ...NO_FACTS, date: '2026-05-01' };
    expect(likeness(LETTER, LETTER, may, { ...NO_FACTS, date: '2026-06-01' })).toBeUndefined();
    expect(likeness(LETTER, LETTER, may, NO_FACTS)).toBe(100);
    expect(likeness(LETTER, LETTER, may, may)).toBe(100);
    const dated = `${LETTER} 01.05.2026`;
    expect(likeness(dated, dated, may, { ...NO_FACTS, date: '2026-06-01' })).toBe(100);
  });

  it('cannot be found between two libraries', () => {
    const [one, other] = [fingerprintOf('a', [LETTER]), fingerprintOf('b', [LETTER])];
    expect(one?.bands.some((band) => other?.bands.includes(band))).toBe(false);
    const distance = distanceOf(one?.letters ?? '', other?.letters ?? '');
    expect(distance).toBeGreaterThan(SIGNATURE_BITS * 0.4);
  });

  it('keeps few dates of a long text, the same ones in another order', () => {
    const dates = Array.from(
      { length: 200 },
      (_, at) => `${String((at % 28) + 1)}.${String((at % 12) + 1)}.${String(1990 + at)}`,
    );
    const [one, other] = [dates, [...dates].reverse()].map((all) => fingerprintOf('a', [LETTER, ...all]));
    expect(one?.dates).toHaveLength(64);
    expect(other?.dates).toEqual(one?.dates);
  });
});

describe('a sketch of a set', () => {
  const sketchOf = (from: number, to: number): string => {
    const sketch = new Sketch();
    for (let nr = from; nr < to; nr += 1) sketch.add(hashText(String(nr), 5));
    return signatureOf(sketch.minima());
  };

  it.each([10, 100, 1_000, 50_000])('estimates the common part of sets of %d elements', (size) => {
    // Both have four of six fifths.
    const distance = distanceOf(sketchOf(0, size), sketchOf(size / 5, size + size / 5));
    expect(Math.abs(1 - (2 * distance) / SIGNATURE_BITS - 2 / 3)).toBeLessThan(0.1);
  });

  it.each([1, 2, 16, 17, 400])('fills empty places in the order that is drawn for each, with %d elements', (size) => {
    const hashes = Array.from({ length: size }, (_, nr) => hashText(String(nr), size));
    const sketch = new Sketch();
    for (const hash of hashes) sketch.add(hash);
    const placeOf = (hash: number): number => hash >>> 23;
    const smallestAt = (place: number): number => Math.min(...hashes.filter((hash) => placeOf(hash) === place));
    const drawn = Array.from({ length: SIGNATURE_BITS }, (_, place) => {
      let other = place;
      for (let attempt = 1; smallestAt(other) === Infinity; attempt += 1) other = placeOf(mix(place * 65_537 + attempt));
      return smallestAt(other);
    });
    expect([...sketch.minima()]).toEqual(drawn);
  });

  it('has at least one element', () => {
    expect(() => new Sketch().minima()).toThrow('no element');
  });
});
