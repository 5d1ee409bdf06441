import { useEffect, useState } from 'react';
import { afterTab, findTab, type TabsProps } from '../controls/PartTabs.js';
import { parseEventAnchor } from './past/moments.js';
import { SETTINGS_ANCHOR } from './settings/settings-anchor.js';

/** The tabs that an address can name. */
export interface AddressTabs<T extends string> {
  /** The tab of the events, also the last resort. */
  readonly events: T;
  readonly settings?: T;
}

/** Returns the tab of an address that names an event or the settings. */
export function findTabOfAddress<T extends string>(hash: string, { events, settings }: AddressTabs<T>): T | undefined {
  if (parseEventAnchor(hash) !== undefined) return events;
  return hash === `#${SETTINGS_ANCHOR}` ? settings : undefined;
}

/** The shown tab: the chosen one, that of the address, or the first one with content. `named` keeps its identity. */
export function usePartTab<T extends string>(filled: readonly T[], named: AddressTabs<T>): TabsProps<T> {
  const [chosen, onTab] = useState(() => findTabOfAddress(location.hash, named));
  useEffect(() => {
    const follow = (hash: string): void => {
      const tab = findTabOfAddress(hash, named);
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
  }, [named]);
  return { tab: findTab(chosen, filled, named.events), filled, onTab };
}
