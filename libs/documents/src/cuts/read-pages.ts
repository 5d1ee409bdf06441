import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { PageTextSchema } from '../text/page-text.js';
import { toExcerpt, type PageContent } from './page-content.js';
import { readSigns, type PageSigns } from './page-signs.js';

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
    for (let at = this.#endOfText(chunk, 0); at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === QUOTE) {
        this.#isInText = true;
        at = this.#endOfText(chunk, at + 1) - 1;
      } else if (byte === OPEN) {
        this.#depth += 1;
        if (this.#depth === PAGE_DEPTH) start = at;
      } else if (byte === CLOSE) {
        this.#depth -= 1;
        if (this.#depth !== PAGE_DEPTH - 1) continue;
        yield Buffer.concat([...this.#begun, chunk.subarray(start, at + 1)]).toString('utf8');
        this.#begun = [];
      }
    }
    if (this.#depth >= PAGE_DEPTH) this.#keep(chunk.subarray(start));
  }

  #keep(bytes: Buffer): void {
    this.#begun.push(bytes);
    if (this.#begun.reduce((sum, { length }) => sum + length, 0) > LARGEST_PAGE) throw new SyntaxError('A page is too large');
  }

  /** Returns the place behind the text that is being read: the end of the chunk, if it goes on there. */
  #endOfText(chunk: Buffer, from: number): number {
    if (!this.#isInText) return from;
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) {
        this.#isInText = false;
        return at + 1;
      }
    }
    return chunk.length;
  }
}

/** The places of words are not checked: nothing here reads them, and a scan has a million. */
const storedPage = Compile(Type.Pick(PageTextSchema, ['page', 'source', 'text']));

function parsePage(json: string): PageContent | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return storedPage.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the signs of each page of `text.json`, one page at a time: with the places of all words, the file of a long scan has many
 * times the size of its text. Throws a `SyntaxError` for other content.
 */
export async function readPages(stream: AsyncIterable<Buffer>): Promise<readonly PageSigns[]> {
  const splitter = new PageSplitter();
  const pages: PageSigns[] = [];
  for await (const chunk of stream)
    for (const json of splitter.split(chunk)) {
      const page = parsePage(json);
      if (page?.page !== pages.length + 1) throw new SyntaxError('The file does not have the text of pages');
      pages.push(readSigns(toExcerpt(page)));
    }
  return pages;
}
