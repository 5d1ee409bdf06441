import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { JsonObject } from '@throughline/contracts';

/** One file on its way: handed over is what has a task, there is what has a document. */
const SendingSchema = Type.Object({
  /** About to be handed over at this time; the answer may have been lost. */
  posted_at: Type.Optional(Type.Number()),
  task: Type.Optional(Type.String()),
  document: Type.Optional(Type.Integer()),
  /** It was not there before. */
  made: Type.Optional(Type.Boolean()),
});
export type Sending = Static<typeof SendingSchema>;

const NotedSchema = Type.Object({
  /** Where the connection led then. */
  at: Type.String(),
  /** By the SHA-256 of their files. */
  files: Type.Record(Type.String(), SendingSchema),
  /** What was delivered before, and makes way: by the SHA-256 of its files. */
  older: Type.Record(Type.String(), SendingSchema),
});
export type Noted = Static<typeof NotedSchema>;
const noted = Compile(NotedSchema);

/** What is on record before the first byte. */
export const noteOf = ({ at, files, older }: Noted): JsonObject => ({ at, files: { ...files }, older: { ...older } });

/** Undefined for what is none of ours. */
export const readNoted = (data: JsonObject): Noted | undefined => (noted.Check(data) ? data : undefined);
