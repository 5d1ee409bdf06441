import type { CutSuggestion } from '@throughline/api-client';
import { pageKey, type ArrangedPage, type Arrangement } from './arrangement.js';

/** The page before which a suggestion is shown. */
const placeOf = ({ before, leave_out: leaveOut }: CutSuggestion): number => leaveOut[0] ?? before ?? 0;

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

/** A page and its place by the key. */
type Places = ReadonlyMap<string, { readonly page: ArrangedPage; readonly index: number }>;

/** A person who has placed another page between the two of a cut has decided about it. */
const isBetweenNeighbours = (places: Places, document: string, before: number): boolean => {
  const at = places.get(pageKey(document, before))?.index ?? 0;
  return at > 0 && places.get(pageKey(document, before - 1))?.index === at - 1;
};

function isOpen(places: Places, document: string, { before, leave_out: leaveOut }: CutSuggestion): boolean {
  if (before !== null && !isBetweenNeighbours(places, document, before)) return false;
  const wouldCut = before !== null && places.get(pageKey(document, before))?.page.isCut === false;
  return wouldCut || leaveOut.some((number) => places.get(pageKey(document, number))?.page.isOut === false);
}

/** Returns the suggestions that a person has not taken, and has not made pointless by a cut or an order of their own. */
export function listOpen(pages: Arrangement, document: string, suggestions: readonly CutSuggestion[]): readonly CutSuggestion[] {
  const places = new Map(pages.map((page, index) => [page.key, { page, index }]));
  return suggestions.filter((each) => isOpen(places, document, each));
}

/** Groups suggestions by the key of the page before which each is shown. */
export function groupByPlace(
  document: string,
  suggestions: readonly CutSuggestion[],
): ReadonlyMap<string, readonly CutSuggestion[]> {
  const groups = new Map<string, CutSuggestion[]>();
  for (const each of suggestions) {
    const key = pageKey(document, placeOf(each));
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}
