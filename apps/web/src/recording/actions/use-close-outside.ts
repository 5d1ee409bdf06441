import { useEffect, type RefObject } from 'react';

const isInDialog = (target: Node): boolean => target instanceof Element && target.closest('[role="dialog"]') !== null;

/**
 * Closes a list that covers the page, when the user goes on elsewhere or presses Escape. It stays open below the dialog that it
 * opened, which returns the focus to it.
 */
export function useCloseOutside(list: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const leave = ({ target }: Event): void => {
      const details = list.current;
      if (details?.open !== true) return;
      if (target instanceof Node && !details.contains(target) && !isInDialog(target)) details.open = false;
    };
    const escape = (event: KeyboardEvent): void => {
      const details = list.current;
      if (event.key !== 'Escape' || details?.open !== true || !details.contains(document.activeElement)) return;
      details.open = false;
      details.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', escape);
    };
  }, [list]);
}
