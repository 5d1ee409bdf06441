import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page, Recording } from '@throughline/api-types';
import { requestApi } from './client.js';
import { known, recordingKey } from './shown-recordings.js';

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: recordingKey(id),
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return known.take(await requestApi<Recording>(`recordings/${encodeURIComponent(id)}`, { signal }), startedAt);
    },
  });

/** Filter of a list. The address of the page contains it. */
export interface ListFilter {
  readonly q: string;
  readonly view: string;
}

/** API parameters of each view that the page offers. */
export const VIEWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  all: {},
  moving: { status: 'PENDING_SOURCE,DOWNLOADING,PROCESSING,UPLOADING' },
  waiting: { waiting: 'true' },
  paused: { on_pause: 'true' },
  failed: { failed: 'true' },
  ready: { status: 'READY' },
  drafts: { draft: 'true' },
  deleted: { deleted: 'true' },
};

const PAGE_SIZE = 50;

export const recordingsQuery = ({ q, view }: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['recordings', { q, view }],
    queryFn: async ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE), include: 'total', ...VIEWS[view] });
      if (q !== '') query.set('q', q);
      if (pageParam !== '') query.set('cursor', pageParam);
      const startedAt = performance.now();
      const page = await requestApi<Page<Recording>>(`recordings?${query.toString()}`, { signal });
      return { ...page, items: page.items.map((one) => known.take(one, startedAt)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
