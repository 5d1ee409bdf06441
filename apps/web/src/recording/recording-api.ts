import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AllowedAction, DryRun, Explanation, InputOf, Item } from '@throughline/api-client';
import { ITEM_OPERATIONS, type ItemKind, type RunKind } from '@throughline/api-client/items';
import { addressOf, callApi, previewApi } from '../api/client.js';

export interface ItemAddress {
  readonly kind: ItemKind;
  readonly id: string;
}

/** Address of an item with runs. */
export interface RunAddress extends ItemAddress {
  readonly kind: RunKind;
}

/** Returns the address of all files of an item in one archive. */
export const archiveUrl = ({ kind, id }: RunAddress): string => addressOf(ITEM_OPERATIONS[kind].archive, { path: { id } });

export const readItem = <T>({ kind, id }: ItemAddress): Promise<T> =>
  callApi(ITEM_OPERATIONS[kind].get, { path: { id } }) as Promise<T>;

const EVENTS_PAGE = 200;

export const eventsKey = (id: string): readonly string[] => ['events', id];

export const eventsQuery = ({ kind, id }: ItemAddress) =>
  infiniteQueryOptions({
    queryKey: eventsKey(id),
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: EVENTS_PAGE, after: pageParam === '' ? undefined : pageParam };
      return callApi(ITEM_OPERATIONS[kind].events, { path: { id }, query, signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const explainQuery = ({ kind, id }: ItemAddress, revision: string) =>
  queryOptions({
    queryKey: ['explain', id, revision],
    queryFn: ({ signal }) => callApi(ITEM_OPERATIONS[kind].explain, { path: { id }, signal }) as Promise<Explanation>,
    placeholderData: keepPreviousData,
    // Leases and queues change without a new revision.
    refetchInterval: 10_000,
  });

export type PastItem<T> = T & { readonly as_of: { readonly position: string; readonly time: string } };

/** The past never changes. */
export const pastQuery = <T extends Item>({ kind, id }: RunAddress, position: string) =>
  queryOptions({
    queryKey: ['past', id, position],
    queryFn: ({ signal }) =>
      callApi(ITEM_OPERATIONS[kind].get, { path: { id }, query: { as_of: position }, signal }) as Promise<unknown> as Promise<
        PastItem<T>
      >,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

export const artifactsQuery = ({ kind, id }: ItemAddress, revision: string) =>
  queryOptions({
    queryKey: ['artifacts', id, revision],
    queryFn: ({ signal }) => callApi(ITEM_OPERATIONS[kind].artifacts, { path: { id }, signal }),
    placeholderData: keepPreviousData,
  });

export type RunPlan = Omit<DryRun, 'recording_id'>;
export type RunInput = InputOf<(typeof ITEM_OPERATIONS)[RunKind]['run']>['body'];

/** Returns the plan of a run that would start now, without any change. */
export const previewRun = ({ kind, id }: RunAddress, body?: RunInput): Promise<RunPlan> =>
  previewApi(ITEM_OPERATIONS[kind].run, { path: { id }, body });

export const keyOf = ({ action, target }: Pick<AllowedAction, 'action' | 'target'>): string => `${action} ${target ?? ''}`;
