import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import type { AllowedAction, Page, Session } from '@throughline/api-types';
import type { ActionInput } from '../actions/action-definition.js';
import { requestAction } from '../actions/request-action.js';
import { API, requestApi } from '../api/client.js';
import { POLL_MS } from '../api/live-state.js';
import { NewestValues, type ValueSource } from '../api/newest.js';

const path = (id: string, rest = ''): string => `sessions/${encodeURIComponent(id)}${rest}`;

/** Returns true from the creation of a session, so that its start is shown too. A stopped session is not polled. */
const isInProgress = (session: Session | undefined): boolean =>
  session?.deleted_at === null &&
  (session.status === 'processing' || (session.status === 'pending' && session.allowed.length === 0));

/** Prevents a stale row from replacing the answer to a retry. An ended session is not polled, so the row would stay. */
const newest = new NewestValues<Session>(({ session_id }) => session_id);
const keepNewest = (session: Session, word: ValueSource): Session => newest.take(session, word);

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return keepNewest(await requestApi<Session>(path(id, '/status'), { signal }), startedAt);
    },
    refetchInterval: ({ state }) => (isInProgress(state.data) ? POLL_MS : false),
  });

const sessionsOf = (data: InfiniteData<Page<Session>> | undefined): readonly Session[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];

/** Removes items from a list that was read before they were deleted or restored, or from rows that lag behind. */
const filterByDeleted =
  (deleted: boolean) =>
  (data: InfiniteData<Page<Session>> | undefined): readonly Session[] =>
    sessionsOf(data)
      .map((one) => newest.find(one.session_id) ?? one)
      .filter(({ deleted_at }) => (deleted_at !== null) === deleted);
const inLists = { deleted: filterByDeleted(true), kept: filterByDeleted(false) };

export const SESSIONS_KEY = ['sessions'];

export const sessionsQuery = (deleted: boolean) =>
  infiniteQueryOptions({
    queryKey: [...SESSIONS_KEY, { deleted }],
    queryFn: async ({ signal, pageParam }) => {
      const startedAt = performance.now();
      const query = new URLSearchParams({ deleted: String(deleted), ...(pageParam === '' ? {} : { cursor: pageParam }) });
      const page = await requestApi<Page<Session>>(`sessions?${query.toString()}`, { signal });
      return { ...page, items: page.items.map((one) => keepNewest(one, startedAt)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: deleted ? inLists.deleted : inLists.kept,
    refetchInterval: ({ state }) => (sessionsOf(state.data).some(isInProgress) ? POLL_MS : false),
  });

export type SessionSource = { readonly file: File } | { readonly url: string };

export function createSession(source: SessionSource): Promise<{ readonly session_id: string }> {
  if ('url' in source) return requestApi('sessions', { method: 'POST', body: source });
  const form = new FormData();
  form.set('file', source.file);
  return requestApi('sessions', { method: 'POST', form });
}

export const retrySession = async (id: string): Promise<Session> =>
  keepNewest(await requestApi<Session>(path(id, '/retry'), { method: 'POST' }), 'command');

export const changeSession = async (id: string, action: AllowedAction, input: ActionInput | undefined): Promise<Session> =>
  keepNewest(await requestAction<Session>('sessions', id, action, input === undefined ? {} : { input }), 'command');

export const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'json'] as const;
export const transcriptUrl = (id: string, format: (typeof TRANSCRIPT_FORMATS)[number]): string =>
  `${API}/${path(id, `/download?format=${format}`)}`;
