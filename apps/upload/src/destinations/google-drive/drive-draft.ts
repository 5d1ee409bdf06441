import { createHash } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import { recordName, type RecordRevision, type KeyValueStore } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

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
const draftOf = Compile(DraftSchema);

/** A delivery to Drive in progress. Drive has allocated its ids beforehand, so every attempt creates the same files. */
export type Draft = Static<typeof DraftSchema>;
export type DraftFile = Static<typeof DraftFile>;

export interface StoredDraft {
  readonly draft: Draft;
  readonly revision: RecordRevision;
}

/** Returns the draft's id, equal for every attempt at the same content in the same location. */
export const computeDraftId = (place: string, key: string): string =>
  createHash('sha256').update(`${place}\n${key}`).digest('hex').slice(0, 40);

const nameOf = (id: string): string => recordName('drive', id);

/** Sealed store of drafts. They hold addresses of upload sessions, which no event may hold. */
export class DriveDrafts {
  constructor(private readonly records: KeyValueStore) {}

  async find(id: string): Promise<StoredDraft | undefined> {
    if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
    const stored = await this.records.read(nameOf(id));
    if (stored === undefined) return undefined;
    const raw: unknown = JSON.parse(stored.text);
    return draftOf.Check(raw) ? { draft: raw, revision: stored.revision } : undefined;
  }

  /** Stores a draft. Returns false if another attempt was first. */
  async begin(id: string, draft: Draft, replaced: RecordRevision | undefined): Promise<boolean> {
    try {
      await this.records.write(nameOf(id), JSON.stringify(draft), replaced ?? 'absent');
      return true;
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return false;
      throw error;
    }
  }

  /**
   * Changes a draft. Returns `undefined` if it was given up or replaced. All attempts share its name, so another folder id
   * means another draft.
   */
  async change(id: string, { folder }: Pick<Draft, 'folder'>, change: (draft: Draft) => Draft): Promise<Draft | undefined> {
    for (;;) {
      const found = await this.find(id);
      if (found === undefined || found.draft.folder.id !== folder.id || found.draft.dropped === true) return undefined;
      const changed = change(found.draft);
      if (await this.begin(id, changed, found.revision)) return changed;
    }
  }

  /** Gives a draft up, so that nobody completes it. Returns false if it has changed since it was read. */
  drop(id: string, { draft, revision }: StoredDraft): Promise<boolean> {
    return this.begin(id, { ...draft, dropped: true }, revision);
  }

  async remove(id: string, { folder }: Pick<Draft, 'folder'>): Promise<void> {
    const found = await this.find(id);
    if (found?.draft.folder.id !== folder.id) return;
    try {
      await this.records.remove(nameOf(id), found.revision);
    } catch (error) {
      if (kindOf(error) !== 'record-conflict') throw error;
    }
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
