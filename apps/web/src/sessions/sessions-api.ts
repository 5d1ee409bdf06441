import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { AllowedAction, Session } from '@throughline/api-client';
import type { ActionInput } from '../actions/action-definition.js';
import { requestAction } from '../actions/request-action.js';
import * as api from '@throughline/api-client/operations';
import { addressOf, callApi, requestForm } from '../api/client.js';
import { POLL_MS } from '../api/live-state.js';
import { NewestValues, type ValueSource } from '../api/newest.js';

/** Returns true from the creation of a session, so that its start is shown too. A stopped session is not polled. */
const isInProgress = (session: Session | undefined): boolean =>
  session?.deleted_at === null &&
  (session.status === 'processing' || (session.status === 'pending' && session.allowed.length === 0));

const arePreviewsToCome = (session: Session | undefined): boolean => session?.previews.state === 'requested';

/** Prevents a stale row from replacing the answer to a retry. An ended session is not polled, so the row would stay. */
const newest = new NewestValues<Session>(({ session_id }) => session_id);
const keepNewest = (session: Session, word: ValueSource): Session => newest.take(session, word);

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return keepNewest(await callApi(api.getSessionStatus, { path: { id }, signal }), startedAt);
    },
    refetchInterval: ({ state }) => (isInProgress(state.data) || arePreviewsToCome(state.data) ? POLL_MS : false),
  });

export type SessionSource = { readonly file: File } | { readonly url: string };

export function createSession(source: SessionSource): Promise<{ readonly session_id: string }> {
  if ('url' in source) return callApi(api.createSession, { body: source });
  const form = new FormData();
  form.set('file', source.file);
  return requestForm(api.createSession, form);
}

export const retrySession = async (id: string): Promise<Session> =>
  keepNewest(await callApi(api.retrySession, { path: { id } }), 'command');

export const changeSession = async (id: string, action: AllowedAction, input: ActionInput | undefined): Promise<Session> =>
  keepNewest(await requestAction<Session>('sessions', id, action, { input }), 'command');

/** Shows the session that a command has answered with. */
export const takeSession = (client: QueryClient, session: Session): void => {
  client.setQueryData(sessionQuery(session.session_id).queryKey, keepNewest(session, 'command'));
};

export const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'json'] as const;
export const transcriptUrl = (id: string, format: (typeof TRANSCRIPT_FORMATS)[number]): string =>
  addressOf(api.downloadTranscript, { path: { id }, query: { format } });
