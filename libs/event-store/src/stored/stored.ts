import type { CommitCodec } from '@throughline/contracts';
import type { Poison, Recorded } from '../event-store.js';
import type { DataKeys } from '../keys/data-keys.js';
import { positionOf, revisionOf, type Revision } from '../order/order.js';

/** A message of the log before decoding. */
export interface Stored {
  readonly assetId: string;
  readonly sequence: number;
  readonly commitId: string | undefined;
  readonly expected: Revision | undefined;
  readonly storedAt: string;
  readonly bytes: Uint8Array;
}

const SEALED = Buffer.from('"sealed"');
/** May err towards true (the word can stand in data), which costs one look at a key; never towards false. */
const mayHoldSealed = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(SEALED);

/** Decodes messages of the log. Keys are asked for only where something sealed stands, once for each asset. */
export class StoredDecoder {
  constructor(
    private readonly codec: CommitCodec,
    private readonly keys: DataKeys,
  ) {}

  async decode(batch: readonly Stored[]): Promise<(Recorded | Poison)[]> {
    const keys = await this.keysFor(batch);
    return batch.map((stored) => this.decodeOne(stored, keys.get(stored.assetId)));
  }

  private async keysFor(batch: readonly Stored[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const assets = new Set(batch.filter(({ bytes }) => mayHoldSealed(bytes)).map(({ assetId }) => assetId));
    const found = new Map<string, Uint8Array>();
    await Promise.all(
      [...assets].map(async (assetId) => {
        const key = await this.keys.get(assetId);
        if (key !== undefined) found.set(assetId, key);
      }),
    );
    return found;
  }

  private decodeOne(stored: Stored, key: Uint8Array | undefined): Recorded | Poison {
    const { assetId, sequence, expected, storedAt, commitId, bytes } = stored;
    const place = { assetId, revision: revisionOf(sequence), position: positionOf(sequence), expected, storedAt };
    try {
      return { ...place, commit: this.codec.decode(assetId, bytes, key) };
    } catch (error) {
      return { ...place, commitId, bytes, error };
    }
  }
}
