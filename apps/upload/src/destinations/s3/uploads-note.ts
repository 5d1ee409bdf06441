import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { BucketLocation, Upload } from '@throughline/bucket';
import type { JsonObject } from '@throughline/contracts';

const NotedSchema = Type.Object({
  connection: Type.String(),
  bucket: Type.String(),
  prefix: Type.String(),
  /** The service's location at that time: the connection may lead elsewhere now. */
  at: Type.Optional(Type.String()),
  uploads: Type.Array(Type.Object({ key: Type.String(), id: Type.String() })),
  outdated: Type.Optional(Type.Array(Type.String())),
});
type UploadsNote = Static<typeof NotedSchema>;
const noted = Compile(NotedSchema);

export const toNote = (
  { connection, bucket, prefix }: BucketLocation,
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

/** Returns `undefined` for other data. */
export const parseNote = (data: JsonObject): UploadsNote | undefined => (noted.Check(data) ? data : undefined);

/** Returns the note if it is about exactly this location. */
export function parseNoteAt(data: JsonObject | undefined, place: BucketLocation, at: string): UploadsNote | undefined {
  const there = data === undefined ? undefined : parseNote(data);
  return there !== undefined && isSamePlace(there, place) && (there.at ?? at) === at ? there : undefined;
}

const isSamePlace = (a: BucketLocation, b: BucketLocation): boolean =>
  a.connection === b.connection && a.bucket === b.bucket && a.prefix === b.prefix;
