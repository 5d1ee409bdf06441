import { useQuery } from '@tanstack/react-query';
import type { Milestone, PresentNotices } from '@throughline/api-client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { meQuery } from '../api/me.js';
import type { Person } from '../drafts/personal-store.js';
import { getLastVisits, isLater, type Visit } from './last-visit.js';

export function useVisitor(): Person | undefined {
  const { data: me } = useQuery(meQuery);
  const [user, library] = [me?.id, me?.library.id];
  return useMemo(() => (user === undefined || library === undefined ? undefined : { user, library }), [user, library]);
}

const keysOf = ({ items }: PresentNotices): readonly string[] => items.map(({ key }) => key);

/**
 * Returns how many notices have come since the person has last seen the activity. Those that are there when the person opens the
 * page for the first time are not counted. Zero until they are known, and if the browser stores nothing.
 */
export function useUnseenNotices(notices: PresentNotices | undefined): number {
  const visits = getLastVisits();
  const visitor = useVisitor();
  const read = (): Visit | undefined => visitor && visits.read(visitor);
  const visit = useSyncExternalStore(visits.subscribe, read, read);
  useEffect(() => {
    if (visitor === undefined || notices === undefined || visits.read(visitor) !== undefined) return;
    visits.write(visitor, { event: null, notices: keysOf(notices) });
  }, [visits, visitor, notices]);
  const seen = new Set(visit?.notices);
  return visit === undefined ? 0 : (notices?.items ?? []).filter(({ key }) => !seen.has(key)).length;
}

interface ShownActivity {
  /** Newest first. Undefined until they are known. */
  readonly events: readonly Milestone[] | undefined;
  readonly notices: PresentNotices | undefined;
}

/**
 * Returns the visit before this one, which says what is new, and remembers what this one shows. Undefined at the first visit, when
 * everything would be new.
 */
export function useVisit(visitor: Person, { events, notices }: ShownActivity): Visit | undefined {
  const visits = getLastVisits();
  const [before] = useState(() => visits.read(visitor));
  const newest = events?.[0]?.id;
  const isShown = events !== undefined;
  useEffect(() => {
    if (isShown && notices !== undefined) visits.write(visitor, { event: newest, notices: keysOf(notices) });
  }, [visits, visitor, isShown, newest, notices]);
  return before;
}

/** Returns true for an event that the person has not seen at the last visit. */
export const isNew = ({ id }: Pick<Milestone, 'id'>, before: Visit | undefined): boolean =>
  before !== undefined && before.event !== null && (before.event === undefined || isLater(id, before.event));
