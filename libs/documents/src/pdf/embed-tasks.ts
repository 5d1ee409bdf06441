import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';
import { ReadBackFields } from './tasks.js';

/** Metadata to write. Absent fields keep the values of the file. */
export interface PdfMetadata {
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
  readonly described: PdfMetadata;
  /** The path of a `DocumentText` whose recognised words are laid over the pages. */
  readonly textPath?: string | undefined;
  /** The modification date. It is the same for each attempt, so that each attempt writes the same bytes. */
  readonly changedAt: string;
}

export const EMBEDDED = ['info', 'xmp', 'text'] as const;
export const EmbedFactsSchema = Type.Object({
  embedded: Type.Array(Type.Enum(EMBEDDED)),
  pages: Type.Integer(),
  ...ReadBackFields,
});

export const embedTask: Task<EmbedInput, typeof EmbedFactsSchema, ReturnType<typeof Type.Never>> = {
  name: 'embed-pdf',
  result: EmbedFactsSchema,
  note: Type.Never(),
};
