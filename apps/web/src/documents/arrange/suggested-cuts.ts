import type { CutSuggestion } from '@throughline/api-client';
import { pageKey, type Arrangement } from './arrangement.js';

/** The page before which a suggestion is shown. */
export const placeOf = ({ before, leave_out: leaveOut }: CutSuggestion): number => leaveOut[0] ?? before ?? 0;

/** Makes the cut of a suggestion, and leaves its sheets out. */
export function takeSuggestion(
  pages: Arrangement,
  document: string,
  { before, leave_out: leaveOut }: CutSuggestion,
): Arrangement {
  const out = new Set(leaveOut.map((number) => pageKey(document, number)));
  const cut = before === null ? undefined : pageKey(document, before);
  return pages.map((page, index) => {
    const isCut = page.isCut || (page.key === cut && index > 0);
    const isOut = page.isOut || out.has(page.key);
    return isCut === page.isCut && isOut === page.isOut ? page : { ...page, isCut, isOut };
  });
}

export const takeAll = (pages: Arrangement, document: string, suggestions: readonly CutSuggestion[]): Arrangement =>
  suggestions.reduce((before, each) => takeSuggestion(before, document, each), pages);

/** A person who has placed another page between the two of a cut has decided about it. */
function isBetweenNeighbours(pages: Arrangement, document: string, { before }: CutSuggestion): boolean {
  if (before === null) return true;
  const at = pages.findIndex(({ key }) => key === pageKey(document, before));
  return at > 0 && pages[at - 1]?.key === pageKey(document, before - 1);
}

/** Returns false for a suggestion that a person has taken, or has made pointless by a cut or an order of their own. */
export function isOpen(pages: Arrangement, document: string, suggestion: CutSuggestion): boolean {
  if (!isBetweenNeighbours(pages, document, suggestion)) return false;
  const after = takeSuggestion(pages, document, suggestion);
  return after.some((page, index) => page !== pages[index]);
}
