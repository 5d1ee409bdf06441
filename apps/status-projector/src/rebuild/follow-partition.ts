import { comparePosition, type EventStore, type Position } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import { Folder } from '../project/folder.js';
import { Session } from '../project/session.js';
import { readStoredAssets } from '../rows/stored-assets.js';
import { BatchWriter, FencedError } from '../write/batch-writer.js';
import { openCheckpoint, readQuarantinedIds } from '../write/checkpoint.js';

export interface FollowOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly partition: number;
  readonly incarnation: string;
  readonly maxEvents: number;
  readonly signal: AbortSignal;
  readonly onProgress?: ((events: number) => void) | undefined;
}

/** Most histories come in one piece, so few assets are read again. */
const CACHE_SIZE = 250;

/** Folds a partition of tables that are not live: up to and including `upTo`, or all that the log has when this starts. */
export async function followPartition(options: FollowOptions, upTo?: Position): Promise<void> {
  const { pool, schema, partition, incarnation, signal } = options;
  for (;;) {
    signal.throwIfAborted();
    const { position, generation } = await openCheckpoint(pool, schema, { partition, incarnation });
    if (upTo !== undefined && comparePosition(position, upTo) >= 0) return;
    try {
      await followFrom(options, { position, generation }, upTo);
      if (upTo === undefined) return;
    } catch (error) {
      // An asset was quarantined during the write. Batches folded after it are discarded and folded again.
      if (!(error instanceof FencedError)) throw error;
    }
  }
}

async function followFrom(
  { pool, schema, store, fold, partition, maxEvents, signal, onProgress }: FollowOptions,
  { position, generation }: { position: Position; generation: string },
  upTo: Position | undefined,
): Promise<void> {
  const writer = new BatchWriter({ pool, schema, fold, partition, generation, isLive: false });
  const folder = new Folder({
    fold,
    store,
    storedAssets: (assetIds) => readStoredAssets({ pool, schema, foldVersion: fold.version }, assetIds),
    parked: await readQuarantinedIds(pool, schema),
    cacheSize: CACHE_SIZE,
  });
  const done = new AbortController();
  const session = new Session({
    store,
    folder,
    partition,
    from: position,
    ...(upTo === undefined
      ? {
          onCaughtUp: () => {
            done.abort();
          },
        }
      : { upTo }),
    maxEvents,
    write: (batch) => writer.write(batch),
    onWritten: ({ events }) => onProgress?.(events),
  });
  await session.run(AbortSignal.any([signal, done.signal]));
  signal.throwIfAborted();
}
