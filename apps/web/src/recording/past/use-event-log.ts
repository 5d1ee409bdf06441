import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditEvent, Item } from '@throughline/api-client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useItemKind } from '../../api/item-kind.js';
import { eventsKey, eventsQuery } from '../recording-api.js';
import { isTechnical } from './history-lines.js';
import { parseEventAnchor } from './moments.js';
import { useTechnicalDetails, type TechnicalDetails } from './technical-details.js';

/** The loaded part of an item's history, with its filter and the selected event. */
export interface EventLog {
  readonly events: readonly AuditEvent[];
  readonly isRead: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly readMore: () => void;
  readonly technical: TechnicalDetails;
  readonly step: string;
  readonly showStep: (step: string) => void;
  /** Event to scroll to, once it is loaded. */
  readonly sought: string | undefined;
  readonly seek: (id: string) => void;
  readonly found: () => void;
}

const NONE: readonly AuditEvent[] = [];

export function useEventLog({ id, revision }: Pick<Item, 'id' | 'revision'>): EventLog {
  const client = useQueryClient();
  const kind = useItemKind();
  const [step, showStep] = useState('');
  const [sought, setSought] = useState(() => parseEventAnchor(location.hash));
  const technical = useTechnicalDetails();
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(eventsQuery({ kind, id }));
  const read = useRef(revision);
  useEffect(() => {
    if (read.current === revision) return;
    read.current = revision;
    void client.invalidateQueries({ queryKey: eventsKey(id) });
  }, [client, id, revision]);
  const events = data?.pages.flatMap(({ items }) => items) ?? NONE;
  if (!technical.isShown && events.some((event) => event.id === sought && isTechnical(event))) technical.reveal();
  const isSoughtThere = sought !== undefined && events.some((event) => event.id === sought);
  useEffect(() => {
    if (sought !== undefined && !isSoughtThere && hasNextPage && !isFetching) void fetchNextPage();
  }, [sought, isSoughtThere, hasNextPage, isFetching, fetchNextPage]);
  return {
    events,
    isRead: data !== undefined,
    error,
    hasMore: hasNextPage,
    isReading: isFetching,
    readMore: () => void fetchNextPage(),
    technical,
    step,
    showStep,
    sought: isSoughtThere ? sought : undefined,
    seek: (event) => {
      showStep('');
      setSought(event);
    },
    found: useCallback(() => {
      setSought(undefined);
    }, []),
  };
}
