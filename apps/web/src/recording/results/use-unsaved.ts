import { useEffect } from 'react';
import { text } from '../../texts/text.js';

/** A link that leads away from this page, in this tab. */
const leadsAway = (event: MouseEvent): boolean => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.target === '_blank' || link.hasAttribute('download') || event.ctrlKey || event.metaKey) return false;
  return new URL(link.href, window.location.href).pathname !== window.location.pathname;
};

/** Asks before changes are lost: when the tab closes, and at every link. What the browser keeps is not lost. */
export function useUnsaved(isChanged: boolean, isKept: { readonly current: boolean }): void {
  useEffect(() => {
    if (!isChanged) return undefined;
    const closing = (event: BeforeUnloadEvent): void => {
      if (!isKept.current) event.preventDefault();
    };
    // Before the router sees it.
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
