import { useEffect, useState } from 'react';
import { afterTab, findTab, type TabsProps } from '../controls/PartTabs.js';
import { findTabOfAddress, type PartTab } from './part-tabs.js';

/** The shown tab: the chosen one, that of the address, or the first one with content. */
export function usePartTab(filled: readonly PartTab[]): TabsProps<PartTab> {
  const [chosen, onTab] = useState(() => findTabOfAddress(location.hash));
  useEffect(() => {
    const follow = (hash: string): void => {
      const tab = findTabOfAddress(hash);
      if (tab === undefined) return;
      onTab(tab);
      // The browser found nothing to scroll to while the part was hidden.
      afterTab(() => {
        document.getElementById(hash.slice(1))?.scrollIntoView();
      });
    };
    const followAddress = (): void => {
      follow(location.hash);
    };
    // A link to the present address changes nothing that the browser reports.
    const followLink = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest('a') : null;
      if (link?.getAttribute('href') === location.hash) follow(location.hash);
    };
    window.addEventListener('hashchange', followAddress);
    document.addEventListener('click', followLink);
    return () => {
      window.removeEventListener('hashchange', followAddress);
      document.removeEventListener('click', followLink);
    };
  }, []);
  return { tab: findTab(chosen, filled, 'history'), filled, onTab };
}
