import { useEffect } from 'react';
import { text } from '../texts/text.js';

/** Of the tab, the history and the first thing that a screen reader says. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? text.product : `${title} · ${text.product}`;
  }, [title]);
}
