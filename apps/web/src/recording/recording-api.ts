import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AllowedAction, Artifact, AuditEvent, DryRun, Explanation, Item, Page } from '@throughline/api-types';
import { API, requestApi } from '../api/client.js';
import type { ItemKind } from '../api/item-kind.js';

/** Address of an item of any kind. */
export interface ItemAddress {
  readonly kind: ItemKind;
  readonly id: string;
}

const at = ({ kind, id }: ItemAddress, rest: string): string => `${kind}/${encodeURIComponent(id)}${rest}`;

/** Returns the address of all files of an item in one archive. */
export const archiveUrl = (place: ItemAddress): string => `${API}/${at(place, '/archive')}`;

const EVENTS_PAGE = 200;

export const eventsKey = (id: string): readonly string[] => ['events', id];

export const eventsQuery = (place: ItemAddress) =>
  infiniteQueryOptions({
    queryKey: eventsKey(place.id),
    queryFn: ({ signal, pageParam }) => {
      const after = pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`;
      return requestApi<Page<AuditEvent>>(at(place, `/events?limit=${String(EVENTS_PAGE)}${after}`), { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const explainQuery = (place: ItemAddress, revision: string) =>
  queryOptions({
    queryKey: ['explain', place.id, revision],
    queryFn: ({ signal }) => requestApi<Explanation>(at(place, '/explain'), { signal }),
    placeholderData: keepPreviousData,
    // Leases and queues change without a new revision.
    refetchInterval: 10_000,
  });

export type PastItem<T> = T & { readonly as_of: { readonly position: string; readonly time: string } };

/** The past never changes. */
export const pastQuery = <T extends Item>(place: ItemAddress, position: string) =>
  queryOptions({
    queryKey: ['past', place.id, position],
    queryFn: ({ signal }) => requestApi<PastItem<T>>(at(place, `?as_of=${encodeURIComponent(position)}`), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

export const artifactsQuery = (place: ItemAddress, revision: string) =>
  queryOptions({
    queryKey: ['artifacts', place.id, revision],
    queryFn: ({ signal }) => requestApi<{ readonly items: readonly Artifact[] }>(at(place, '/artifacts'), { signal }),
    placeholderData: keepPreviousData,
  });

/** Returns the plan of a run that would start now, without any change. */
export const previewRun = (place: ItemAddress, body?: object): Promise<DryRun> =>
  requestApi<DryRun>(at(place, '/run?dry_run=true'), { method: 'POST', ...(body === undefined ? {} : { body }) });

export const keyOf = ({ action, target }: Pick<AllowedAction, 'action' | 'target'>): string => `${action} ${target ?? ''}`;
