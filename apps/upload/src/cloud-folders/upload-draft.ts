import { createHash, randomBytes } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import { recordName, type KeyValueStore, type RecordRevision } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

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
const draftOf = Compile(DraftSchema);

/** A delivery to a cloud storage in progress, which every attempt at the same content continues. */
export type Draft = Static<typeof DraftSchema>;
export type DraftFile = Static<typeof DraftFile>;

export interface StoredDraft {
  readonly draft: Draft;
  readonly revision: RecordRevision;
}

/** Returns the draft's id, equal for every attempt at the same content in the same location. */
export const computeDraftId = (place: string, key: string): string =>
  createHash('sha256').update(`${place}\n${key}`).digest('hex').slice(0, 40);

const KEY_DIGITS = 8;
/** Returns a new mark of a folder: the beginning of the draft's id, and four random digits. */
export const createMark = (draftId: string): string => draftId.slice(0, KEY_DIGITS) + randomBytes(2).toString('hex');
/** Returns true for folders whose mark was created for this draft id. */
export const hasMarkOf = (draftId: string, name: string): boolean =>
  new RegExp(`\\[${draftId.slice(0, KEY_DIGITS)}[0-9a-f]{4}\\]$`).test(name);

const nameOf = (id: string): string => recordName('cloud', id);

/** Sealed store of drafts. They hold upload sessions, which no event may hold. */
export class UploadDrafts {
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

  /** Changes a draft. Returns `undefined` if it was given up or replaced by another one of this id. */
  async change(id: string, { folder }: Pick<Draft, 'folder'>, change: (draft: Draft) => Draft): Promise<Draft | undefined> {
    for (;;) {
      const found = await this.find(id);
      if (found === undefined || found.draft.folder.mark !== folder.mark || found.draft.dropped === true) return undefined;
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
    if (found?.draft.folder.mark !== folder.mark) return;
    try {
      await this.records.remove(nameOf(id), found.revision);
    } catch (error) {
      if (kindOf(error) !== 'record-conflict') throw error;
    }
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
