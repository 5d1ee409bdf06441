import type { CutSuggestion } from '@throughline/api-client';
import { pageKey, type Arrangement } from './arrangement.js';

/** The page before which a suggestion is shown. */
export const placeOf = ({ before, leave_out: leaveOut }: CutSuggestion): number => leaveOut[0] ?? before ?? 0;

const keyOf = (document: string, number: number): string => pageKey(document, number);

/** Makes the cut of a suggestion, and leaves its sheets out. */
export function takeSuggestion(
  pages: Arrangement,
  document: string,
  { before, leave_out: leaveOut }: CutSuggestion,
): Arrangement {
  const out = new Set(leaveOut.map((number) => keyOf(document, number)));
  const cut = before === null ? undefined : keyOf(document, before);
  return pages.map((page, index) => {
    const isCut = page.isCut || (page.key === cut && index > 0);
    const isOut = page.isOut || out.has(page.key);
    return isCut === page.isCut && isOut === page.isOut ? page : { ...page, isCut, isOut };
  });
}

export const takeAll = (pages: Arrangement, document: string, suggestions: readonly CutSuggestion[]): Arrangement =>
  suggestions.reduce((before, each) => takeSuggestion(before, document, each), pages);

/** Returns true if a suggestion would change nothing: a person has taken it, or made the same cut. */
export function isTaken(pages: Arrangement, document: string, suggestion: CutSuggestion): boolean {
  const after = takeSuggestion(pages, document, suggestion);
  return after.every((page, index) => page === pages[index]);
}
