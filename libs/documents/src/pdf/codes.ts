/** Private-use codes: text does not use them for letters, so they can stand for characters above U+FFFF. */
const FIRST = 0xe000;
const LAST = 0xf8ff;

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
const units = (character: string): readonly number[] =>
  Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));

/** Two-byte codes for the characters of some texts, and the table that tells readers their meaning. */
export class GlyphCodes {
  readonly #far = new Map<string, number>();

  constructor(texts: readonly string[]) {
    for (const text of texts)
      for (const character of text) {
        const next = FIRST + this.#far.size;
        if (character.length > 1 && next <= LAST && !this.#far.has(character)) this.#far.set(character, next);
      }
  }

  of(text: string): readonly number[] {
    return Array.from(text).flatMap((character) => {
      const far = this.#far.get(character);
      if (far !== undefined) return [far];
      return character.length > 1 ? [0xfffd] : units(character);
    });
  }

  /**
   * Maps each code to its own character, except the assigned private-use codes. The format allows a hundred entries in one
   * list.
   */
  toUnicode(): string {
    const lines = [...this.#far].map(([character, code]) => `<${hex(code)}> <${units(character).map(hex).join('')}>`);
    const lists = Array.from({ length: Math.ceil(lines.length / 100) }, (_, index) =>
      lines.slice(index * 100, index * 100 + 100),
    );
    return [
      ...HEAD,
      '2 beginbfrange',
      `<0000> <${hex(FIRST - 1)}> <0000>`,
      `<${hex(LAST + 1)}> <FFFF> <${hex(LAST + 1)}>`,
      'endbfrange',
      ...lists.flatMap((list) => [`${String(list.length)} beginbfchar`, ...list, 'endbfchar']),
      ...END,
    ].join('\n');
  }
}

const HEAD = [
  '/CIDInit /ProcSet findresource begin',
  '12 dict begin',
  'begincmap',
  '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
  '/CMapName /Adobe-Identity-UCS def',
  '/CMapType 2 def',
  '1 begincodespacerange',
  '<0000> <FFFF>',
  'endcodespacerange',
];
const END = ['endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end'];
