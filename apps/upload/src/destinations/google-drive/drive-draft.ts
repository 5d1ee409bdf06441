import type { KeyValueStore } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import { DraftStore, type StoredDraft as Stored } from '../../kit/draft-store.js';
import type { DeliveryFile } from '../../kit/destination.js';
import { SessionNotes } from '../../kit/session-notes.js';

const DraftFile = Type.Object({
  name: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  sha256: Type.String(),
  mediaType: Type.String(),
  id: Type.String(),
  /** Address of the upload session. It is a secret that opens the session. */
  url: Type.Optional(Type.String()),
});
const DraftSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  output: Type.String(),
  key: Type.String(),
  folder: Type.Object({ id: Type.String(), parent: Type.String(), name: Type.String() }),
  files: Type.Array(DraftFile),
  /** All files exist, and the folder is marked as complete. */
  done: Type.Boolean(),
  /** Given up: no attempt continues it, and its files are being deleted. */
  dropped: Type.Optional(Type.Literal(true)),
});

/** A delivery to Drive in progress. Drive has allocated its ids beforehand, so every attempt creates the same files. */
export type Draft = Static<typeof DraftSchema>;
export type DraftFile = Static<typeof DraftFile>;

export type StoredDraft = Stored<Draft>;

/** Sealed store of these drafts. */
export class DriveDrafts extends DraftStore<Draft> {
  constructor(records: KeyValueStore) {
    super(new SessionNotes(records, { service: 'drive', schema: DraftSchema }), ({ id }) => id);
  }
}

/** Replaces the session address of a file. `undefined` removes it. */
export const replaceSessionUrl =
  (name: string, url: string | undefined) =>
  (draft: Draft): Draft => ({
    ...draft,
    files: draft.files.map((file) => {
      if (file.name !== name) return file;
      const { url: _, ...rest } = file;
      return url === undefined ? rest : { ...rest, url };
    }),
  });

/** Gives each file the id that it will have in Drive. */
export const toDraftFiles = (files: readonly DeliveryFile[], ids: readonly string[]): DraftFile[] =>
  files.map(({ name, size, sha256, mediaType }, index) => ({ name, size, sha256, mediaType, id: ids[index] ?? '' }));
