import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Place, Upload } from '@throughline/bucket';
import type { JsonObject } from '@throughline/contracts';

const NotedSchema = Type.Object({
  connection: Type.String(),
  bucket: Type.String(),
  prefix: Type.String(),
  /** Where that was then: a connection may lead elsewhere today. */
  at: Type.Optional(Type.String()),
  uploads: Type.Array(Type.Object({ key: Type.String(), id: Type.String() })),
});
type NotedUploads = Static<typeof NotedSchema>;
const noted = Compile(NotedSchema);

/** What is written down before the first byte of an upload. */
export const noteOf = ({ connection, bucket, prefix }: Place, at: string, uploads: Iterable<Upload>): JsonObject => ({
  connection,
  bucket,
  prefix,
  at,
  uploads: [...uploads].map(({ key, id }) => ({ key, id })),
});

/** Undefined for what is none of ours. */
export const readNoted = (data: JsonObject): NotedUploads | undefined => (noted.Check(data) ? data : undefined);

export const isSamePlace = (a: Place, b: Place): boolean =>
  a.connection === b.connection && a.bucket === b.bucket && a.prefix === b.prefix;
