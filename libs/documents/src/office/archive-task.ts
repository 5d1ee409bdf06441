import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';

export interface ArchiveInput {
  readonly path: string;
  readonly mostBytes: number;
  readonly mostRatio: number;
  readonly harmlessBytes: number;
  readonly mostEntries: number;
}
export const ArchiveFactsSchema = Type.Object({
  /** A key of `OFFICE_TYPES`; absent for any other archive. */
  format: Type.Optional(Type.String()),
  entries: Type.Integer(),
  unpackedBytes: Type.Integer(),
});

export const inspectArchiveTask: Task<ArchiveInput, typeof ArchiveFactsSchema, ReturnType<typeof Type.Never>> = {
  name: 'inspect-archive',
  result: ArchiveFactsSchema,
  note: Type.Never(),
};
