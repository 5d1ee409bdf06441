import { SIGNATURE_BITS, Sketch, bandsOf, distanceOf, hashText, mix, signatureOf } from './min-hash.js';

/** Finds nearly the same texts (docs/adr/0167-find-nearly-the-same-texts-by-minhash.md). It has no words of the text. */
export interface TextFingerprint {
  /** Texts that are nearly the same have at least one of these 32-bit numbers in common. Signed. */
  readonly bands: readonly number[];
  /** Hexadecimal digits. The number of differing bits estimates how much of two texts is the same. */
  readonly letters: string;
  /** The same, of the numbers in the text. */
  readonly numbers: string;
  /** Hashes of the dates in the text. Signed. */
  readonly dates: readonly number[];
}

/** Shorter texts, of about 40 words, have no fingerprint: forms and receipts are all alike. */
const FEWEST_LETTERS = 250;
/** A text is compared in pieces of so many letters. A wrong letter changes as many pieces, and a wrong space none. */
const LETTERS_OF_PIECE = 5;
const MOST_DATES = 64;
const BANDS = 32;
const ROWS = 6;

/** All texts have these, so that one misread number among few does not make two scans different. */
const SHARED_NUMBERS = ['a', 'b'];

/** The parts of all pieces and of all numbers of two texts that both need to have. */
const LEAST_SHARED = { letters: 0.6, numbers: 0.7 };

const NO_LETTER = /\P{L}+/gu;
const NUMBER = /\p{Nd}{2,}/gu;
const DATES = [
  /(?<!\p{Nd})\p{Nd}{1,4}[.,/-]\p{Nd}{1,2}[.,/-]\p{Nd}{2,4}(?!\p{Nd})/gu,
  // `3. 4. 2026`. A year of four digits keeps the end of a sentence, such as `in 14. 03.04.2026`, out of the date.
  /(?<!\p{Nd})\p{Nd}{1,2}\.\s?\p{Nd}{1,2}\.\s?\p{Nd}{4}(?!\p{Nd})/gu,
  /(?<!\p{Nd})\p{Nd}{2,4}\s?年\s?\p{Nd}{1,2}\s?月\s?\p{Nd}{1,2}\s?日/gu,
  // `3. März 2026`, `3 de marzo de 2026`, `3-Mar-2026`
  /(?<!\p{Nd})\p{Nd}{1,2}(?:-|\.?\s?(?:\p{L}{2}\s)?)\p{L}{3,10}(?:-|\.?,?\s(?:\p{L}{2}\s)?)\p{Nd}{4}(?!\p{Nd})/gu,
  // `March 3, 2026`, `March 3rd, 2026`: digits are looked for first, because most words are followed by none.
  /\p{Nd}{1,2}(?:\p{L}{2})?,?\s\p{Nd}{4}(?!\p{Nd})(?<=(?<month>\p{L}{3,10})\.?\s\p{Nd}{1,2}(?:\p{L}{2})?,?\s\p{Nd}{4})/gu,
];
const MONTH = /\p{L}{3}/u;
const DIGITS = /\p{Nd}+/gu;

/** The month in words is known by its first letters, in any language. */
const dateKey = (date: string): string => `${(date.match(DIGITS) ?? []).join('.')}${MONTH.exec(date)?.[0] ?? ''}`;

/** Two scans of one letter differ in accents, case, hyphens and spaces more often than in letters. */
const normalise = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();

/** Reads a text in parts. Needs the same memory for each text. */
class TextReader {
  readonly pieces = new Sketch();
  readonly numbers = new Sketch();
  readonly #dates = new Set<number>();
  #last = '';
  letterCount = 0;

  constructor(private readonly seed: number) {
    for (const shared of SHARED_NUMBERS) this.numbers.add(hashText(shared, seed));
  }

  read(part: string): void {
    const text = normalise(part);
    for (const [number] of text.matchAll(NUMBER)) this.numbers.add(hashText(number, this.seed));
    for (const pattern of DATES) for (const [date, month = ''] of text.matchAll(pattern)) this.#addDate(date + month);
    this.#readLetters(text.replaceAll(NO_LETTER, ''));
  }

