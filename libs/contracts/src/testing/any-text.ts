import fc from 'fast-check';

/** Surrogates are no characters: a text with half of a pair cannot be stored as UTF-8. */
const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST_CODE_POINT = 0x10ffff;

const character = fc
  .nat({ max: LAST_CODE_POINT - SURROGATES.count })
  .map((place) => String.fromCodePoint(place < SURROGATES.first ? place : place + SURROGATES.count));

/**
 * Returns texts of all characters of Unicode, as the unit `binary` of fast-check does, but without its table of a million
 * characters, which takes a second and much memory in each process.
 */
export const anyText = (constraints: Omit<fc.StringConstraints, 'unit'> = {}): fc.Arbitrary<string> =>
  fc.string({ ...constraints, unit: character });
