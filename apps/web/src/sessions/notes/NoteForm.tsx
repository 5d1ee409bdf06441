import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Note, Session } from '@throughline/api-client';
import { useId, useRef, type ReactElement } from 'react';
import { createKey } from '../../api/client.js';
import * as maxLengths from '../../api/max-lengths.generated.js';
import { isProblem } from '../../api/problem.js';
import { Button } from '../../components/Button/Button.js';
import { Note as Message } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { text } from '../../texts/text.js';
import { isChangedNote, type NoteDraft } from './note-drafts.js';
import { replaceNote, SESSION_NOTES, writeNote } from './notes-api.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.sessions.notes;

export interface NoteFormProps {
  readonly session: string;
  /** The id of the note, or `NEW_NOTE`. */
  readonly note: string;
  readonly draft: NoteDraft | undefined;
  /** The stored note, which may have been changed elsewhere since the edit began. */
  readonly theirs?: Note | undefined;
  /** Playback position in seconds. */
  readonly at: number;
  readonly onDraft: (draft: NoteDraft | undefined) => void;
  /** `saved` is the draft that was sent; undefined if the note was removed. */
  readonly onSaved: (note: string, session: Session, saved: NoteDraft | undefined) => Promise<void>;
  /** Drops the text. Absent: the form stays. */
  readonly onCancel?: (() => void) | undefined;
  /** Closes the form, and keeps the text. Absent: the form stays. */
  readonly onClose?: (() => void) | undefined;
}

/** Saves the draft. The same text is sent with the same key, so that a lost answer writes no second note. */
function useSaving({ session, note, onSaved }: NoteFormProps) {
  const client = useQueryClient();
  const sent = useRef<{ readonly content: string; readonly key: string }>(undefined);
  return useMutation({
    mutationFn: (draft: NoteDraft) => {
      const { text: written, second, version } = draft;
      if (version > 0) return replaceNote(session, note, draft);
      const content = JSON.stringify([written, second]);
      if (sent.current?.content !== content) sent.current = { content, key: createKey() };
      return writeNote(session, { text: written, second }, sent.current.key);
    },
    onSuccess: (changed, saved) => onSaved(note, changed, saved),
    // Another person may have changed or removed the note.
    onError: () => client.invalidateQueries({ queryKey: [SESSION_NOTES, session] }),
  });
}

/** The note as it was changed elsewhere, and the two ways to go on. Neither loses the typed text by itself. */
function Conflict({
  theirs,
  draft,
  onDraft,
  onCancel,
}: Pick<NoteFormProps, 'theirs' | 'onDraft' | 'onCancel'> & { readonly draft: NoteDraft }) {
  if (theirs === undefined) return null;
  return (
    <Message tone="warn" title={words.changedMeanwhile}>
      <p dir="auto" className="session-note-text">
        {theirs.text}
      </p>
      <div className="buttons">
        <Button
          size="small"
          onClick={() => {
            onDraft({ ...draft, version: theirs.version });
          }}
        >
          {words.keepMine}
        </Button>
        <Button size="small" onClick={onCancel}>
          {words.takeTheirs}
        </Button>
      </div>
    </Message>
  );
}

/** The moment of the note, and the way to change it. */
function MomentChoice({ draft, at, onDraft }: Pick<NoteFormProps, 'at' | 'onDraft'> & { readonly draft: NoteDraft }) {
  if (draft.second === null)
    return at === 0 ? null : (
      <Button
        size="small"
        look="quiet"
        onClick={() => {
          onDraft({ ...draft, second: at });
        }}
      >
        {words.setMoment(formatPlayTime(at))}
      </Button>
    );
  return (
    <Button
      size="small"
      look="quiet"
      onClick={() => {
        onDraft({ ...draft, second: null });
      }}
    >
      {words.clearMoment(formatPlayTime(draft.second))}
    </Button>
  );
}

type TextProps = Pick<NoteFormProps, 'draft' | 'theirs' | 'at' | 'onDraft' | 'onClose'>;

/** The text of the note. The moment of a new one is that of its first letter. */
function NoteText({ draft, theirs, at, onDraft, onClose }: TextProps): ReactElement {
  const id = useId();
  const isNew = theirs === undefined;
  const moment = at === 0 ? null : at;
  const placeholder = moment === null ? words.placeholder : words.placeholderAt(formatPlayTime(moment));
  return (
    <>
      <label className="unseen" htmlFor={id}>
        {isNew ? words.newNote : words.note}
      </label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        autoFocus={onClose !== undefined}
        maxLength={maxLengths.NoteBody.text}
        placeholder={placeholder}
        value={draft?.text ?? ''}
        onChange={({ currentTarget: { value } }) => {
          if (value === '' && isNew) onDraft(undefined);
          else onDraft({ second: moment, version: 0, ...draft, text: value });
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || onClose === undefined) return;
          event.stopPropagation();
          onClose();
        }}
      />
    </>
  );
}

/** Returns true if the note was changed elsewhere since the edit began. */
const isInConflict = ({ draft, theirs }: Pick<NoteFormProps, 'draft' | 'theirs'>): boolean =>
  draft !== undefined && theirs !== undefined && theirs.version !== draft.version && isChangedNote(draft, theirs);

/** Returns true while the present note is read again, after which the conflict is shown. */
const isOutdated = (error: unknown): boolean => isProblem(error) && (error.code === 'note-changed' || error.code === 'not-found');

const canSave = (props: NoteFormProps): boolean =>
  props.draft !== undefined && props.draft.text.trim() !== '' && !isInConflict(props);

/** A new note, or one that a person changes. */
export function NoteForm(props: NoteFormProps): ReactElement {
  const { draft, theirs, at, onDraft, onCancel, onClose } = props;
  const { mutate, isPending, error } = useSaving(props);
  const isReady = canSave(props) && !isPending;
  return (
    <form
      className="session-note-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && draft !== undefined) mutate(draft);
      }}
    >
      <NoteText {...{ draft, theirs, at, onDraft, onClose }} />
      {draft !== undefined && isInConflict(props) && <Conflict {...{ theirs, draft, onDraft, onCancel }} />}
      {error !== null && !isOutdated(error) && <ProblemNote error={error} />}
      <div className="buttons">
        <Button type="submit" size="small" disabled={!isReady}>
          {theirs === undefined ? words.add : words.save}
        </Button>
        {draft !== undefined && <MomentChoice {...{ draft, at, onDraft }} />}
        {onCancel !== undefined && (
          <Button size="small" look="quiet" onClick={onCancel}>
            {words.cancel}
          </Button>
        )}
      </div>
      {onCancel === undefined && <small className="quiet">{words.delivered}</small>}
    </form>
  );
}
