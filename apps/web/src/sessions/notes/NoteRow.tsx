import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Note } from '@throughline/api-client';
import { useRef, useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Ago } from '../../controls/Times.js';
import { Who } from '../../recording/Who.js';
import { text } from '../../texts/text.js';
import { isChangedNote, type NoteDraft } from './note-drafts.js';
import { NoteForm, type NoteFormProps } from './NoteForm.js';
import { deleteNote, SESSION_NOTES } from './notes-api.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.sessions.notes;

function Moment({ note, onSeek }: Pick<ReadProps, 'note' | 'onSeek'>): ReactElement | null {
  if (note.at_seconds === null) return null;
  const { at_seconds: second } = note;
  const time = formatPlayTime(second);
  if (onSeek === undefined) return <span className="quiet passage-time">{time}</span>;
  return (
    <button
      type="button"
      className="play-time"
      aria-label={text.recording.results.seek(time)}
      onClick={() => {
        onSeek(second);
      }}
    >
      {time}
    </button>
  );
}

interface ReadProps {
  readonly note: Note;
  readonly onSeek: ((seconds: number) => void) | undefined;
}

interface ChangeProps extends Pick<NoteFormProps, 'session' | 'at' | 'onSaved' | 'onDraft'> {
  readonly draft: NoteDraft | undefined;
}

interface Props extends ReadProps {
  /** Absent for users who may only read. */
  readonly change?: ChangeProps;
}

const nameOf = ({ at_seconds: second, text: written }: Note): string =>
  second === null ? words.about(written) : words.aboutMoment(formatPlayTime(second));

interface ActionsProps extends Pick<ReadProps, 'note'>, ChangeProps {
  readonly onEdit: () => void;
}

function Actions({ note, session, onEdit, onSaved }: ActionsProps): ReactElement {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => deleteNote(session, note),
    onSuccess: (changed) => onSaved(note.note_id, changed, undefined),
    // Another person may have changed or removed the note.
    onError: () => client.invalidateQueries({ queryKey: [SESSION_NOTES, session] }),
  });
  return (
    <>
      <Button size="icon" look="quiet" aria-label={words.edit(nameOf(note))} onClick={onEdit}>
        <Icon name="edit" />
      </Button>
      <Button
        size="small"
        look="quiet"
        aria-label={words.removeOf(nameOf(note))}
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {words.remove}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

/** The text that was typed before the form was closed. */
function UnsavedText({ note, draft }: Pick<ReadProps, 'note'> & Pick<ChangeProps, 'draft'>): ReactElement | null {
  if (draft === undefined || !isChangedNote(draft, note)) return null;
  return (
    <p dir="auto">
      <span className="quiet">{words.unsaved}:</span> {draft.text}
    </p>
  );
}

/** A note, or the form that changes it. A form that was closed keeps its text. */
export function NoteRow({ note, onSeek, change }: Props): ReactElement {
  const row = useRef<HTMLLIElement>(null);
  const [isOpen, setOpen] = useState(change?.draft !== undefined);
  const close = (): void => {
    setOpen(false);
    // The row has its text again, with the button that opened the form.
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('.button')?.focus());
  };
  if (change?.draft !== undefined && isOpen) {
    const { draft, onDraft } = change;
    const drop = (): void => {
      onDraft(undefined);
      close();
    };
    return (
      <li ref={row}>
        <NoteForm
          {...change}
          note={note.note_id}
          theirs={note}
          onCancel={drop}
          onClose={isChangedNote(draft, note) ? close : drop}
        />
      </li>
    );
  }
  return (
    <li ref={row} className="session-note">
      <Moment note={note} onSeek={onSeek} />
      <div className="session-note-text">
        <p dir="auto">{note.text}</p>
        <UnsavedText note={note} draft={change?.draft} />
        <small className="quiet">
          <Ago at={note.at} /> <Who id={note.by} />
        </small>
      </div>
      {change !== undefined && (
        <Actions
          note={note}
          {...change}
          onEdit={() => {
            setOpen(true);
            change.onDraft(change.draft ?? { text: note.text, second: note.at_seconds, version: note.version });
          }}
        />
      )}
    </li>
  );
}
