import { useEffect, useRef } from 'react';

/**
 * Moves the focus from a control that disappears by the change it asked for. Returns a function that says whether a change is
 * awaited; it is over when `changed` has another value. `findTarget` keeps its identity.
 */
export function useKeptFocus(changed: unknown, findTarget: () => HTMLElement | null | undefined): (is: boolean) => void {
  const isAwaited = useRef(false);
  useEffect(() => {
    const wasLost = isAwaited.current && document.activeElement === document.body;
    isAwaited.current = false;
    if (wasLost) findTarget()?.focus();
  }, [changed, findTarget]);
  return (is) => {
    isAwaited.current = is;
  };
}