  dates(): readonly number[] {
    return [...this.#dates].sort((one, other) => one - other);
  }

  #readLetters(added: string): void {
    // Pieces do not end with a part of the text.
    const letters = this.#last + added;
    for (let end = LETTERS_OF_PIECE; end <= letters.length; end += 1) {
      let hash = this.seed;
      for (let at = end - LETTERS_OF_PIECE; at < end; at += 1) hash = Math.imul(hash ^ letters.charCodeAt(at), 0x01000193);
      this.pieces.add(mix(hash));
    }
    this.#last = letters.slice(1 - LETTERS_OF_PIECE);
    this.letterCount += added.length;
  }

  /** Keeps the dates with the smallest hashes, so that two scans keep the same ones. */
  #addDate(date: string): void {
    this.#dates.add(hashText(dateKey(date), this.seed) | 0);
    if (this.#dates.size > MOST_DATES) this.#dates.delete(Math.max(...this.#dates));
  }
}

/**
 * Returns the fingerprint of a text that comes in parts, or undefined if it is too short. Fingerprints of different libraries have
 * nothing in common, also if their texts are equal.
 */
export function fingerprintOf(libraryId: string, parts: Iterable<string>): TextFingerprint | undefined {
  const reader = new TextReader(hashText(libraryId, 0x811c9dc5));
  for (const part of parts) reader.read(part);
  if (reader.letterCount < FEWEST_LETTERS) return undefined;
  const minima = reader.pieces.minima();
  return {
    bands: bandsOf(minima, BANDS, ROWS),
    letters: signatureOf(minima),
    numbers: signatureOf(reader.numbers.minima()),
    dates: reader.dates(),
  };
}

const bitsOf = (shared: number): number => Math.floor(((1 - shared) * SIGNATURE_BITS) / 2);

/** The most bits in which the signatures of nearly the same texts differ. */
export const MOST_DIFFERING_BITS = { letters: bitsOf(LEAST_SHARED.letters), numbers: bitsOf(LEAST_SHARED.numbers) };

/** Values that were found in a document, in a form that can be compared. Undefined: not found. */
export interface TellingFacts {
  readonly date: string | undefined;
  readonly amount: string | undefined;
  readonly number: string | undefined;
}

export interface ComparableText {
  readonly fingerprint: TextFingerprint;
  readonly facts: TellingFacts;
}

const FACTS = ['date', 'amount', 'number'] as const;

/**
 * Two invoices of one sender may have the same text, but for the dates: half of the dates of a scan must be in the other one. The
 * values that were found decide only if a text has no dates, because a single misread value would make two scans different.
 */
function areOfOneDay(one: ComparableText, other: ComparableText): boolean {
  const [dates, others] = [one.fingerprint.dates, other.fingerprint.dates];
  if (dates.length > 0 && others.length > 0)
    return dates.filter((date) => others.includes(date)).length * 2 >= Math.min(dates.length, others.length);
  return FACTS.every(
    (name) => one.facts[name] === undefined || other.facts[name] === undefined || one.facts[name] === other.facts[name],
  );
}

/**
 * Returns about how many percent of the pieces of each text are in the other one too, or undefined if the texts are not nearly the
 * same, or their numbers or dates are others.
 */
export function likenessOf(one: ComparableText, other: ComparableText): number | undefined {
  const isCandidate = one.fingerprint.bands.some((band, at) => other.fingerprint.bands[at] === band);
  if (!isCandidate || distanceOf(one.fingerprint.numbers, other.fingerprint.numbers) > MOST_DIFFERING_BITS.numbers)
    return undefined;
  const bits = distanceOf(one.fingerprint.letters, other.fingerprint.letters);
  if (bits > MOST_DIFFERING_BITS.letters || !areOfOneDay(one, other)) return undefined;
  const different = bits / (SIGNATURE_BITS / 2);
  return Math.round((200 * (1 - different)) / (2 - different));
}
