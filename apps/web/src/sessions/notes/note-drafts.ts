import type { Note } from '@throughline/api-client';
import type { DraftFormat } from '../../drafts/shared-draft.js';
import type { NoteContent } from './notes-api.js';

/** A note while a person writes it. */
export interface NoteDraft extends NoteContent {
  /** The version that the person has seen; 0: the note is new. */
  readonly version: number;
}

/** Returns true if the draft differs from the stored note. */
export const isChangedNote = ({ text, second }: NoteContent, note: Pick<Note, 'text' | 'at_seconds'>): boolean =>
  text !== note.text || second !== note.at_seconds;

/** The place of a note that has no id yet. */
export const NEW_NOTE = 'new';

/** Drafts by the ids of the notes. */
export type NoteDrafts = Readonly<Record<string, NoteDraft>>;

const isDraft = (value: unknown): value is NoteDraft => {
  if (typeof value !== 'object' || value === null) return false;
  const { text, second, version } = value as Partial<Record<keyof NoteDraft, unknown>>;
  return typeof text === 'string' && (second === null || Number.isFinite(second)) && Number.isInteger(version);
};

/** Reads stored drafts. Damaged ones are left out. */
export const parseNoteDrafts = (stored: unknown): NoteDrafts | undefined =>
  typeof stored !== 'object' || stored === null
    ? undefined
    : Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, NoteDraft] => isDraft(entry[1])));

/** Returns the drafts with one of them set, or removed if there is nothing to keep. */
export function setNoteDraft(drafts: NoteDrafts, note: string, draft: NoteDraft | undefined): NoteDrafts {
  const { [note]: _before, ...others } = drafts;
  return draft === undefined ? others : { ...others, [note]: draft };
}

/**
 * Forgets a draft that is saved. Keeps one that the person has changed since `saved` was sent: it continues the saved note.
 */
export function settleNoteDraft(drafts: NoteDrafts, note: string, saved: NoteDraft): NoteDrafts {
  const draft = drafts[note];
  if (draft === undefined || (draft.text === saved.text && draft.second === saved.second))
    return setNoteDraft(drafts, note, undefined);
  return saved.version === 0 ? drafts : setNoteDraft(drafts, note, { ...draft, version: saved.version + 1 });
}

export const noteDrafts: DraftFormat<NoteDrafts> = {
  kind: 'notes',
  none: {},
  parse: parseNoteDrafts,
  isFilled: (drafts) => Object.keys(drafts).length > 0,
};
