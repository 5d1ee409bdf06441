import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';

export interface WrittenInput {
  readonly path: string;
  readonly kind: 'text' | 'html';
  /** Gets the text. */
  readonly output: string;
}
export const WrittenSchema = Type.Object({ characters: Type.Integer(), title: Type.Optional(Type.String()) });

/** A text, or the text of a page of the web. */
export const readWrittenTask: Task<WrittenInput, typeof WrittenSchema, ReturnType<typeof Type.Never>> = {
  name: 'read-written',
  result: WrittenSchema,
  note: Type.Never(),
};
