import { queryOptions } from '@tanstack/react-query';
import type { BulkAction, BulkItem, BulkJob, BulkProgress, List, Page } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { VIEWS, type ListFilter } from '../api/recordings.js';

/** The items that a bulk job is previewed for. */
export type BulkSelection =
  { readonly recording_ids: readonly string[] } | { readonly filters: Readonly<Record<string, unknown>> };

const FLAGS = new Set(['failed', 'on_pause', 'waiting', 'draft']);

/** Matches every item: the API refuses filters without a condition. */
const EVERYTHING = { from_date: '1970-01-01' };

/** Returns the filters that select all items of a list, or `undefined` if bulk jobs never select them. */
export function filtersOf({ q, view }: ListFilter): Readonly<Record<string, unknown>> | undefined {
  const parameters = VIEWS[view] ?? {};
  if ('deleted' in parameters) return undefined;
  const filters = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      FLAGS.has(name) ? value === 'true' : name === 'status' ? value.split(',') : value,
    ]),
  );
  const all = { ...filters, ...(q === '' ? {} : { q }) };
  return Object.keys(all).length === 0 ? EVERYTHING : all;
}

export const previewBulk = (action: BulkAction, selection: BulkSelection): Promise<BulkJob> =>
  requestApi('recordings/bulk/preview', { method: 'POST', body: { action, ...selection } });

const pathOf = (id: string): string => `bulk/${encodeURIComponent(id)}`;
export const executeBulk = (id: string): Promise<BulkJob> => requestApi(`${pathOf(id)}/execute`, { method: 'POST' });
export const stopBulk = (id: string): Promise<BulkJob> => requestApi(`${pathOf(id)}/stop`, { method: 'POST' });

/** Nobody waits for the answer: a preview that goes on changes nothing, and expires. */
export const abandonPreview = ({ id, state }: Pick<BulkJob, 'id' | 'state'>): void => {
  if (state === 'previewing') stopBulk(id).catch(() => undefined);
};

/** States in which the gateway works on a job. */
export const isWorking = ({ state }: Pick<BulkJob, 'state'>): boolean =>
  state === 'previewing' || state === 'running' || state === 'stopping';

const EVERY_MS = 2_000;

export const bulkJobQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk', id],
    queryFn: ({ signal }) => requestApi<BulkProgress>(pathOf(id), { signal }),
    refetchInterval: ({ state: { data } }) => (data === undefined || isWorking(data) ? EVERY_MS : false),
  });

/** Reads the jobs of the library, also those that other people or other tabs have started. */
export const bulkJobsQuery = queryOptions({
  queryKey: ['bulk', 'all'],
  queryFn: async ({ signal }) => (await requestApi<List<BulkJob>>('bulk', { signal })).items,
  refetchInterval: 15_000,
});

export const bulkItemsQuery = (id: string, verdict: string, limit: number) =>
  queryOptions({
    queryKey: ['bulk', id, 'items', verdict, limit],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ verdict, limit: String(limit) });
      return (await requestApi<Page<BulkItem>>(`${pathOf(id)}/items?${query.toString()}`, { signal })).items;
    },
  });
