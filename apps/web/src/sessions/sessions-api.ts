import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import type { AllowedAction, Page } from '../api/answers.js';
import { actionRequest, type ActionInput } from '../api/commands.js';
import { API, ask } from '../api/client.js';
import { Newest, type Word } from '../api/newest.js';

export const SESSION_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;
export type SessionStatusName = (typeof SESSION_STATUSES)[number];
export type SessionAction = 'retry' | 'upload' | 'download';

/** `GET …/status`: texts, numbers and what is allowed come from the API; nothing is worked out here. */
export interface SessionStatus {
  readonly session_id: string;
  readonly status: SessionStatusName;
  /** From 0 to 100. */
  readonly progress: number;
  readonly estimated_completion: string | null;
  readonly started_at: string | null;
  readonly message: string;
  /** Seconds of the recording. */
  readonly duration_processed: number | null;
  readonly duration_total: number | null;
  readonly allowed: readonly SessionAction[];
  readonly title: string | null;
  readonly audio_filename: string | null;
  readonly failed_reason: string | null;
  readonly retryable: boolean | null;
  /** Seconds that the transcription took, of a completed one. */
  readonly processing_duration: number | null;
  /** Seconds of audio in a second. */
  readonly speed: number | null;
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  readonly expired_at: string | null;
  readonly erased_at: string | null;
  /** Deleting, restoring and erasing. */
  readonly allowed_actions: readonly AllowedAction[];
  readonly updated_at: string;
  /** Opaque. */
  readonly revision: string;
}

const POLL_MS = 5_000;
const path = (id: string, rest = ''): string => `sessions/${encodeURIComponent(id)}${rest}`;

/** Before it begins, too: otherwise nobody would see it begin. What was stopped begins when somebody asks for it. */
const isUnderWay = (session: SessionStatus | undefined): boolean =>
  session?.deleted_at === null &&
  (session.status === 'processing' || (session.status === 'pending' && session.allowed.length === 0));

/** Who tries again is shown it at once, and not the row of before: of an ended one nothing more is asked. */
const known = new Newest<SessionStatus>(({ session_id }) => session_id);
const newest = (session: SessionStatus, word: Word): SessionStatus => known.take(session, word);

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: async ({ signal }) => {
      const asked = performance.now();
      return newest(await ask<SessionStatus>(path(id, '/status'), { signal }), asked);
    },
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_MS : false),
  });

const sessionsOf = (data: InfiniteData<Page<SessionStatus>> | undefined): readonly SessionStatus[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];

/** A list that was read before something was deleted or restored, or from rows that lag behind it, does not show it in the wrong place. */
const shownIn =
  (deleted: boolean) =>
  (data: InfiniteData<Page<SessionStatus>> | undefined): readonly SessionStatus[] =>
    sessionsOf(data)
      .map((one) => known.find(one.session_id) ?? one)
      .filter(({ deleted_at }) => (deleted_at !== null) === deleted);
const inLists = { deleted: shownIn(true), kept: shownIn(false) };

export const SESSIONS_KEY = ['sessions'];

export const sessionsQuery = (deleted: boolean) =>
  infiniteQueryOptions({
    queryKey: [...SESSIONS_KEY, { deleted }],
    queryFn: async ({ signal, pageParam }) => {
      const asked = performance.now();
      const query = new URLSearchParams({ deleted: String(deleted), ...(pageParam === '' ? {} : { cursor: pageParam }) });
      const page = await ask<Page<SessionStatus>>(`sessions?${query.toString()}`, { signal });
      return { ...page, items: page.items.map((one) => newest(one, asked)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: deleted ? inLists.deleted : inLists.kept,
    refetchInterval: ({ state }) => (sessionsOf(state.data).some(isUnderWay) ? POLL_MS : false),
  });

export type SessionSource = { readonly file: File } | { readonly url: string };

export function createSession(source: SessionSource): Promise<{ readonly session_id: string }> {
  if ('url' in source) return ask('sessions', { method: 'POST', body: source });
  const form = new FormData();
  form.set('file', source.file);
  return ask('sessions', { method: 'POST', form });
}

export const retrySession = async (id: string): Promise<SessionStatus> =>
  newest(await ask<SessionStatus>(path(id, '/retry'), { method: 'POST' }), 'command');

export const changeSession = async (id: string, action: AllowedAction, input: ActionInput | undefined): Promise<SessionStatus> =>
  newest(await actionRequest<SessionStatus>('sessions', id, action, input === undefined ? {} : { input }), 'command');

export const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'json'] as const;
export const transcriptUrl = (id: string, format: (typeof TRANSCRIPT_FORMATS)[number]): string =>
  `${API}/${path(id, `/download?format=${format}`)}`;
