import type { PersonalData } from '../../asset/personal.js';
import type { Note } from '../../asset/annotations.js';
import type { Asset } from '../../asset/state.js';

/** A note in the API. */
export interface NoteItem {
  readonly note_id: string;
  readonly text: string;
  /** The moment of the audio in seconds. Null: the note is about the whole session. */
  readonly at_seconds: number | null;
  /** Counts the changes of the note, from 1. */
  readonly version: number;
  /** The person who wrote the note or changed it last. */
  readonly by: string;
  readonly at: string;
}

const momentOf = ({ second }: Note): number => second ?? Number.POSITIVE_INFINITY;

/** Returns the notes in the order of their moments, those without a moment last. A note whose text is lost is left out. */
export const renderNotes = ({ notes = [] }: Asset, personal: PersonalData): NoteItem[] =>
  notes
    .toSorted((one, other) => (momentOf(one) === momentOf(other) ? 0 : momentOf(one) - momentOf(other)))
    .flatMap(({ id, second, version, by, at }) => {
      const text = personal.notes?.[id];
      return text === undefined ? [] : [{ note_id: id, text, at_seconds: second ?? null, version, by, at }];
    });
