import type { DocumentFieldName } from '@throughline/contracts';

/** The person who corrected a field of a document last. The value is personal data, which the state never holds. */
export interface FieldCorrection {
  readonly field: DocumentFieldName;
  readonly by: string;
  readonly at: string;
}

/** A note that a person has written beside a transcript. The text is personal data, which the state never holds. */
export interface Note {
  readonly id: string;
  /** Counts the changes of the note, from 1. */
  readonly version: number;
  /** The moment of the audio that the note is about. Absent: the whole item. */
  readonly second?: number;
  /** The person who wrote the note or changed it last. */
  readonly by: string;
  readonly at: string;
}
