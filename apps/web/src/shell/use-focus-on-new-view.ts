import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type RefObject } from 'react';
import { viewOf } from './view-of.js';

/**
 * Returns the ref of the element that receives the focus when another view opens. Without it the focus stays on a link that is
 * gone, and the next Tab begins at the top of the page.
 */
export function useFocusOnNewView(): RefObject<HTMLElement | null> {
  const view = useLocation({ select: ({ pathname }) => viewOf(pathname) });
  const element = useRef<HTMLElement>(null);
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    // The router restores the scroll position.
    element.current?.focus({ preventScroll: true });
  }, [view]);
  return element;
}
