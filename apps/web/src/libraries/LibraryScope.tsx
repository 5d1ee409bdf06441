import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Fragment, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { meQuery } from '../api/me.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { sectionOf } from './section-of.js';
import { followLibraryChanges } from '../api/switch-notices.js';

/**
 * Starts all views anew when the sign-in works in another library: drafts, filters, pages of lists and streams of the former one
 * must not appear in it. This tab, another tab or the end of a membership may have switched the library.
 */
export function LibraryScope({ children }: { readonly children: ReactNode }): ReactElement {
  const library = useQuery(meQuery).data?.library;
  const [shown, setShown] = useState(library?.id);
  const client = useQueryClient();
  const router = useRouter();
  const announce = useAnnounce();
  const { id, name } = library ?? {};
  useEffect(
    () =>
      followLibraryChanges(() => {
        void client.invalidateQueries({ queryKey: meQuery.queryKey });
      }),
    [client],
  );
  useEffect(() => {
    if (id === undefined || name === undefined || id === shown) return;
    void router
      .navigate({ to: sectionOf(router.state.location.pathname), search: {}, replace: true, ignoreBlocker: true })
      .then(() => {
        setShown(id);
        announce(text.libraries.switched(name));
      });
  }, [id, name, shown, router, announce]);
  if (id !== undefined && id !== shown)
    return (
      <main id="content" className="content" tabIndex={-1}>
        <Skeleton rows={6} />
      </main>
    );
  return <Fragment key={shown}>{children}</Fragment>;
}
