import { placeText } from '../output/forecast.js';
import { table } from '../output/table.js';
import type { SessionView } from '../client/session-views.js';

/** Returns e.g. `failed (deleted)` or `pending (queued, 2nd of 5)`: a deleted session keeps its status. */
export const sessionStatus = (session: SessionView): string => {
  const { status, deleted_at: deleted, expired_at: expired, erased_at: erased } = session;
  const place = placeText(session);
  const ends = [
    ...(place === '' ? [] : [place]),
    ...(deleted === null ? [] : ['deleted']),
    ...(expired == null ? [] : ['expired']),
    ...(erased === null ? [] : ['erased']),
  ];
  return ends.length === 0 ? status : `${status} (${ends.join(', ')})`;
};

const when = (name: string, at: string | null): readonly (readonly string[])[] => (at === null ? [] : [[name, at]]);

export const sessionText = (session: SessionView): string =>
  table([
    ['session', session.session_id],
    ['title', session.title ?? ''],
    ['status', sessionStatus(session)],
    ['progress', `${String(session.progress)} %`],
    ['says', session.message],
    ...(session.failed_reason === null ? [] : [['failed', session.failed_reason]]),
    ...when('deleted', session.deleted_at),
    ...(session.expired_at == null
      ? when('kept until', session.expires_at)
      : [['expired', `${session.expired_at}: its files and personal data are gone; it cannot be restored`]]),
    ...when('erased', session.erased_at),
  ]);
