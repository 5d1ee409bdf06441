import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Page, Recording } from '@throughline/api-types';
import { requestApi } from './client.js';
import { listParameters, type ListFilter, type Views } from './list-filter.js';
import { known, recordingKey } from './shown-recordings.js';

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: recordingKey(id),
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return known.take(await requestApi<Recording>(`recordings/${encodeURIComponent(id)}`, { signal }), startedAt);
    },
  });

/** API parameters of each view that the page offers. */
export const VIEWS: Views = {
  all: {},
  moving: { status: 'PENDING_SOURCE,DOWNLOADING,PROCESSING,UPLOADING' },
  waiting: { waiting: 'true' },
  paused: { on_pause: 'true' },
  review: { needs_review: 'true' },
  failed: { failed: 'true' },
  followUps: { follow_ups_failed: 'true' },
  ready: { status: 'READY' },
  drafts: { draft: 'true' },
  noTranscript: { transcript: 'missing' },
  stopped: { stopped: 'true' },
  deleted: { deleted: 'true' },
};

export const recordingsQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['recordings', filter],
    queryFn: async ({ signal, pageParam }) => {
      const query = listParameters(filter, VIEWS, pageParam);
      const startedAt = performance.now();
      const page = await requestApi<Page<Recording>>(`recordings?${query}`, { signal });
      return { ...page, items: page.items.map((one) => known.take(one, startedAt)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
