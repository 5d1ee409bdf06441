import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { BulkCommand, InputOf } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList, cursorOf } from '../api/client.js';
import type { ActionInput } from '../actions/action-definition.js';
import type { ItemKind } from '@throughline/api-client/items';
import type { Selection } from './selection.js';

export type BulkKind = Exclude<ItemKind, 'sessions'>;

export type Filters = Readonly<Record<string, unknown>>;

/** Selects all items of a list, loaded or not. */
export interface WholeList {
  readonly kind: BulkKind;
  readonly filters: Filters;
  /** The list has deleted items, which only a restoration selects. */
  readonly areDeleted: boolean;
}
/** The items that a bulk command is previewed for. */
export type BulkSelection =
  | { readonly recording_ids: readonly string[] }
  | { readonly document_ids: readonly string[] }
  | { readonly filters: Filters };

/** Matches every item: the API refuses filters without a condition. */
const EVERYTHING = { from_date: '1970-01-01' };

/** Returns the filters that select all items of a list, whose own filters they are. */
export const wholeListOf = (kind: BulkKind, filters: Filters, areDeleted: boolean): WholeList => ({
  kind,
  filters: Object.values(filters).every((value) => value === undefined) ? EVERYTHING : filters,
  areDeleted,
});

/** Returns the selected items of a list, by their ids or by the filters of the list. */
export function selectionOf({ kind, filters }: WholeList, { isAll, ids }: Selection): BulkSelection {
  if (isAll) return { filters };
  return kind === 'recordings' ? { recording_ids: [...ids] } : { document_ids: [...ids] };
}

/** The actions that a selection of items can have. */
export type SelectionAction = InputOf<typeof api.previewDocuments>['body']['action'];

export interface BulkRequest {
  readonly kind: BulkKind;
  readonly action: SelectionAction;
  readonly of: BulkSelection;
  readonly input?: ActionInput | undefined;
}

const PREVIEWS = { recordings: api.previewRecordings, documents: api.previewDocuments } as const;

export const previewBulk = ({ kind, action, of, input }: BulkRequest): Promise<BulkCommand> =>
  callApi(PREVIEWS[kind], { body: { action, ...input, ...of } });

export const executeBulk = (id: string): Promise<BulkCommand> => callApi(api.executeBulkCommand, { path: { id } });
export const stopBulk = (id: string): Promise<BulkCommand> => callApi(api.stopBulkCommand, { path: { id } });

/** Nobody waits for the answer: a preview that goes on changes nothing, and expires. */
export const abandonPreview = ({ id, state }: Pick<BulkCommand, 'id' | 'state'>): void => {
  if (state === 'previewing') stopBulk(id).catch(() => undefined);
};

export const isWorking = ({ state }: Pick<BulkCommand, 'state'>): boolean =>
  state === 'previewing' || state === 'running' || state === 'stopping';

const EVERY_MS = 2_000;

export const bulkCommandQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk', id],
    queryFn: ({ signal }) => callApi(api.getBulkCommand, { path: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data === undefined || isWorking(data) ? EVERY_MS : false),
  });

/** Reads the bulk commands of the library, also those that other people or other tabs have started. */
export const bulkCommandsQuery = queryOptions({
  queryKey: ['bulk', 'all'],
  queryFn: ({ signal }) => callList(api.listBulkCommands, { signal }),
  refetchInterval: 15_000,
});

export type Verdict = keyof BulkCommand['verdict_totals'];

export const bulkItemsQuery = (id: string, verdict: Verdict, limit: number) =>
  queryOptions({
    queryKey: ['bulk', id, 'items', verdict, limit],
    queryFn: ({ signal }) => callList(api.getBulkItems, { path: { id }, query: { verdict, limit }, signal }),
  });

export type Outcome = keyof BulkCommand['outcome_totals'];

/** The results of a bulk command's items, page by page; without an outcome those of all items. */
export const bulkResultsQuery = (id: string, outcome: Outcome | undefined) =>
  infiniteQueryOptions({
    queryKey: ['bulk', id, 'results', outcome ?? ''],
    queryFn: ({ signal, pageParam: cursor }) =>
      callApi(api.getBulkItems, { path: { id }, query: { limit: 50, outcome, ...cursorOf(cursor) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
