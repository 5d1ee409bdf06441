import type { Session } from '@throughline/api-client';
import { makeSessionPreviews } from '@throughline/api-client/operations';
import { useEffect } from 'react';
import { callApi } from '../api/client.js';
import { useMayChange } from '../api/use-may-change.js';

type PreviewFacts = Pick<Session, 'previews' | 'status' | 'deleted_at' | 'expired_at' | 'erased_at'>;

/** Returns true for an older session without previews. The server makes those of new ones, whose run brings the file. */
export const lacksPreviews = ({ previews: { state }, status, deleted_at, expired_at, erased_at }: PreviewFacts): boolean =>
  (state === 'none' || state === 'incomplete') &&
  status === 'completed' &&
  deleted_at === null &&
  expired_at === null &&
  erased_at === null;

/** Asks for the previews of an older session that somebody opens. Nothing waits for them, so a refusal is not shown. */
export function useMissingPreviews(session: PreviewFacts & Pick<Session, 'session_id'>): void {
  const mayChange = useMayChange();
  const id = mayChange && lacksPreviews(session) ? session.session_id : undefined;
  useEffect(() => {
    if (id === undefined) return;
    callApi(makeSessionPreviews, { path: { id } }).catch(() => undefined);
  }, [id]);
}
