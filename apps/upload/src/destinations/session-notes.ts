import { createHash } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import { recordName, type KeyValueStore, type RecordRevision } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const NoteSchema = Type.Object({
  v: Type.Literal(1),
  /** Bytes of the video. */
  size: Type.Integer({ minimum: 1 }),
  /** Address of the upload session. It is a secret that opens the session. */
  url: Type.String(),
  /** The id of the video, once the session has created it. */
  video: Type.Optional(Type.String()),
});
const note = Compile(NoteSchema);

export type UploadNote = Static<typeof NoteSchema>;

export interface StoredNote {
  readonly note: UploadNote;
  readonly revision: RecordRevision;
}

/** Returns the session id, equal for every attempt at the same content of a channel: all attempts share one upload session. */
export const computeSessionId = (place: string, key: string): string =>
  createHash('sha256').update(`${place}\n${key}`).digest('hex').slice(0, 40);

const nameOf = (id: string): string => recordName('youtube', id);

/** Sealed store of upload sessions. It holds their addresses, which no event may hold. */
export class UploadNotes {
  constructor(private readonly records: KeyValueStore) {}

  async find(id: string): Promise<StoredNote | undefined> {
    if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
    const stored = await this.records.read(nameOf(id));
    if (stored === undefined) return undefined;
    const raw: unknown = JSON.parse(stored.text);
    return note.Check(raw) ? { note: raw, revision: stored.revision } : undefined;
  }

  /** Stores a note. Returns false if another attempt was first. */
  write(id: string, content: UploadNote, replaced: RecordRevision | undefined): Promise<boolean> {
    return this.#unlessChanged(() => this.records.write(nameOf(id), JSON.stringify(content), replaced ?? 'absent'));
  }

  /** Removes a note, unless another attempt has changed it. */
  remove(id: string, { revision }: StoredNote): Promise<boolean> {
    return this.#unlessChanged(() => this.records.remove(nameOf(id), revision));
  }

  async #unlessChanged(change: () => Promise<unknown>): Promise<boolean> {
    try {
      await change();
      return true;
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return false;
      throw error;
    }
  }
}
