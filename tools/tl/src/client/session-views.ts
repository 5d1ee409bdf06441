import type { CommandOutcome, Page, Session } from '@throughline/api-client';
import { listReaderOf, readerOf } from './read-answer.js';

export type SessionView = Session & {
  /** Only in the answer to a command. */
  readonly outcome?: CommandOutcome;
};

export const readSession = readerOf<SessionView>('session_id', 'allowed');
const readPage = listReaderOf<Session, Page<Session>>('session_id', 'allowed');

/** Reads a page of sessions with the field names of the other items. */
export function readSessions(page: unknown): Page<Session & { readonly id: string }> {
  const { items, next_cursor } = readPage(page);
  return { items: items.map((one) => ({ ...one, id: one.session_id })), next_cursor };
}
