import type { PageText } from '../text/page-text.js';

/** Longer documents are no plain invoices; their beginning has the facts. */
const MAX_LINES = 600;
const LONGEST_LINE = 400;

export interface Line {
  readonly page: number;
  /** The offset in the text of the page. */
  readonly start: number;
  readonly text: string;
  /** False below an empty line, and at the beginning of a page. */
  readonly continues: boolean;
}

/** The place of a value: offsets in the text of its page. */
export interface Span {
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

export const spanOf = ({ page, start }: Line, from: number, to: number): Span => ({ page, start: start + from, end: start + to });

function linesOfPage({ page, text }: Pick<PageText, 'page' | 'text'>): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  let continues = false;
  for (const raw of text.split('\n')) {
    const trimmed = raw.trim();
    if (trimmed !== '')
      lines.push({ page, start: start + raw.indexOf(trimmed), text: trimmed.slice(0, LONGEST_LINE), continues });
    continues = trimmed !== '';
    start += raw.length + 1;
    if (lines.length >= MAX_LINES) break;
  }
  return lines;
}

/** Returns the lines with text. */
export const linesOf = (pages: readonly Pick<PageText, 'page' | 'text'>[]): readonly Line[] =>
  pages.flatMap(linesOfPage).slice(0, MAX_LINES);
