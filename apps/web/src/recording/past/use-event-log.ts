import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Item } from '../../api/answers.js';
import { useItemKind } from '../../api/item-kind.js';
import { eventsKey, eventsQuery, type RecordingEvent } from '../recording-api.js';
import { anchoredEvent } from './moments.js';

/** What happened to one recording, as far as it has been read, and what of it is looked at. */
export interface EventLog {
  readonly events: readonly RecordingEvent[];
  readonly isRead: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly readMore: () => void;
  /** Only events of this step; empty: of every one. */
  readonly step: string;
  readonly showStep: (step: string) => void;
  /** The event that somebody asked to be shown. */
  readonly sought: string | undefined;
  readonly seek: (id: string) => void;
  readonly found: () => void;
}

const NONE: readonly RecordingEvent[] = [];

export function useEventLog({ id, revision }: Pick<Item, 'id' | 'revision'>): EventLog {
  const client = useQueryClient();
  const kind = useItemKind();
  const [step, showStep] = useState('');
  const [sought, setSought] = useState(() => anchoredEvent(location.hash));
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(eventsQuery({ kind, id }));
  const read = useRef(revision);
  useEffect(() => {
    if (read.current === revision) return;
    read.current = revision;
    void client.invalidateQueries({ queryKey: eventsKey(id) });
  }, [client, id, revision]);
  const events = data?.pages.flatMap(({ items }) => items) ?? NONE;
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
