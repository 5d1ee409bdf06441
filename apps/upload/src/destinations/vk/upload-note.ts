import { Type, type Static } from 'typebox';
import type { StoredNote } from '../../kit/session-notes.js';

/** The record of an upload to VK. It is sealed, because the address takes content. */
export const UploadNoteSchema = Type.Object({
  v: Type.Literal(1),
  /** The session: owner and number of the video. */
  video: Type.String(),
  /** Takes the content of the video. */
  url: Type.String(),
  /** Hash of what the video was created with. */
  metadata: Type.Optional(Type.String()),
  /**
   * `begun`: VK cannot have all of it. `sent`: VK may have all of it, and has not answered. `dropped`: given up, and perhaps not
   * deleted yet.
   */
  upload: Type.Enum(['none', 'begun', 'sent', 'done', 'dropped']),
  /** The time before the last byte of an upload. */
  sentAt: Type.Optional(Type.String()),
});
export type UploadNote = StoredNote<Static<typeof UploadNoteSchema>>;
