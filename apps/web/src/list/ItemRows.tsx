import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import type { ListedItem } from '@throughline/api-client';
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useState, type KeyboardEvent, type ReactElement } from 'react';
import { countSelected, isSelected } from '../bulk/selection.js';
import type { ListSelection } from '../bulk/use-selection.js';
import { areShortcutsOn } from '../components/shortcuts.js';
import { text } from '../texts/text.js';
import { ItemRow } from './ItemRow.js';
import { cursorAfter } from './list-cursor.js';
import { useListCursor } from './use-list-cursor.js';

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
  /** Absent if items cannot be selected. */
  readonly selection: ListSelection | undefined;
}

/** The pixels at the edges of the window that bars cover, from the style sheet. */
interface Covered {
  readonly top: number;
  readonly bottom: number;
}

const readCovered = (): Covered => {
  const { scrollPaddingBlockStart, scrollPaddingBlockEnd } = getComputedStyle(document.documentElement);
  return { top: parseFloat(scrollPaddingBlockStart) || 0, bottom: parseFloat(scrollPaddingBlockEnd) || 0 };
};

/** The rows of the list of all items. Only those on the screen are in the document. */
export function ItemRows({ items, total, onMore, selection }: Props): ReactElement {
  const { list, current, move, onFocus, onBlur } = useListCursor(items, selection?.rows);
  const hasBar = selection !== undefined && countSelected(selection.selection, total) > 0;
  const [top, setTop] = useState(0);
  const [covered, setCovered] = useState<Covered>({ top: 0, bottom: 0 });
  useLayoutEffect(() => {
    const measure = (): void => {
      setTop(list.current?.offsetTop ?? 0);
      setCovered(readCovered());
    };
    measure();
    // Things above the list move it when they grow, for example counts that arrive later.
    const observer = new ResizeObserver(measure);
    if (list.current?.parentElement) observer.observe(list.current.parentElement);
    return () => {
      observer.disconnect();
    };
    // The bar of the selection covers rows.
  }, [list, hasBar]);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: covered.top,
    scrollPaddingEnd: covered.bottom,
    getItemKey: useCallback((index: number) => items[index]?.id ?? index, [items]),
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
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    selection?.onKeyDown(event);
    const next = cursorAfter(event, current, items.length, areShortcutsOn());
    if (next === undefined) return;
    event.preventDefault();
    move(next);
    rows.scrollToIndex(next, { align: 'auto' });
  };
  return (
    <ul
      ref={list}
      className="items"
      aria-label={text.itemList.title}
      style={{ blockSize: rows.getTotalSize() }}
      tabIndex={-1}
      onClick={selection?.onClick}
      onKeyDown={press}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      {shown.map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <li
            key={key}
            className="item"
            data-item={item.id}
            data-current={index === current ? '' : undefined}
            aria-posinset={index + 1}
            aria-setsize={total}
            style={{ transform: `translateY(${String(start - top)}px)` }}
          >
            <ItemRow
              item={item}
              isCurrent={index === current}
              isSelected={selection && isSelected(selection.selection, item.id)}
            />
          </li>
        );
      })}
    </ul>
  );
}
