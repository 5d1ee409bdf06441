import type { TellingFacts } from '@throughline/domain';
import type { ItemKindName } from './query/search-query.js';

/** The part of a text that starts at `offset`. */
export interface TextMark {
  /** UTF-16 code units from the start of the passage. */
  readonly offset: number;
  /** Milliseconds from the start of the recording. */
  readonly startMs: number;
  readonly speaker?: string;
}

/** A part of the text of an item that a result shows: some sentences, with their times or their page. */
export interface SearchPassage {
  readonly text: string;
  /** From 1. */
  readonly page?: number;
  /** In order; the first one has the offset 0. Empty for documents. */
  readonly marks: readonly TextMark[];
}

/** The searchable texts of an item. */
export interface SearchEntry {
  readonly libraryId: string;
  readonly kind: ItemKindName;
  readonly title: string | undefined;
  readonly sender: string | undefined;
  readonly tags: readonly string[];
  /** Names of speakers. */
  readonly people: readonly string[];
  /** ISO. */
  readonly registeredAt: string;
  /** The date of a recording or in a document, else that of its registration. ISO. */
  readonly at: string;
  /** A text search configuration of PostgreSQL. */
  readonly language: string;
  readonly passages: readonly SearchPassage[];
  /** The values that tell a document apart from others with nearly the same text. */
  readonly facts?: TellingFacts | undefined;
}
