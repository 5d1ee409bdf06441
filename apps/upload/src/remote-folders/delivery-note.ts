import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { JsonObject } from '@throughline/contracts';

const NotedSchema = Type.Object({
  at: Type.String(),
  staging: Type.String(),
  /** Ids of chunked uploads, by file name. */
  uploads: Type.Record(Type.String(), Type.String()),
  /** Folders in which the item may be, as names joined by slashes. */
  filed: Type.Optional(Type.Array(Type.String())),
  /** The item's visible folder, which was ours or free at that time, and the names of the files it may hold. */
  showing: Type.Optional(Type.Object({ as: Type.String(), names: Type.Array(Type.String()) })),
});
export type RemoteNote = Static<typeof NotedSchema>;
export type VisibleFolder = NonNullable<RemoteNote['showing']>;
const noted = Compile(NotedSchema);

export const toNote = ({ at, staging, uploads, filed = [], showing }: RemoteNote): JsonObject => ({
  at,
  staging,
  uploads,
  ...(filed.length === 0 ? {} : { filed }),
  ...(showing === undefined ? {} : { showing }),
});

/** Returns `undefined` for other data. */
export const parseNote = (data: JsonObject): RemoteNote | undefined => (noted.Check(data) ? data : undefined);
