import { createHash } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import { recordName, type RecordRevision, type Records } from '@throughline/credentials';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const DraftFile = Type.Object({
  name: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  sha256: Type.String(),
  mediaType: Type.String(),
  /** Of the file that it will be. */
  id: Type.String(),
  /** Of its upload session: it opens the session for whoever has it. */
  url: Type.Optional(Type.String()),
});
const DraftSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  output: Type.String(),
  key: Type.String(),
  /** Of the recording, and of the one that it lies in. */
  folder: Type.Object({ id: Type.String(), parent: Type.String(), name: Type.String() }),
  files: Type.Array(DraftFile),
  /** All files are there, and the folder says so. */
  done: Type.Boolean(),
  /** Given up: nobody goes on with it, and what was made of it is on its way to the bin. */
  dropped: Type.Optional(Type.Literal(true)),
});
const draftOf = Compile(DraftSchema);

/** What is being made of a delivery. Its ids were given away by Drive beforehand, so whoever goes on with it makes the same files. */
export type Draft = Static<typeof DraftSchema>;
export type DraftFile = Static<typeof DraftFile>;

export interface FoundDraft {
  readonly draft: Draft;
  readonly revision: RecordRevision;
}

/** The same for every attempt at the same content in the same place. */
export const draftIdOf = (place: string, key: string): string =>
  createHash('sha256').update(`${place}\n${key}`).digest('hex').slice(0, 40);

const nameOf = (id: string): string => recordName('drive', id);

/** Drafts, sealed: they hold addresses of upload sessions, which no event may hold. */
export class DriveDrafts {
  constructor(private readonly records: Records) {}

  async find(id: string): Promise<FoundDraft | undefined> {
    if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
    const stored = await this.records.read(nameOf(id));
    if (stored === undefined) return undefined;
    const raw: unknown = JSON.parse(stored.text);
    return draftOf.Check(raw) ? { draft: raw, revision: stored.revision } : undefined;
  }

  /** False where somebody else has begun it meanwhile. */
  async begin(id: string, draft: Draft, over: RecordRevision | undefined): Promise<boolean> {
    try {
      await this.records.write(nameOf(id), JSON.stringify(draft), over ?? 'absent');
      return true;
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return false;
      throw error;
    }
  }

  /** Undefined where it is given up, or not there any more: all attempts share its name, so another folder is the draft of somebody else. */
  async change(id: string, { folder }: Pick<Draft, 'folder'>, change: (draft: Draft) => Draft): Promise<Draft | undefined> {
    for (;;) {
      const found = await this.find(id);
      if (found === undefined || found.draft.folder.id !== folder.id || found.draft.dropped === true) return undefined;
      const changed = change(found.draft);
      if (await this.begin(id, changed, found.revision)) return changed;
    }
  }

  /** False where it is not the one any more that was read. From then on nobody completes it. */
  drop(id: string, { draft, revision }: FoundDraft): Promise<boolean> {
    return this.begin(id, { ...draft, dropped: true }, revision);
  }

  /** What somebody else has put in its place meanwhile stays. */
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

/** With another address of the session of one file; undefined where it has none. */
export const withUrl =
  (name: string, url: string | undefined) =>
  (draft: Draft): Draft => ({
    ...draft,
    files: draft.files.map((file) => {
      if (file.name !== name) return file;
      const { url: _, ...rest } = file;
      return url === undefined ? rest : { ...rest, url };
    }),
  });
