import { convert } from 'html-to-text';
import { flattenHtml } from './flat-html.js';

const LONGEST_INPUT = 16_000_000;

/** Returns the text that a reader of the page sees: no scripts, addresses or pictures. */
export const extractHtmlText = (html: string): string =>
  convert(flattenHtml(html.slice(0, LONGEST_INPUT)), {
    wordwrap: false,
    limits: { maxInputLength: LONGEST_INPUT, maxDepth: 200, maxChildNodes: 100_000, ellipsis: '…' },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      // Keeps headlines in their original case.
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ],
  }).trim();

/** Matches no further than the next tag: otherwise each of many unfinished tags would be searched to the end of the page. */
const TITLE = /<title[^<>]*>([^<]{1,1000})<\/title>/i;

export function extractHtmlTitle(html: string): string | undefined {
  const found = TITLE.exec(html.slice(0, 100_000))?.[1];
  const title = found === undefined ? '' : convert(found, { wordwrap: false }).trim();
  return title === '' ? undefined : title;
}
