import type { FontSubset } from './font-subset.js';
import { round } from './pdf-file.js';

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
const SIDE = 62;
const TOP = 778;
const BOTTOM = 72;
const FOOTER = 40;
const TEXT_WIDTH = PAGE.width - 2 * SIDE;
/** The column of the times. It has room for `100:00:00`. */
const TIMES = 54;

export interface Fonts {
  readonly plain: FontSubset;
  readonly bold: FontSubset;
}
/** The names of the fonts in the content of a page. */
export const FONT_NAMES: Readonly<Record<keyof Fonts, string>> = { plain: 'P', bold: 'B' };

interface Look {
  /** The kind of the paragraph for screen readers (ISO 32000-1, 14.8.4). */
  readonly tag: 'H1' | 'H2' | 'P';
  readonly font: keyof Fonts;
  readonly size: number;
  readonly lead: number;
  readonly before: number;
  /** Height that must be free for the first line, so that no heading is the last line of a page. */
  readonly keep: number;
  readonly isGrey?: boolean;
}

const LOOKS = {
  title: { tag: 'H1', font: 'bold', size: 20, lead: 26, before: 0, keep: 26 },
  fact: { tag: 'P', font: 'plain', size: 9.5, lead: 14, before: 4, keep: 14, isGrey: true },
  mark: { tag: 'P', font: 'plain', size: 9.5, lead: 14, before: 4, keep: 14, isGrey: true },
  topic: { tag: 'H2', font: 'bold', size: 13.5, lead: 19, before: 20, keep: 76 },
  speaker: { tag: 'P', font: 'bold', size: 10.5, lead: 15, before: 12, keep: 52 },
  passage: { tag: 'P', font: 'plain', size: 10.5, lead: 15, before: 5, keep: 15 },
} as const satisfies Readonly<Record<string, Look>>;

export interface Block {
  readonly kind: keyof typeof LOOKS;
  /** Not empty. */
  readonly words: string;
  /** Shown beside the words. */
  readonly time?: string;
}

/** A paragraph as screen readers know it. A page break divides it into parts. */
export interface Element {
  readonly tag: Look['tag'];
  readonly parts: { readonly page: number; readonly mark: number }[];
}

export interface Page {
  readonly content: string[];
  /** By the number that marks their part of the content. */
  readonly elements: Element[];
}

export interface Heading {
  readonly words: string;
  readonly page: number;
  readonly top: number;
}

interface Piece {
  readonly hex: string;
  readonly width: number;
}

function measure(words: string, font: FontSubset): Piece {
  let [hex, width] = ['', 0];
  for (const character of words) {
    const code = font.codeOf(character.codePointAt(0) ?? 0);
    hex += font.hex(code);
    width += font.advance(code);
  }
  return { hex, width };
}

/** Divides a word that is longer than a line. `room` is in thousandths of the size. */
function* cutWord(word: string, font: FontSubset, room: number): Generator<Piece> {
  let [hex, width] = ['', 0];
  for (const character of word) {
    const code = font.codeOf(character.codePointAt(0) ?? 0);
    const advance = font.advance(code);
    if (width + advance > room && hex !== '') {
      yield { hex, width };
      [hex, width] = ['', 0];
    }
    hex += font.hex(code);
    width += advance;
  }
  yield { hex, width };
}

/** Divides words into lines. All but the last end with a space, so that copied text has one there. */
export function* breakLines(words: string, font: FontSubset, room: number): Generator<string> {
  const space = measure(' ', font);
  let [hex, width] = ['', 0];
  for (const word of words.split(' ')) {
    let [isFirst, before] = [true, space];
    for (const piece of cutWord(word, font, room)) {
      if (hex !== '' && (!isFirst || width + before.width + piece.width > room)) {
        yield isFirst ? hex + space.hex : hex;
        [hex, width] = ['', 0];
      }
      if (hex === '') before = { hex: '', width: 0 };
      hex += before.hex + piece.hex;
      width += before.width + piece.width;
      isFirst = false;
    }
  }
  yield hex;
}

/** Sets paragraphs on pages, one below the other. Yields between lines. */
export class PageLayout {
  readonly pages: Page[] = [];
  readonly elements: Element[] = [];
  readonly headings: Heading[] = [];
  /** The lower end of what is on the last page. */
  #low = 0;

  constructor(readonly fonts: Fonts) {}

  *place({ kind, words, time }: Block): Generator<undefined> {
    const look: Look = LOOKS[kind];
    const font = this.fonts[look.font];
    const left = time === undefined ? SIDE : SIDE + TIMES;
    const element: Element = { tag: look.tag, parts: [] };
    this.elements.push(element);
    let isFirst = true;
    for (const hex of breakLines(words, font, ((PAGE.width - SIDE - left) * 1_000) / look.size)) {
      const page = this.#makeRoom(isFirst ? look.before : 0, isFirst ? look.keep : look.lead);
      this.#open(element, page);
      if (isFirst && kind === 'topic') this.headings.push({ words, page, top: this.#low + look.size });
      this.#low -= look.lead;
      if (isFirst && time !== undefined) this.#write({ hex: measure(`${time} `, font).hex, look: TIME, left: SIDE });
      this.#write({ hex, look, left });
      isFirst = false;
      yield;
    }
    this.#lastPage().content.push('EMC');
  }

  /** Writes the page numbers, which no screen reader reads out. */
  number(): void {
    const { plain } = this.fonts;
    this.pages.forEach(({ content }, index) => {
      const { hex, width } = measure(`${String(index + 1)} / ${String(this.pages.length)}`, plain);
      const left = SIDE + (TEXT_WIDTH - (width * TIME.size) / 1_000) / 2;
      content.push('/Artifact << /Type /Pagination /Subtype /Footer >> BDC', textOf({ hex, look: TIME, left }, FOOTER), 'EMC');
    });
  }

  #lastPage(): Page {
    return this.pages.at(-1) ?? { content: [], elements: [] };
  }

  /** Returns the number of the page. */
  #makeRoom(before: number, room: number): number {
    if (this.pages.length > 0 && this.#low - before - room >= BOTTOM) this.#low -= before;
    else {
      this.pages.push({ content: [], elements: [] });
      this.#low = TOP;
    }
    return this.pages.length - 1;
  }

  /** Marks what follows on the page as a part of the element. */
  #open(element: Element, page: number): void {
    const before = element.parts.at(-1)?.page;
    if (before === page) return;
    if (before !== undefined) this.pages[before]?.content.push('EMC');
    const { content, elements } = this.#lastPage();
    const mark = elements.push(element) - 1;
    element.parts.push({ page, mark });
    content.push(`/${element.tag} << /MCID ${String(mark)} >> BDC`);
  }

  #write(text: PlacedText): void {
    this.#lastPage().content.push(textOf(text, this.#low));
  }
}

interface PlacedText {
  readonly hex: string;
  readonly look: Pick<Look, 'font' | 'size' | 'lead' | 'isGrey'>;
  readonly left: number;
}

const TIME: PlacedText['look'] = { font: 'plain', size: 8.5, lead: 15, isGrey: true };
/** The share of the height of a line that is below the letters. */
const BELOW = 0.28;

function textOf({ hex, look, left }: PlacedText, low: number): string {
  const { font, size, lead, isGrey } = look;
  const [x, y] = [round(left), round(low + lead * BELOW)];
  return `BT ${isGrey === true ? '0.4' : '0'} g /${FONT_NAMES[font]} ${String(size)} Tf ${x} ${y} Td <${hex}> Tj ET`;
}
