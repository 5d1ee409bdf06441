import { createHash } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import { recordName, type KeyValueStore, type RecordRevision } from '@throughline/messaging';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

export interface StoredNote<Note> {
  readonly note: Note;
  readonly revision: RecordRevision;
}

/** Returns a name that is equal for every attempt at the same content in the same location. */
export const computeSessionId = (place: string, key: string): string =>
  createHash('sha256').update(`${place}\n${key}`).digest('hex').slice(0, 40);

/**
 * Returns the hash of what a session fixes when it begins, such as title and visibility. A session with another hash may not be
 * continued: it would publish what the output no longer says.
 */
export const hashMetadata = (metadata: object): string => createHash('sha256').update(JSON.stringify(metadata)).digest('hex');

interface NotesOptions<S extends TSchema> {
  /** The first part of the records' names. */
  readonly service: string;
  readonly schema: S;
}

/** Sealed store of upload sessions. It holds their addresses, which open them and which no event may hold. */
export class SessionNotes<S extends TSchema> {
  constructor(
    private readonly records: KeyValueStore,
    private readonly options: NotesOptions<S>,
  ) {}

  async find(id: string): Promise<StoredNote<Static<S>> | undefined> {
    if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
    const stored = await this.records.read(this.#nameOf(id));
    if (stored === undefined) return undefined;
    const raw: unknown = JSON.parse(stored.text);
    return Value.Check(this.options.schema, raw) ? { note: raw, revision: stored.revision } : undefined;
  }

  /** Stores a note. Returns false if another attempt was first. */
  write(id: string, note: Static<S>, replaced: RecordRevision | undefined): Promise<boolean> {
    return this.#unlessChanged(() => this.records.write(this.#nameOf(id), JSON.stringify(note), replaced ?? 'absent'));
  }

  /** Removes a note, unless another attempt has changed it. */
  remove(id: string, { revision }: Pick<StoredNote<unknown>, 'revision'>): Promise<boolean> {
    return this.#unlessChanged(() => this.records.remove(this.#nameOf(id), revision));
  }

  #nameOf(id: string): string {
    return recordName(this.options.service, id);
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
