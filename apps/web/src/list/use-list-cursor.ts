import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type RefObject } from 'react';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { followCursor } from './list-cursor.js';

interface Cursor<T> {
  /** Undefined: the first row. */
  readonly id: string | undefined;
  /** The item that has left the list under the cursor. */
  readonly left?: T | undefined;
}

interface ListCursor {
  /** The index of the row that has the focus, or receives it next. */
  readonly current: number;
  /** Moves the cursor and the focus. */
  readonly move: (index: number) => void;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/** Follows the item under the cursor through the changes of a list. Keeps the focus in the list when that item leaves it. */
export function useListCursor<T extends { readonly id: string }>(
  items: readonly T[],
  rows: RefObject<HTMLUListElement | null> | undefined,
  titleOf: (item: T) => string,
): ListCursor {
  const own = useRef<HTMLUListElement>(null);
  const list = rows ?? own;
  const announce = useAnnounce();
  const [{ id, left }, setCursor] = useState<Cursor<T>>({ id: undefined });
  const [known, setKnown] = useState(items);
  if (known !== items) {
    setKnown(items);
    const next = followCursor(id, known, items);
    if (next !== id) setCursor({ id: next, left: known.find((item) => item.id === id) });
  }
  const current = useMemo(() => Math.max(id === undefined ? 0 : items.findIndex((item) => item.id === id), 0), [id, items]);
  const isFocusDue = useRef(false);
  const hasFocus = useRef(false);
  const focusCurrent = useEffectEvent(() => {
    // React reports no blur of an element that it removes.
    const isLost = hasFocus.current && document.activeElement === document.body;
    if (!isFocusDue.current && !isLost) return;
    isFocusDue.current = false;
    list.current?.querySelector<HTMLElement>('[data-current] :is(.item-title, .row-title)')?.focus({ preventScroll: true });
    if (isLost && left !== undefined) announce(text.itemList.left(titleOf(left)));
  });
  useEffect(() => {
    focusCurrent();
  }, [id]);
  useLayoutEffect(() => {
    const element = list.current;
    return () => {
      // The last row has left the list. Without this, the next Tab begins at the top of the page.
      if (element?.contains(document.activeElement) === true) document.getElementById('content')?.focus({ preventScroll: true });
    };
  }, [list]);
  return {
    list,
    current,
    move: (index) => {
      isFocusDue.current = index !== current;
      setCursor({ id: items[index]?.id });
    },
    onFocus: ({ target }) => {
      hasFocus.current = true;
      const focused = target.closest<HTMLElement>('[data-item]')?.dataset['item'];
      if (focused !== undefined && focused !== id) setCursor({ id: focused });
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      // A window that loses the focus keeps its active element.
      hasFocus.current = currentTarget.contains(relatedTarget) || currentTarget.contains(document.activeElement);
    },
  };
}
