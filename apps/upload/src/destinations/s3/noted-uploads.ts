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
  /** Keys of objects that are to go when those of the uploads are there. */
  outdated: Type.Optional(Type.Array(Type.String())),
});
type NotedUploads = Static<typeof NotedSchema>;
const noted = Compile(NotedSchema);

/** What is written down before the first byte of an upload. */
export const noteOf = (
  { connection, bucket, prefix }: Place,
  at: string,
  { uploads, outdated }: { readonly uploads: Iterable<Upload>; readonly outdated: readonly string[] },
): JsonObject => ({
  connection,
  bucket,
  prefix,
  at,
  uploads: [...uploads].map(({ key, id }) => ({ key, id })),
  ...(outdated.length === 0 ? {} : { outdated: [...outdated] }),
});

/** Undefined for what is none of ours. */
export const readNoted = (data: JsonObject): NotedUploads | undefined => (noted.Check(data) ? data : undefined);

/** What is on record of this very place. */
export function notedAt(data: JsonObject | undefined, place: Place, at: string): NotedUploads | undefined {
  const there = data === undefined ? undefined : readNoted(data);
  return there !== undefined && isSamePlace(there, place) && (there.at ?? at) === at ? there : undefined;
}

const isSamePlace = (a: Place, b: Place): boolean =>
  a.connection === b.connection && a.bucket === b.bucket && a.prefix === b.prefix;
