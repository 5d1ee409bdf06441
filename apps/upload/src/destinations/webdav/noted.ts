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
  /** Folders in which the item may stand, below the output's, as names joined by slashes. */
  filed: Type.Optional(Type.Array(Type.String())),
  /** The folder that it is shown as, which was ours or nobody's when this was written, and the names of the files that may lie in it. */
  showing: Type.Optional(Type.Object({ as: Type.String(), names: Type.Array(Type.String()) })),
});
export type Noted = Static<typeof NotedSchema>;
export type Showing = NonNullable<Noted['showing']>;
const noted = Compile(NotedSchema);

/** What is on record before the first byte. */
export const noteOf = ({ at, staging, uploads, filed = [], showing }: Noted): JsonObject => ({
  at,
  staging,
  uploads,
  ...(filed.length === 0 ? {} : { filed }),
  ...(showing === undefined ? {} : { showing }),
});

/** Undefined for what is none of ours. */
export const readNoted = (data: JsonObject): Noted | undefined => (noted.Check(data) ? data : undefined);
