import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import type { ListedItem } from '@throughline/api-types';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { text } from '../texts/text.js';
import { LibraryRow } from './LibraryRow.js';
import { cursorAfter } from './list-cursor.js';

/** Pixels, as the style sheet has it. */
const ROW_PX = 56;
const OVERSCAN = 12;
/** The next page is fetched when this many loaded rows are left below the screen. */
const AHEAD = 40;

interface Props {
  readonly items: readonly ListedItem[];
  /** All items that match, loaded or not. */
  readonly total: number;
  /** Fetches the next page; undefined if there is none, or it is being fetched. */
  readonly onMore: (() => void) | undefined;
}

/** The rows of the library. Only those on the screen are in the document. */
export function LibraryRows({ items, total, onMore }: Props): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [cursor, setCursor] = useState(0);
  const isFocusDue = useRef(false);
  const current = Math.min(cursor, items.length - 1);
  useLayoutEffect(() => {
    setTop(list.current?.offsetTop ?? 0);
  }, []);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (index) => items[index]?.id ?? index,
    // The row under the cursor stays, because it has the focus or receives it next.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), current])].sort((a, b) => a - b),
  });
  const shown = rows.getVirtualItems();
  const last = rows.range?.endIndex ?? 0;
  const fetchMore = useEffectEvent(() => {
    onMore?.();
  });
  useEffect(() => {
    if (last >= items.length - AHEAD) fetchMore();
  }, [last, items.length]);
  useEffect(() => {
    if (!isFocusDue.current) return;
    isFocusDue.current = false;
    list.current?.querySelector<HTMLElement>(`[data-index="${String(current)}"] .item-title`)?.focus({ preventScroll: true });
  }, [current]);
  const move = (event: KeyboardEvent): void => {
    const next = cursorAfter(event, current, items.length);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(next);
    rows.scrollToIndex(next, { align: 'auto' });
    isFocusDue.current = next !== current;
  };
  return (
    <ul
      ref={list}
      className="items"
      aria-label={text.libraryList.title}
      style={{ blockSize: rows.getTotalSize() }}
      onKeyDown={move}
    >
      {shown.map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <li
            key={key}
            className="item"
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={total}
            style={{ transform: `translateY(${String(start - top)}px)` }}
            onFocus={() => {
              setCursor(index);
            }}
          >
            <LibraryRow item={item} isCurrent={index === current} />
          </li>
        );
      })}
    </ul>
  );
}
