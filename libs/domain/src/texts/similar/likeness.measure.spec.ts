import { testDepth } from '@throughline/contracts/testing';
import {
  generateLetters,
  randomFrom,
  misread,
  scanAgain,
  type GeneratedLetter,
  type Random,
} from '../../testing/generated-letters.js';
import { fingerprintOf, likenessOf, type ComparableText, type TellingFacts } from './text-fingerprint.js';

interface Figures {
  readonly senders: number;
  /** The rate of wrong characters, and how many percent are found without and with the values that readers find. */
  readonly recall: readonly (readonly [rate: number, withoutFacts: number, withFacts: number])[];
  /** Pairs of different letters that are shown, by their kind: with dates in digits, and with months in words. */
  readonly inDigits: Readonly<Record<string, number>>;
  readonly inWords: Readonly<Record<string, number>>;
}

/** The figures of ADR 167. They change with the algorithm only: the letters are generated with fixed seeds. */
const ALL: Figures = {
  senders: 20,
  recall: [
    [0, 100, 100],
    [0.01, 96, 97],
    [0.02, 92, 91],
    [0.03, 84, 83],
    [0.05, 44, 41],
  ],
  inDigits: { 'flat-rate': 2 },
  inWords: { 'flat-rate': 2 },
};
/** The figures of fewer letters, which change with the algorithm too. */
const PART: Figures = {
  senders: 4,
  recall: [
    [0, 99, 100],
    [0.02, 90, 86],
    [0.05, 39, 42],
  ],
  inDigits: { 'flat-rate': 2 },
  inWords: { 'flat-rate': 2, notice: 1 },
};
const FIGURES = testDepth.isFull ? ALL : PART;
const LIBRARY = 'library';
const NO_FACTS: TellingFacts = { date: undefined, amount: undefined, number: undefined };

/** Reads the values of a letter. Some are not found, and some are misread, as the text is. */
const readFacts = ({ date, amount, number }: GeneratedLetter, rate: number, random: Random): TellingFacts => {
  const read = (value: string): string | undefined => (value === '' || random() < 0.2 ? undefined : misread(value, rate, random));
  return { date: read(date), amount: read(amount), number: read(number) };
};

function comparable(text: string, facts: TellingFacts): ComparableText {
  const fingerprint = fingerprintOf(LIBRARY, [text]);
  if (fingerprint === undefined) throw new Error('The text is too short');
  return { fingerprint, facts };
}

const percent = (part: number, all: number): number => Math.round((100 * part) / all);

/** Returns how many percent of the letters are found again in another scan, of which so many characters are wrong. */
function measureRecall(letters: readonly GeneratedLetter[], rate: number, findsFacts: boolean): number {
  const random = randomFrom(11);
  const read = (letter: GeneratedLetter, wrong: number): ComparableText =>
    comparable(scanAgain(letter.text, wrong, random), findsFacts ? readFacts(letter, wrong, random) : NO_FACTS);
  return percent(
    letters.filter((letter) => likenessOf(read(letter, 0), read(letter, rate)) !== undefined).length,
    letters.length,
  );
}

/** Counts pairs of different letters that are shown, by their kind. */
function countWrongPairs(letters: readonly GeneratedLetter[], findsFacts: boolean): Readonly<Record<string, number>> {
  const random = randomFrom(13);
  const read = letters.map((letter) => ({
    ...comparable(letter.text, findsFacts ? readFacts(letter, 0.005, random) : NO_FACTS),
    kind: letter.kind,
  }));
  const wrong: Record<string, number> = {};
  for (const [at, one] of read.entries())
    for (const other of read.slice(at + 1)) {
      if (likenessOf(one, other) === undefined) continue;
      const kinds = [...new Set([one.kind, other.kind])].sort().join(' and ');
      wrong[kinds] = (wrong[kinds] ?? 0) + 1;
    }
  return wrong;
}

const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');

/** Writes the months of the dates in words. */
const inWords = (letter: GeneratedLetter): GeneratedLetter => ({
  ...letter,
  text: letter.text.replaceAll(/(\d\d)\.(\d\d)\.(\d{4})/gu, (_, day: string, month: string, year: string) =>
    [`${day}.`, MONTHS[Number(month) - 1], year].join(' '),
  ),
});

describe('nearly the same texts', () => {
  const letters = generateLetters(FIGURES.senders, randomFrom(3));
  const lettersInWords = letters.map(inWords);

  it('are found in another scan, although characters are wrong', () => {
    const recall = FIGURES.recall.map(([rate]) => [
      rate,
      measureRecall(letters, rate, false),
      measureRecall(lettersInWords, rate, true),
    ]);
    expect(recall).toEqual(FIGURES.recall);
  });

  it('are seldom those of different letters of one sender', () => {
    expect(letters).toHaveLength(22 * FIGURES.senders);
    const digits = countWrongPairs(letters, false);
    const [found, unknown] = [true, false].map((findsFacts) => countWrongPairs(lettersInWords, findsFacts));
    const { inDigits, inWords: words } = FIGURES;
    expect({ digits, found, unknown }).toEqual({ digits: inDigits, found: words, unknown: words });
  });
});
