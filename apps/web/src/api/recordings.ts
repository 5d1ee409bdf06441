import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { InputOf } from '@throughline/api-client';
import { getRecording, listRecordings } from '@throughline/api-client/operations';
import { callApi } from './client.js';
import { pageQuery, type ListFilter, type Views } from './list-filter.js';
import { known, recordingKey } from './shown-recordings.js';

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: recordingKey(id),
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return known.take(await callApi(getRecording, { path: { id }, signal }), startedAt);
    },
  });

type Query = NonNullable<InputOf<typeof listRecordings>['query']>;

export const VIEWS: Views<Query> = {
  all: {},
  moving: { status: ['PENDING_SOURCE', 'DOWNLOADING', 'PROCESSING', 'UPLOADING'] },
  waiting: { waiting: true },
  paused: { on_pause: true },
  review: { needs_review: true },
  failed: { failed: true },
  followUps: { follow_ups_failed: true },
  ready: { status: ['READY'] },
  drafts: { draft: true },
  noTranscript: { transcript: 'missing' },
  stopped: { stopped: true },
  deleted: { deleted: 'true' },
};

export const recordingsQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['recordings', filter],
    queryFn: async ({ signal, pageParam }) => {
      const query = pageQuery(filter, VIEWS, pageParam);
      const startedAt = performance.now();
      const page = await callApi(listRecordings, { query, signal });
      return { ...page, items: page.items.map((one) => known.take(one, startedAt)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
