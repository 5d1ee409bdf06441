import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { lazyView } from '../components/lazy-view.js';

/** Most users have one library, and never fetch it. */
export const LazySwitcher = lazyView(async () => (await import('./Switcher.js')).Switcher, null);

/** Shows and switches the library of this sign-in. A user with one library needs no such control. */
export function LibrarySwitcher(): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  return me === undefined || me.libraries.length < 2 ? null : <LazySwitcher me={me} />;
}
