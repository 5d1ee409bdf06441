import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { DOCUMENT_KINDS } from '../sniff/kind.js';

/** What kind of file a document is, as its own bytes say. */
export const FileRecordSchema = Type.Object({
  kind: Type.Enum(DOCUMENT_KINDS),
  mediaType: Type.String(),
  extension: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  /** None where it is not known before the file is opened by its own program. */
  pages: Type.Optional(Type.Integer({ minimum: 0 })),
  encrypted: Type.Boolean(),
  /** Nobody can look into it without a password. */
  locked: Type.Boolean(),
  signed: Type.Boolean(),
  /** Pixels of a picture. */
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
  /** What the file says of itself. */
  title: Type.Optional(Type.String()),
  author: Type.Optional(Type.String()),
  created: Type.Optional(Type.String()),
  /** Stands wherever a document made of this one says when it was changed: each attempt makes the same bytes. */
  recordedAt: Type.String(),
});
export type FileRecord = Static<typeof FileRecordSchema>;

const fileRecord = Compile(FileRecordSchema);

/** Undefined where it is none. */
export function parseFileRecord(json: string): FileRecord | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return fileRecord.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
