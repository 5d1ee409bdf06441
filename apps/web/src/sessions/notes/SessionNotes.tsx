import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Note, Session } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { meQuery } from '../../api/me.js';
import { useMayChange } from '../../api/use-may-change.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { PanelHead } from '../../recording/PanelHead.js';
import { text } from '../../texts/text.js';
import { takeSession } from '../sessions-api.js';
import { NEW_NOTE, type NoteDraft } from './note-drafts.js';
import { NoteForm } from './NoteForm.js';
import { NoteRow } from './NoteRow.js';
import { sessionNotesQuery } from './notes-api.js';
import { useNoteDrafts } from './use-note-drafts.js';

const words = text.sessions.notes;

export interface NotesProps {
  readonly session: Session;
  /** Playback position in seconds. */
  readonly at: number;
  /** Plays from a second. Absent without a player. */
  readonly onSeek: ((seconds: number) => void) | undefined;
}

interface EditableProps extends NotesProps {
  readonly notes: readonly Note[];
}

interface SavedProps {
  readonly isSaved: boolean;
  readonly hasDrafts: boolean;
}

/** Says nothing until something was typed or saved. */
const SavedState = ({ isSaved, hasDrafts }: SavedProps): ReactElement => (
  <small className="quiet" role="status">
    {hasDrafts && words.unsaved}
    {isSaved && !hasDrafts && (
      <>
        <Icon name="ready" /> {words.saved}
      </>
    )}
  </small>
);

function EditableNotes({ session, notes, at, onSeek }: EditableProps): ReactElement {
  const { session_id: id } = session;
  const client = useQueryClient();
  const { drafts, keep, settle } = useNoteDrafts(id);
  const [isSaved, setSaved] = useState(false);
  /** Reads the notes before the draft goes, so that a saved note never disappears in between. */
  const onSaved = async (note: string, changed: Session, saved: NoteDraft | undefined): Promise<void> => {
    await client.query(sessionNotesQuery(id, changed.revision)).catch(() => undefined);
    takeSession(client, changed);
    setSaved(true);
    if (saved === undefined) keep(note, undefined);
    else settle(note, saved);
  };
  const listed = new Set(notes.map(({ note_id }) => note_id));
  // Another person has removed these notes while they were changed.
  const orphans = Object.entries(drafts).filter(([note]) => note !== NEW_NOTE && !listed.has(note));
  const shared = { session: id, at, onSaved };
  return (
    <section className="panel" aria-labelledby="session-notes">
      <PanelHead title={words.title} id="session-notes">
        <SavedState isSaved={isSaved} hasDrafts={Object.keys(drafts).length > 0} />
      </PanelHead>
      <ul className="session-notes">
        {notes.map((note) => (
          <NoteRow
            key={note.note_id}
            {...{ note, onSeek }}
            change={{
              ...shared,
              draft: drafts[note.note_id],
              onDraft: (draft) => {
                keep(note.note_id, draft);
              },
            }}
          />
        ))}
        {orphans.map(([note, draft]) => (
          <li key={note}>
            <p className="quiet">{words.removedMeanwhile}</p>
            <NoteForm
              {...shared}
              note={note}
              draft={{ ...draft, version: 0 }}
              onDraft={(next) => {
                keep(note, next);
              }}
              onCancel={() => {
                keep(note, undefined);
              }}
            />
          </li>
        ))}
      </ul>
      <NoteForm
        {...shared}
        note={NEW_NOTE}
        draft={drafts[NEW_NOTE]}
        onDraft={(draft) => {
          keep(NEW_NOTE, draft);
        }}
      />
    </section>
  );
}

/** The notes as users without the right to change them see them, and those of a deleted session. */
function ReadNotes({ notes, onSeek }: Pick<EditableProps, 'notes' | 'onSeek'>): ReactElement {
  return (
    <section className="panel" aria-labelledby="session-notes">
      <PanelHead title={words.title} id="session-notes" />
      {notes.length === 0 ? (
        <p className="quiet session-no-notes">{words.none}</p>
      ) : (
        <ul className="session-notes">
          {notes.map((note) => (
            <NoteRow key={note.note_id} note={note} onSeek={onSeek} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The notes beside the transcript. Nothing is shown of a session whose content is gone. */
export function SessionNotes({ session, at, onSeek }: NotesProps): ReactElement | null {
  const { session_id: id, revision, deleted_at, expired_at, erased_at } = session;
  const isGone = expired_at !== null || erased_at !== null;
  const { data: notes, error, refetch } = useQuery({ ...sessionNotesQuery(id, revision), enabled: !isGone });
  const user = useQuery(meQuery).data?.id;
  const mayChange = useMayChange() && deleted_at === null;
  if (isGone) return null;
  if (notes === undefined)
    return error === null ? <Skeleton rows={2} /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!mayChange || user === undefined) return <ReadNotes notes={notes} onSeek={onSeek} />;
  return <EditableNotes key={`${user} ${id}`} {...{ session, notes, at, onSeek }} />;
}
