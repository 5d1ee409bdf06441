import type { PageRange } from '@throughline/contracts';
import { Type, type Static } from 'typebox';
import type { Task } from '../isolated/task.js';
import { ReadBackFields } from './tasks.js';

export interface ComposedPart {
  readonly path: string;
  /** Absent: all pages, as they are. */
  readonly pages?: readonly PageRange[] | undefined;
}

export interface ComposeInput {
  readonly parts: readonly ComposedPart[];
  readonly output: string;
}

/** Contents of a PDF that are no part of its pages. */
export const LEFT_OUT = ['attachments', 'bookmarks', 'forms', 'links', 'media', 'scripts', 'signatures', 'tags'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export const ComposeFactsSchema = Type.Object({
  pages: Type.Integer({ minimum: 1 }),
  leftOut: Type.Array(Type.Enum(LEFT_OUT)),
  ...ReadBackFields,
});
export type ComposeFacts = Omit<Static<typeof ComposeFactsSchema>, keyof typeof ReadBackFields>;
export const ComposeNoteSchema = Type.Object({ done: Type.Integer(), total: Type.Integer() });
export type ComposeNote = Static<typeof ComposeNoteSchema>;

export const composeTask: Task<ComposeInput, typeof ComposeFactsSchema, typeof ComposeNoteSchema> = {
  name: 'compose-pdf',
  result: ComposeFactsSchema,
  note: ComposeNoteSchema,
};
