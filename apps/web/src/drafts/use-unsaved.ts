import { useEffect } from 'react';
import { text } from '../texts/text.js';

/** Returns true for a click on a link that leaves this page in the same tab. */
const leadsAway = (event: MouseEvent): boolean => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.target === '_blank' || link.hasAttribute('download') || event.ctrlKey || event.metaKey) return false;
  return new URL(link.href, window.location.href).pathname !== window.location.pathname;
};

/**
 * Asks before unsaved changes are lost, when the tab closes or a link is clicked. Does not ask if the browser keeps a draft.
 */
export function useUnsaved(isChanged: boolean, isKept: { readonly current: boolean }): void {
  useEffect(() => {
    if (!isChanged) return undefined;
    const closing = (event: BeforeUnloadEvent): void => {
      if (!isKept.current) event.preventDefault();
    };
    // The capture phase runs before the router.
    const leaving = (event: MouseEvent): void => {
      if (isKept.current || !leadsAway(event) || window.confirm(text.recording.correction.leave)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('beforeunload', closing);
    document.addEventListener('click', leaving, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', closing);
      document.removeEventListener('click', leaving, { capture: true });
    };
  }, [isChanged, isKept]);
}
