import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';

export interface TextInput {
  readonly path: string;
  readonly kind: 'text' | 'html';
  readonly output: string;
}
export const WrittenSchema = Type.Object({ characters: Type.Integer(), title: Type.Optional(Type.String()) });

export const readWrittenTask: Task<TextInput, typeof WrittenSchema, ReturnType<typeof Type.Never>> = {
  name: 'read-written',
  result: WrittenSchema,
  note: Type.Never(),
};
