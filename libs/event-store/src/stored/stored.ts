import { createHash } from 'node:crypto';
import { isCommitId, kindOf, type CommitCodec } from '@throughline/contracts';
import type { Poison, Recorded } from '../event-store.js';
import type { DataKeys } from '../keys/data-keys.js';
import { positionOf, revisionOf, type Revision } from '../order/order.js';

/** A message of the log before decoding. */
export interface Stored {
  readonly assetId: string;
  readonly sequence: number;
  /** Of the header. */
  readonly commitId: string | undefined;
  readonly expected: Revision | undefined;
  readonly storedAt: string;
  readonly bytes: Uint8Array;
  readonly trace?: string | undefined;
}

/**
 * Returns the id that a message's body states, if the body is JSON with one. The header is no proof: a writer may leave it out, or
 * repeat another message's.
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

/** Returns the commit id that readers know a message by, whether or not they can decode the message. */
export const commitIdOf = ({ bytes, commitId }: Pick<Stored, 'bytes' | 'commitId'>): string =>
  idInBody(bytes) ?? (isCommitId(commitId) ? commitId : `bytes-${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`);

const SEALED = Buffer.from('"sealed"');
/** May err towards true (the word can stand in data), which costs one look at a key; never towards false. */
const mayHoldSealed = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(SEALED);

interface AssetKey {
  readonly key?: Uint8Array | undefined;
  /** Why the key cannot be had. */
  readonly error?: unknown;
}

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

  private async keysFor(batch: readonly Stored[]): Promise<ReadonlyMap<string, AssetKey>> {
    const assets = new Set(batch.filter(({ bytes }) => mayHoldSealed(bytes)).map(({ assetId }) => assetId));
    const entries = [...assets].map(async (assetId) => [assetId, await this.keyOf(assetId)] as const);
    return new Map(await Promise.all(entries));
  }

  private async keyOf(assetId: string): Promise<AssetKey> {
    try {
      return { key: await this.keys.get(assetId) };
    } catch (error) {
      // The asset's own record is damaged: its commits are poison, the others' are not. Anything else concerns all.
      if (kindOf(error) === 'undecodable') return { error };
      throw error;
    }
  }

  private decodeOne(stored: Stored, found: AssetKey | undefined): Recorded | Poison {
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
