import { parsePageText } from '../text/page-text.js';
import { toExcerpt, type PageContent } from './page-content.js';

/** A page with more bytes is no page that this product has written. */
const LARGEST_PAGE = 8 * 1024 * 1024;

const [QUOTE, BACKSLASH, OPEN, CLOSE] = ['"', '\\', '{', '}'].map((character) => character.charCodeAt(0));

/** The depth of the page objects in the file: `{ "pages": [{ … }] }`. */
const PAGE_DEPTH = 2;

/** Splits the file into the JSON of its pages, byte by byte: no byte of a longer UTF-8 character equals one of these. */
class PageSplitter {
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #begun: Buffer[] = [];

  *split(chunk: Buffer): Generator<string> {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const change = this.#read(chunk[at]);
      if (change === 0) continue;
      if (change > 0 && this.#depth === PAGE_DEPTH) start = at;
      if (change > 0 || this.#depth !== PAGE_DEPTH - 1) continue;
      yield Buffer.concat([...this.#begun, chunk.subarray(start, at + 1)]).toString('utf8');
      this.#begun = [];
    }
    if (this.#depth >= PAGE_DEPTH) this.#keep(chunk.subarray(start));
  }

  #keep(bytes: Buffer): void {
    this.#begun.push(bytes);
    if (this.#begun.reduce((sum, { length }) => sum + length, 0) > LARGEST_PAGE) throw new SyntaxError('A page is too large');
  }

  /** Returns how the depth of objects changes: 1, 0 or -1. */
  #read(byte: number | undefined): number {
    if (this.#isInText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isInText = false;
      return 0;
    }
    if (byte === QUOTE) this.#isInText = true;
    const change = Number(byte === OPEN) - Number(byte === CLOSE);
    this.#depth += change;
    return change;
  }
}

/**
 * Reads the beginning and the end of each page of `text.json`, one page at a time: with the places of all words, the file of a
 * long scan has many times the size of its text. Throws a `SyntaxError` for other content.
 */
export async function readPages(stream: AsyncIterable<Buffer>): Promise<readonly PageContent[]> {
  const splitter = new PageSplitter();
  const pages: PageContent[] = [];
  for await (const chunk of stream)
    for (const json of splitter.split(chunk)) {
      const page = parsePageText(json);
      if (page?.page !== pages.length + 1) throw new SyntaxError('The file does not have the text of pages');
      pages.push(toExcerpt(page));
    }
  return pages;
}
