import { randomBytes } from 'node:crypto';
import type { KeyValueStore } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import { DraftStore, type StoredDraft as Stored } from '../kit/draft-store.js';
import { SessionNotes } from '../kit/session-notes.js';

const DraftFile = Type.Object({
  name: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  sha256: Type.String(),
  /** The upload session. It is a secret that may open the session. */
  session: Type.Optional(Type.String()),
  /** The hash of the content in the service's own algorithm, once it was sent and verified. */
  hash: Type.Optional(Type.String()),
});
const DraftSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  output: Type.String(),
  key: Type.String(),
  /** The item's folder. Its mark is new for each draft, so that a cancelled draft never shares a folder with another. */
  folder: Type.Object({ mark: Type.String(), path: Type.Array(Type.String()), id: Type.Optional(Type.String()) }),
  files: Type.Array(DraftFile),
  /** All files exist, and the manifest names them. */
  done: Type.Boolean(),
  /** Given up: no attempt continues it, and its folder is being deleted. */
  dropped: Type.Optional(Type.Literal(true)),
});

/** A delivery to a cloud storage in progress, which every attempt at the same content continues. */
export type Draft = Static<typeof DraftSchema>;
export type DraftFile = Static<typeof DraftFile>;

const KEY_DIGITS = 8;
/** Returns a new mark of a folder: the beginning of the draft's id, and four random digits. */
export const createMark = (draftId: string): string => draftId.slice(0, KEY_DIGITS) + randomBytes(2).toString('hex');
/** Returns true for folders whose mark was created for this draft id. */
export const hasMarkOf = (draftId: string, name: string): boolean =>
  new RegExp(`\\[${draftId.slice(0, KEY_DIGITS)}[0-9a-f]{4}\\]$`).test(name);

export type StoredDraft = Stored<Draft>;

/** Sealed store of these drafts. */
export class UploadDrafts extends DraftStore<Draft> {
  constructor(records: KeyValueStore) {
    super(new SessionNotes(records, { service: 'cloud', schema: DraftSchema }), ({ mark }) => mark);
  }
}

/** Changes what is known of one file. An `undefined` value removes it. */
export const changeFile =
  (name: string, change: { readonly session?: string | undefined; readonly hash?: string }) =>
  (draft: Draft): Draft => ({
    ...draft,
    files: draft.files.map((file) => {
      if (file.name !== name) return file;
      const { session, ...rest } = { ...file, ...change };
      return session === undefined ? rest : { ...rest, session };
    }),
  });
