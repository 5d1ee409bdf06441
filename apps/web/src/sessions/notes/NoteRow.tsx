import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Note } from '@throughline/api-client';
import { useRef, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Ago } from '../../controls/Times.js';
import { formatPlayTime } from '../../recording/results/results-api.js';
import { Who } from '../../recording/Who.js';
import { text } from '../../texts/text.js';
import type { NoteDraft } from './note-drafts.js';
import { NoteForm, type NoteFormProps } from './NoteForm.js';
import { deleteNote, SESSION_NOTES } from './notes-api.js';

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

function Actions({ note, session, onDraft, onSaved }: Pick<ReadProps, 'note'> & ChangeProps): ReactElement {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => deleteNote(session, note),
    onSuccess: (changed) => onSaved(note.note_id, changed, undefined),
    // Another person may have changed or removed the note.
    onError: () => client.invalidateQueries({ queryKey: [SESSION_NOTES, session] }),
  });
  return (
    <>
      <Button
        size="icon"
        look="quiet"
        aria-label={words.edit(nameOf(note))}
        onClick={() => {
          onDraft({ text: note.text, second: note.at_seconds, version: note.version });
        }}
      >
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

/** A note, or the form that changes it. */
export function NoteRow({ note, onSeek, change }: Props): ReactElement {
  const row = useRef<HTMLLIElement>(null);
  if (change?.draft !== undefined)
    return (
      <li ref={row}>
        <NoteForm
          {...change}
          note={note.note_id}
          draft={change.draft}
          theirs={note}
          onCancel={() => {
            change.onDraft(undefined);
            // The row has its text again, with the button that opened the form.
            requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('.button')?.focus());
          }}
        />
      </li>
    );
  return (
    <li ref={row} className="session-note">
      <Moment note={note} onSeek={onSeek} />
      <div className="session-note-text">
        <p dir="auto">{note.text}</p>
        <small className="quiet">
          <Ago at={note.at} /> <Who id={note.by} />
        </small>
      </div>
      {change !== undefined && <Actions note={note} {...change} />}
    </li>
  );
}
