import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Note } from '@throughline/api-client';
import { addNote, changeNote, listNotes, removeNote } from '@throughline/api-client/operations';
import { callApi, callList } from '../../api/client.js';

export const SESSION_NOTES = 'session-notes';

/** The revision of the session is in the key, because it changes with each note. */
export const sessionNotesQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: [SESSION_NOTES, id, revision],
    queryFn: ({ signal }) => callList(listNotes, { path: { id }, signal }),
    placeholderData: keepPreviousData,
  });

/** The content that a person writes. Without `second`, the note is about the whole session. */
export interface NoteContent {
  readonly text: string;
  readonly second: number | null;
}

const bodyOf = ({ text, second }: NoteContent) => ({ text, at_seconds: second });
const ifVersion = (version: number) => ({ 'If-Match': `"${String(version)}"` });

/** Saving again with the same key writes the note once. */
export const writeNote = (id: string, content: NoteContent, idempotencyKey: string) =>
  callApi(addNote, { path: { id }, body: bodyOf(content), idempotencyKey });

/** `version` is the version that the person has changed. */
export const replaceNote = (id: string, note: string, content: NoteContent & { readonly version: number }) =>
  callApi(changeNote, { path: { id, note_id: note }, body: bodyOf(content), headers: ifVersion(content.version) });

export const deleteNote = (id: string, { note_id, version }: Pick<Note, 'note_id' | 'version'>) =>
  callApi(removeNote, { path: { id, note_id }, headers: ifVersion(version) });
