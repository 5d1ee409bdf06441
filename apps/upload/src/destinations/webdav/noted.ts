import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { JsonObject } from '@throughline/contracts';

const NotedSchema = Type.Object({
  /** Where the connection and the output led then. */
  at: Type.String(),
  /** Name of the folder in which the files are gathered. */
  staging: Type.String(),
  /** Uploads in chunks, by the name of their file. */
  uploads: Type.Record(Type.String(), Type.String()),
});
export type Noted = Static<typeof NotedSchema>;
const noted = Compile(NotedSchema);

/** What is on record before the first byte. */
export const noteOf = ({ at, staging, uploads }: Noted): JsonObject => ({ at, staging, uploads });

/** Undefined for what is none of ours. */
export const readNoted = (data: JsonObject): Noted | undefined => (noted.Check(data) ? data : undefined);
