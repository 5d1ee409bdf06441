import { Readable } from 'node:stream';
import type { ArtifactStore, FreeBytes } from '@throughline/artifact-store';
import { PermanentError, RetryableError, codeOf, kindOf, uploadPrefix, type SourceTaken } from '@throughline/contracts';
import type { OpenedItem, SourceLister } from '../kit/source-lister.js';
import { requireRoom } from '../sources/url/free-space.js';

export interface StoredItemsPorts {
  readonly artifacts: Pick<ArtifactStore, 'put'>;
  readonly freeBytes: FreeBytes;
  /** The folder of the artifacts, or of files in transit. */
  readonly folder: string;
  readonly maxBytes: number;
}

export interface ItemToStore {
  readonly externalId: string;
  readonly assetId: string;
}

type Stored = Extract<SourceTaken, { state: 'stored' }>;

/** Copies larger than a request may last go on in the background. */
export class StoredItems {
  readonly #running = new Map<string, Promise<Stored>>();
  readonly #stop = new AbortController();

  constructor(
    private readonly ports: StoredItemsPorts,
    private readonly waitMs = 15_000,
  ) {}

  /** Starts to store an item, or joins the copy that runs. Returns after a while, also if the copy has not ended. */
  async take(lister: SourceLister, item: ItemToStore): Promise<SourceTaken> {
    const { open } = lister;
    if (open === undefined) throw new PermanentError('source-item-invalid', 'The items of this source are fetched by their runs');
    let copy = this.#running.get(item.assetId);
    if (copy === undefined) {
      copy = this.#store(open, item).finally(() => this.#running.delete(item.assetId));
      // The next request reports the failure, by trying again.
      copy.catch(() => undefined);
      this.#running.set(item.assetId, copy);
    }
    return this.#waitFor(copy);
  }

  /** Aborts the copies. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running.values());
  }

  async #waitFor(copy: Promise<Stored>): Promise<SourceTaken> {
    let timer: NodeJS.Timeout | undefined;
    const waiting = new Promise<SourceTaken>((resolve) => {
      timer = setTimeout(() => {
        resolve({ state: 'storing' });
      }, this.waitMs);
    });
    try {
      return await Promise.race([copy, waiting]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #store(open: NonNullable<SourceLister['open']>, { externalId, assetId }: ItemToStore): Promise<Stored> {
    const { freeBytes, folder } = this.ports;
    const opened = await open(externalId, this.#stop.signal);
    try {
      await requireRoom(opened.size ?? 0, folder, freeBytes);
      return await this.#copy(opened, `${uploadPrefix(assetId)}/source`);
    } finally {
      await opened.close();
    }
  }

  /** The bytes are the item only if it is the same after the last byte was read. */
  async #copy({ stream, size, requireUnchanged }: OpenedItem, key: string): Promise<Stored> {
    const checked = async function* (): AsyncGenerator<Buffer, void, undefined> {
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
      } catch (error) {
        throw toReadError(error);
      }
      await requireUnchanged();
    };
    try {
      const options = { signal: this.#stop.signal, limitBytes: this.ports.maxBytes };
      const stored = await this.ports.artifacts.put(key, Readable.from(checked(), { objectMode: false }), options);
      if (size !== undefined && stored.size !== size) throw changedWhileReadError();
      return { state: 'stored', key, ...stored };
    } catch (error) {
      if (GROWN.has(kindOf(error))) throw changedWhileReadError();
      throw error;
    }
  }
}

/** Bytes of another version are stored already, or the file has grown beyond the limit since it was listed. */
const GROWN: ReadonlySet<string | undefined> = new Set(['exists', 'too-large']);

/** A disk with a bad sector is a problem of this file alone. */
const toReadError = (error: unknown): unknown =>
  kindOf(error) === undefined && codeOf(error) !== undefined
    ? new RetryableError('source-error', `The file cannot be read (${codeOf(error) ?? ''})`, { cause: error })
    : error;

const changedWhileReadError = (): PermanentError =>
  new PermanentError('source-changed', 'The file changes while it is read. The next sync tries again');
