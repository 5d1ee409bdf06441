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
  /** A key of `OFFICE_TYPES`; left out where it is some other archive. */
  format: Type.Optional(Type.String()),
  entries: Type.Integer(),
  unpackedBytes: Type.Integer(),
});

/** What kind of Office file an archive is, and that it does not swell when it is unpacked. */
export const inspectArchiveTask: Task<ArchiveInput, typeof ArchiveFactsSchema, ReturnType<typeof Type.Never>> = {
  name: 'inspect-archive',
  result: ArchiveFactsSchema,
  note: Type.Never(),
};
