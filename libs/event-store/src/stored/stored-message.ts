import { createHash } from 'node:crypto';
import { isCommitId, kindOf, type CommitCodec } from '@throughline/contracts';
import type { PoisonMessage, StoredCommit } from '../event-store.js';
import type { DataKeys } from '../keys/data-keys.js';
import { positionOf, revisionOf, type Revision } from '../order/order.js';

export interface StoredMessage {
  readonly assetId: string;
  readonly sequence: number;
  readonly commitId: string | undefined;
  readonly expected: Revision | undefined;
  readonly storedAt: string;
  readonly bytes: Uint8Array;
  readonly trace?: string | undefined;
}

/**
 * Returns the id in a message's body, if the body is JSON with one. The header is no proof: a writer may omit it, or repeat
 * another message's id.
 */
function idInBody(bytes: Uint8Array): string | undefined {
  try {
    const body: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
    const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
    return isCommitId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the commit id of a message, whether or not it can be decoded. */
export const commitIdOf = ({ bytes, commitId }: Pick<StoredMessage, 'bytes' | 'commitId'>): string =>
  idInBody(bytes) ?? (isCommitId(commitId) ? commitId : `bytes-${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`);

const SEALED = Buffer.from('"sealed"');
/** May return true wrongly, which costs one read of a key; never false wrongly. */
const mayHoldSealed = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(SEALED);

interface AssetKey {
  readonly key?: Uint8Array | undefined;
  readonly error?: unknown;
}

/** Decodes messages of the log. Reads a key only for messages with sealed data, once for each asset. */
export class StoredDecoder {
  constructor(
    private readonly codec: CommitCodec,
    private readonly keys: DataKeys,
  ) {}

  async decode(batch: readonly StoredMessage[]): Promise<(StoredCommit | PoisonMessage)[]> {
    const keys = await this.keysFor(batch);
    return batch.map((stored) => this.decodeOne(stored, keys.get(stored.assetId)));
  }

  private async keysFor(batch: readonly StoredMessage[]): Promise<ReadonlyMap<string, AssetKey>> {
    const assets = new Set(batch.filter(({ bytes }) => mayHoldSealed(bytes)).map(({ assetId }) => assetId));
    const entries = [...assets].map(async (assetId) => [assetId, await this.keyOf(assetId)] as const);
    return new Map(await Promise.all(entries));
  }

  private async keyOf(assetId: string): Promise<AssetKey> {
    try {
      return { key: await this.keys.get(assetId) };
    } catch (error) {
      // A damaged key record affects only its own asset. All other errors affect the whole batch.
      if (kindOf(error) === 'undecodable') return { error };
      throw error;
    }
  }

  private decodeOne(stored: StoredMessage, found: AssetKey | undefined): StoredCommit | PoisonMessage {
    const { assetId, sequence, expected, storedAt, bytes, trace } = stored;
    const place = { assetId, revision: revisionOf(sequence), position: positionOf(sequence), expected, storedAt };
    try {
      if (found?.error !== undefined) return { ...place, commitId: commitIdOf(stored), bytes, error: found.error };
      const commit = this.codec.decode(assetId, bytes, found?.key);
      return { ...place, commit, ...(trace === undefined ? {} : { trace }) };
    } catch (error) {
      return { ...place, commitId: commitIdOf(stored), bytes, error };
    }
  }
}
