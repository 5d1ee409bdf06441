import { DraftStore, storageOfBrowser } from '../../drafts/draft-store.js';
import type { NoteContent } from './notes-api.js';

/** A note while a person writes it. */
export interface NoteDraft extends NoteContent {
  /** The version that the person has seen; 0: the note is new. */
  readonly version: number;
}

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

let ofBrowser: DraftStore<NoteDrafts> | undefined;
export const getNoteDrafts = (): DraftStore<NoteDrafts> =>
  (ofBrowser ??= new DraftStore('notes', parseNoteDrafts, storageOfBrowser()));
