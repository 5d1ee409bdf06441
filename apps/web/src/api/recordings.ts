import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page, Recording } from './answers.js';
import { ask } from './client.js';
import { known, recordingKey } from './known-recordings.js';

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: recordingKey(id),
    queryFn: async ({ signal }) => {
      const asked = performance.now();
      return known.take(await ask<Recording>(`recordings/${encodeURIComponent(id)}`, { signal }), asked);
    },
  });

/** What the list shows; each of them stands in the address of the page. */
export interface ListFilter {
  readonly q: string;
  /** Names of `VIEWS`. */
  readonly view: string;
}

/** The filters that the page offers, as the API takes them. */
export const VIEWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  all: {},
  moving: { status: 'PENDING_SOURCE,DOWNLOADING,PROCESSING,UPLOADING' },
  waiting: { waiting: 'true' },
  paused: { on_pause: 'true' },
  failed: { failed: 'true' },
  ready: { status: 'READY' },
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
      const asked = performance.now();
      const page = await ask<Page<Recording>>(`recordings?${query.toString()}`, { signal });
      return { ...page, items: page.items.map((one) => known.take(one, asked)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
