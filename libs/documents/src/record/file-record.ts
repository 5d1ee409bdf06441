import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { DOCUMENT_KINDS } from '../sniff/kind.js';

export const FileRecordSchema = Type.Object({
  kind: Type.Enum(DOCUMENT_KINDS),
  mediaType: Type.String(),
  extension: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  /** Absent if the file has no pages before its conversion, like a text, or only the program of the format can tell. */
  pages: Type.Optional(Type.Integer({ minimum: 0 })),
  encrypted: Type.Boolean(),
  /** Unreadable without a password. */
  locked: Type.Boolean(),
  signed: Type.Boolean(),
  /** Pixels of a picture. */
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
  /** Metadata of the file itself. */
  title: Type.Optional(Type.String()),
  author: Type.Optional(Type.String()),
  created: Type.Optional(Type.String()),
  /** Becomes the modification date of every document made from this one, so that each attempt writes the same bytes. */
  recordedAt: Type.String(),
});
export type FileRecord = Static<typeof FileRecordSchema>;

const fileRecord = Compile(FileRecordSchema);

export function parseFileRecord(json: string): FileRecord | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return fileRecord.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
