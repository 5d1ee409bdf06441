import { PAGE_LIMITS } from '@throughline/contracts/page-ranges';
import { settingsText } from '../../texts/settings-text.js';
import {
  compareLooks,
  findRefusal,
  groupPages,
  isChanged,
  type ArrangedPage,
  type Arrangement,
  type Refusal,
} from './arrangement.js';

const words = settingsText.arrange;

type TitleOf = (page: ArrangedPage) => string | undefined;

const nameOf = (page: ArrangedPage, titleOf: TitleOf): string => words.page(page.number, page.turn, page.isOut, titleOf(page));

const LIMITS: Readonly<Record<Exclude<Refusal['why'], 'whole'>, string>> = {
  parts: words.tooManyParts(PAGE_LIMITS.parts),
  documents: words.tooManyDocuments(PAGE_LIMITS.documents),
  ranges: words.tooManyRanges(PAGE_LIMITS.ranges),
  changes: words.tooManyChanges(PAGE_LIMITS.documents - 1),
};

/** Says what would be made, or why it cannot be made. */
export function describeResult(pages: Arrangement, own: string, nameOfDocument: (id: string) => string): string {
  if (!isChanged(pages, own)) return words.unchanged;
  const refusal = findRefusal(pages, own);
  if (refusal?.why === 'whole') return words.whole(refusal.part + 1, nameOfDocument(refusal.document));
  if (refusal !== undefined) return LIMITS[refusal.why];
  return words.summary(groupPages(pages).length, pages.filter(({ isOut }) => isOut).length);
}

export const isCreatable = (pages: Arrangement, own: string): boolean =>
  isChanged(pages, own) && groupPages(pages).length > 0 && findRefusal(pages, own) === undefined;

/** Says what a step has turned, left out or put back. `undefined` if nothing. */
export function describeLooks(before: Arrangement, now: Arrangement, titleOf: TitleOf): string | undefined {
  const { pages, turned, leftOut, putBack } = compareLooks(before, now);
  const [first] = pages;
  if (first === undefined) return undefined;
  if (pages.length > 1) return words.changed(turned, leftOut, putBack);
  return putBack === 0 ? nameOf(first, titleOf) : words.putBack(nameOf(first, titleOf));
}

/** Says where a page is after a move. `undefined` if it has not moved. */
export function describeMove(before: Arrangement, now: Arrangement, key: string, titleOf: TitleOf): string | undefined {
  const at = now.findIndex((page) => page.key === key);
  const page = now[at];
  if (now === before || page === undefined) return undefined;
  return words.moved(nameOf(page, titleOf), at + 1, now.length);
}
