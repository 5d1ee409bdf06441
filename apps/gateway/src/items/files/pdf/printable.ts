/** Scripts by the name that people know, for a refusal. Others are named by their characters alone. */
const SCRIPTS: readonly (readonly [name: string, script: RegExp])[] = [
  ['Chinese', /\p{Script=Han}/u],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Hindi (Devanagari)', /\p{Script=Devanagari}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Telugu', /\p{Script=Telugu}/u],
  ['Gujarati', /\p{Script=Gujarati}/u],
  ['Punjabi (Gurmukhi)', /\p{Script=Gurmukhi}/u],
  ['Kannada', /\p{Script=Kannada}/u],
  ['Malayalam', /\p{Script=Malayalam}/u],
  ['Sinhala', /\p{Script=Sinhala}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Lao', /\p{Script=Lao}/u],
  ['Khmer', /\p{Script=Khmer}/u],
  ['Burmese', /\p{Script=Myanmar}/u],
  ['Tibetan', /\p{Script=Tibetan}/u],
  ['Amharic (Ethiopic)', /\p{Script=Ethiopic}/u],
  ['emoji', /\p{Extended_Pictographic}/u],
];
const OTHER = 'characters';

/** Written from right to left, or with letters whose shape or place depends on their neighbours. The layout does neither. */
const NEEDS_SHAPING = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Lao}]/u;

/**
 * Returns the words as a page shows them. Spaces and control characters become one space, and characters without a look, such as
 * joiners, are left out.
 */
export const cleanWords = (words: string): string =>
  words
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}+/gu, '')
    .replaceAll(/(?:(?![\u00a0\u202f])[\s\p{Cc}\p{Noncharacter_Code_Point}])+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .trim();

const SHOWN_CHARACTERS = 3;

const nameOf = (character: string): string => SCRIPTS.find(([, script]) => script.test(character))?.[0] ?? OTHER;

/** Returns the characters of a text that no page can show, in words. Undefined if there are none. */
export function describeUnprintable(characters: Iterable<string>, hasGlyph: (codePoint: number) => boolean): string | undefined {
  const found = new Map<string, string[]>();
  for (const character of characters) {
    if (hasGlyph(character.codePointAt(0) ?? 0) && !NEEDS_SHAPING.test(character)) continue;
    const name = nameOf(character);
    const all = found.get(name);
    if (all === undefined) found.set(name, [character]);
    else all.push(character);
  }
  if (found.size === 0) return undefined;
  const groups = [...found].map(([name, all]) => {
    const more = all.length > SHOWN_CHARACTERS ? ' …' : '';
    return `${name} (${all.slice(0, SHOWN_CHARACTERS).join(' ')}${more})`;
  });
  return new Intl.ListFormat('en-GB').format(groups);
}
