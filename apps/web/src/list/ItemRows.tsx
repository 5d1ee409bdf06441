import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useState,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import { countSelected, isSelected } from '../bulk/selection.js';
import type { ListSelection } from '../bulk/use-selection.js';
import { areShortcutsOn } from '../components/shortcuts.js';
import { useNow } from '../controls/use-now.js';
import { findHeadings } from './day-groups.js';
import { useGradualRows } from './gradual-rows.js';
import { classOf, useHiddenColumns } from './hidden-columns.js';
import type { ItemList, ListItem } from './item-list.js';
import type { ItemsSearch } from './items-search.js';
import { cursorAfter } from './list-cursor.js';
import { ScrollingContext } from './RowPoster.js';
import { useListCursor } from './use-list-cursor.js';

/** Pixels, as the style sheet has it. */
const DAYS_PX = 32;
const MINUTE_MS = 60_000;
const OVERSCAN = 8;
/** The next page is fetched when this many loaded rows are left below the screen. */
const AHEAD = 40;

interface Props<T extends ListItem> {
  readonly label: string;
  readonly list: ItemList<T>;
  readonly items: readonly T[];
  /** All items that match, loaded or not. */
  readonly total: number;
  /** Fetches the next page; undefined if there is none, or it is being fetched. */
  readonly onMore: (() => void) | undefined;
  /** Absent if items cannot be selected. */
  readonly selection: ListSelection | undefined;
  readonly kind: ItemsSearch['kind'];
  /** The list is in the order of its dates, which get headings. */
  readonly isByDate: boolean;
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

const NO_HEADINGS: ReadonlyMap<number, string> = new Map();

function useHeadings(items: readonly ListItem[], isByDate: boolean): ReadonlyMap<number, string> {
  const now = useNow(MINUTE_MS);
  return useMemo(() => (isByDate ? findHeadings(items, now) : NO_HEADINGS), [items, isByDate, now]);
}

/** The rows of a list. Only those on the screen are in the document. */
export function ItemRows<T extends ListItem>(props: Props<T>): ReactElement {
  const { label, list, items, total, onMore, selection, kind, isByDate } = props;
  const { Row, rowClass, rowPx, isMeasured, titleOf } = list;
  const { list: element, current, move, onFocus, onBlur } = useListCursor(items, selection?.rows, titleOf);
  const hasBar = selection !== undefined && countSelected(selection.selection, total) > 0;
  const { hidden } = useHiddenColumns();
  const headings = useHeadings(items, isByDate);
  const [top, setTop] = useState(0);
  const [covered, setCovered] = useState<Covered>({ top: 0, bottom: 0 });
  useLayoutEffect(() => {
    const measure = (): void => {
      setTop((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
      setCovered((before) => {
        const { top: above, bottom } = readCovered();
        return before.top === above && before.bottom === bottom ? before : { top: above, bottom };
      });
    };
    measure();
    // Things above the list move it when they grow, for example counts that arrive later.
    const observer = new ResizeObserver(measure);
    const view = element.current?.parentElement?.parentElement;
    if (view) observer.observe(view);
    return () => {
      observer.disconnect();
    };
    // The bar of the selection covers rows.
  }, [element, hasBar]);
  const headingPx = (index: number): number => (headings.has(index) ? DAYS_PX : 0);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => rowPx + headingPx(index),
    measureElement: (row) => row.getBoundingClientRect().height + headingPx(Number(row.getAttribute('data-index'))),
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: covered.top,
    scrollPaddingEnd: covered.bottom,
    // A heading belongs to the height of its row, which is known by the key.
    getItemKey: useCallback(
      (index: number) => `${items[index]?.id ?? String(index)} ${headings.get(index) ?? ''}`,
      [items, headings],
    ),
    // The row under the cursor stays, because it has the focus or receives it next.
    rangeExtractor: useCallback(
      (range: Range) => [...new Set([...defaultRangeExtractor(range), current])].sort((a, b) => a - b),
      [current],
    ),
  });
  const shown = useGradualRows(rows.getVirtualItems(), {
    isUrgent: ({ index }) => rows.range !== null && index >= rows.range.startIndex && index <= rows.range.endIndex,
    isImmediate: ({ index }) => index === current,
  });
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
    <div className={classOf('items', hidden)}>
      {shown.map(({ index, start }) => {
        const name = headings.get(index);
        return (
          name !== undefined && (
            <h2 key={name} className="items-days" style={{ insetBlockStart: start - top }}>
              {name}
            </h2>
          )
        );
      })}
      <ul
        ref={element}
        aria-label={label}
        style={{ blockSize: rows.getTotalSize() }}
        tabIndex={-1}
        onClick={selection?.onClick}
        onKeyDown={press}
        onFocus={onFocus}
        onBlur={onBlur}
      >
        <ScrollingContext value={rows.isScrolling}>
          {shown.map(({ index, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            return (
              <li
                key={item.id}
                // Called for each render, because a heading may have come or gone.
                ref={
                  isMeasured
                    ? (row) => {
                        rows.measureElement(row);
                      }
                    : undefined
                }
                className={rowClass}
                data-index={index}
                data-item={item.id}
                data-current={index === current ? '' : undefined}
                aria-posinset={index + 1}
                aria-setsize={total}
                // A transform would hold the menu of the row within the list.
                style={{ insetBlockStart: start + headingPx(index) - top }}
              >
                <Row
                  item={item}
                  isCurrent={index === current}
                  isSelected={selection && isSelected(selection.selection, item.id)}
                  kind={kind}
                />
              </li>
            );
          })}
        </ScrollingContext>
      </ul>
    </div>
  );
}
