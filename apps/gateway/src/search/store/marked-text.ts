import type { TextMark } from '../search-entry.js';
import type { MarkedText, PassageHit, TextRange } from '../search-index.js';

/* Highlights from PostgreSQL. Texts in the index have no control characters, so these are not part of them. */
const START_MARK = '\u0001';
const END_MARK = '\u0002';
/** Characters that a result shows of a passage. */
const SHOWN = 260;
const BEFORE_FIRST = 80;

/**
 * Finds the highlighted parts in the text itself: PostgreSQL leaves out what looks like a tag of HTML, so its places are not
 * those of the text.
 */
export function findRanges(text: string, highlighted: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  let from = 0;
  for (const part of highlighted.split(START_MARK).slice(1)) {
    const [found = ''] = part.split(END_MARK);
    const start = found === '' ? -1 : text.indexOf(found, from);
    if (start === -1) continue;
    ranges.push({ start, length: found.length });
    from = start + found.length;
  }
  return ranges;
}

const isHalfPair = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
/** A cut must not divide a character of two code units. */
const cutAt = (text: string, place: number): number =>
  place > 0 && place < text.length && isHalfPair(text.charCodeAt(place)) ? place - 1 : place;

/** Cuts a text around its first range, between words where there are any. */
export function cutAround({ text, ranges }: MarkedText): MarkedText & { readonly from: number } {
  if (text.length <= SHOWN) return { text, ranges, from: 0 };
  const first = ranges[0]?.start ?? 0;
  const earliest = Math.max(0, Math.min(first - BEFORE_FIRST, text.length - SHOWN));
  const space = earliest === 0 ? -1 : text.indexOf(' ', earliest);
  const from = earliest === 0 ? 0 : space !== -1 && space < first ? space + 1 : cutAt(text, earliest);
  const longest = Math.min(text.length, from + SHOWN);
  const lastSpace = longest === text.length ? longest : text.lastIndexOf(' ', longest);
  const end = lastSpace > from + SHOWN / 2 ? lastSpace : cutAt(text, longest);
  return {
    text: text.slice(from, end),
    ranges: ranges
      .filter(({ start, length }) => start >= from && start + length <= end)
      .map(({ start, length }) => ({ start: start - from, length })),
    from,
  };
}

/** Returns what a result shows of a passage. Its time is that of the sentence with the first word found. */
export function passageHit(
  { text, page, marks }: { readonly text: string; readonly page: number | undefined; readonly marks: readonly TextMark[] },
  ranges: readonly TextRange[],
): PassageHit {
  const { from: _from, ...shown } = cutAround({ text, ranges });
  const first = ranges[0]?.start ?? 0;
  const mark = marks.findLast(({ offset }) => offset <= first) ?? marks[0];
  return { ...shown, page, startMs: mark?.startMs, speaker: mark?.speaker };
}
