import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { JsonObject } from '@throughline/contracts';

/** State of one file: uploaded if it has a task, delivered if it has a document. */
const SendingSchema = Type.Object({
  /** Time just before the upload. Its answer may have been lost. */
  posted_at: Type.Optional(Type.Number()),
  task: Type.Optional(Type.String()),
  document: Type.Optional(Type.Integer()),
  made: Type.Optional(Type.Boolean()),
});
export type FileProgress = Static<typeof SendingSchema>;

const NotedSchema = Type.Object({
  at: Type.String(),
  /** By the SHA-256 of their files. */
  files: Type.Record(Type.String(), SendingSchema),
  /** Earlier deliveries to replace, by the SHA-256 of their files. */
  older: Type.Record(Type.String(), SendingSchema),
});
export type PaperlessNote = Static<typeof NotedSchema>;
const noted = Compile(NotedSchema);

export const toNote = ({ at, files, older }: PaperlessNote): JsonObject => ({ at, files: { ...files }, older: { ...older } });

/** Returns `undefined` for other data. */
export const parseNote = (data: JsonObject): PaperlessNote | undefined => (noted.Check(data) ? data : undefined);
