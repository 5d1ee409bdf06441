import { convert } from 'html-to-text';
import { flatHtml } from './flat-html.js';

const LONGEST_INPUT = 16_000_000;

/** What a reader of the page would read: no scripts, no addresses, no pictures. */
export const textOfHtml = (html: string): string =>
  convert(flatHtml(html.slice(0, LONGEST_INPUT)), {
    wordwrap: false,
    limits: { maxInputLength: LONGEST_INPUT, maxDepth: 200, maxChildNodes: 100_000, ellipsis: '…' },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      // Headlines as they stand there, not in capitals.
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ],
  }).trim();

/** No further than the next tag: else each of many that are begun and not ended would be looked for to the end of the page. */
const TITLE = /<title[^<>]*>([^<]{1,1000})<\/title>/i;

/** What the page calls itself. */
export function titleOfHtml(html: string): string | undefined {
  const found = TITLE.exec(html.slice(0, 100_000))?.[1];
  const title = found === undefined ? '' : convert(found, { wordwrap: false }).trim();
  return title === '' ? undefined : title;
}
