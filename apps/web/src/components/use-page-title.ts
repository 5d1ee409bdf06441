import { useEffect } from 'react';
import { text } from '../texts/text.js';

/** Sets the title of the tab, which the history shows and screen readers announce first. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? text.product : `${title} · ${text.product}`;
  }, [title]);
}
