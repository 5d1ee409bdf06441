import { useQuery } from '@tanstack/react-query';
import type { Milestone, PresentNotices } from '@throughline/api-client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { meQuery } from '../api/me.js';
import { getLastVisits, isLater, type Visit, type Visitor } from './last-visit.js';

export function useVisitor(): Visitor | undefined {
  const { data: me } = useQuery(meQuery);
  const [user, library] = [me?.id, me?.library.id];
  return useMemo(() => (user === undefined || library === undefined ? undefined : { user, library }), [user, library]);
}

/** Returns how many of the notices the person has not seen. Zero until they are known. */
export function useUnseenNotices(notices: PresentNotices | undefined): number {
  const visits = getLastVisits();
  const visitor = useVisitor();
  const read = (): Visit | undefined => visitor && visits.read(visitor);
  const visit = useSyncExternalStore(visits.subscribe, read, read);
  const seen = new Set(visit?.notices);
  return visitor === undefined ? 0 : (notices?.items ?? []).filter(({ key }) => !seen.has(key)).length;
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
export function useVisit(visitor: Visitor, { events, notices }: ShownActivity): Visit | undefined {
  const visits = getLastVisits();
  const [before] = useState(() => visits.read(visitor));
  const newest = events?.[0]?.id;
  const isShown = events !== undefined;
  useEffect(() => {
    if (isShown && notices !== undefined) visits.write(visitor, { event: newest, notices: notices.items.map(({ key }) => key) });
  }, [visits, visitor, isShown, newest, notices]);
  return before;
}

/** Returns true for an event that the person has not seen at the last visit. */
export const isNew = ({ id }: Pick<Milestone, 'id'>, before: Visit | undefined): boolean =>
  before !== undefined && (before.event === undefined || isLater(id, before.event));
