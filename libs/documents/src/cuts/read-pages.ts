import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { PageTextSchema } from '../text/page-text.js';
import { toExcerpt, type PageContent } from './page-content.js';
import { readSigns, type PageSigns } from './page-signs.js';

/** A page with more bytes is not read. */
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
  #size = 0;

  /** Yields `undefined` for a page that is too large. */
  *split(chunk: Buffer): Generator<string | undefined> {
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
        this.#keep(chunk.subarray(start, at + 1));
        yield this.#size > LARGEST_PAGE ? undefined : Buffer.concat(this.#begun).toString('utf8');
        [this.#begun, this.#size] = [[], 0];
      }
    }
    if (this.#depth >= PAGE_DEPTH) this.#keep(chunk.subarray(start));
  }

  /** False if the file has ended in the middle of its content. */
  get isComplete(): boolean {
    return this.#depth === 0 && !this.#isInText;
  }

  #keep(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#size > LARGEST_PAGE) this.#begun = [];
    else this.#begun.push(bytes);
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

const readPage = (json: string | undefined, number: number): PageContent | undefined =>
  json === undefined ? { page: number, source: 'unread', text: '' } : parsePage(json);

/**
 * Reads the signs of each page of `text.json`, one page at a time: with the places of all words, the file of a long scan has many
 * times the size of its text. Throws a `SyntaxError` for other content, and for a file that has lost its end.
 */
export async function readPages(stream: AsyncIterable<Buffer>): Promise<readonly PageSigns[]> {
  const splitter = new PageSplitter();
  const pages: PageSigns[] = [];
  for await (const chunk of stream)
    for (const json of splitter.split(chunk)) {
      const page = readPage(json, pages.length + 1);
      if (page?.page !== pages.length + 1) throw new SyntaxError('The file does not have the text of pages');
      pages.push(readSigns(toExcerpt(page)));
    }
  if (pages.length === 0 || !splitter.isComplete) throw new SyntaxError('The file does not have the text of all pages');
  return pages;
}
