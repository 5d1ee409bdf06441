import { useEffect, useState } from 'react';
import { findTab, type TabsProps } from '../controls/PartTabs.js';
import { findTabOfAddress, type PartTab } from './part-tabs.js';

/** Calls back once a part that a phone has hidden is shown. */
export const afterTab = (then: () => void): void => {
  requestAnimationFrame(then);
};

/** The shown tab: the chosen one, that of the address, or the first one with content. */
export function usePartTab(filled: readonly PartTab[]): TabsProps<PartTab> {
  const [chosen, onTab] = useState(() => findTabOfAddress(location.hash));
  useEffect(() => {
    const follow = (): void => {
      const tab = findTabOfAddress(location.hash);
      if (tab === undefined) return;
      onTab(tab);
      // The browser found nothing to scroll to while the part was hidden.
      afterTab(() => {
        document.getElementById(location.hash.slice(1))?.scrollIntoView();
      });
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  return { tab: findTab(chosen, filled, 'history'), filled, onTab };
}
