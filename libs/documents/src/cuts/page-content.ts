import type { PageText } from '../text/page-text.js';

/** A page as far as the suggestions read it. */
export type PageContent = Pick<PageText, 'page' | 'source' | 'text'>;

/** Characters of the beginning and of the end of a page. What is between says nothing about where a document begins. */
const [HEAD, FOOT] = [3_000, 1_500];

/** Returns the beginning and the end of a page. A file may have a page of millions of characters. */
export const toExcerpt = ({ page, source, text }: PageContent): PageContent => ({
  page,
  source,
  text: text.length <= HEAD + FOOT ? text : `${text.slice(0, HEAD)}\n${text.slice(-FOOT)}`,
});

const LONGEST_LINE = 300;

/** Returns the lines with text. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, LONGEST_LINE))
    .filter((line) => line !== '');
