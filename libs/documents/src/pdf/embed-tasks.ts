import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';

/** What is known of a document; what is not known is left out, and what the file says of it stays. */
export interface Described {
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly subject?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
  /** BCP 47. */
  readonly language?: string | undefined;
  /** ISO 8601, a day or an instant. */
  readonly date?: string | undefined;
}

export interface EmbedInput {
  readonly path: string;
  readonly output: string;
  readonly described: Described;
  /** A `DocumentText` whose recognised words are laid over the pages. */
  readonly textPath?: string | undefined;
  /** Stands as the day of the change: the same for each attempt, or the same document would be other bytes each time. */
  readonly changedAt: string;
}

export const EMBEDDED = ['info', 'xmp', 'text'] as const;
export const EmbedFactsSchema = Type.Object({
  embedded: Type.Array(Type.Enum(EMBEDDED)),
  /** Of the document that the copy was made of. */
  pages: Type.Integer(),
});

/** Metadata and a searchable text layer, written into a copy of a PDF. */
export const embedTask: Task<EmbedInput, typeof EmbedFactsSchema, ReturnType<typeof Type.Never>> = {
  name: 'embed-pdf',
  result: EmbedFactsSchema,
  note: Type.Never(),
};
