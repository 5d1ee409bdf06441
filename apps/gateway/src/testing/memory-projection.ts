import { partitionOf, type PipelineName } from '@throughline/contracts';
import {
  START,
  comparePosition,
  isPoison,
  type EventStore,
  type PoisonMessage,
  type Position,
  type StoredCommit,
} from '@throughline/event-store';
import type { Subject } from 'rxjs';
import type { Change } from '../adapters/projection/change-feed.js';
import type { ChangedAsset, ChangesQuery, ProjectionChanges, ProjectionPosition } from '../adapters/projection/projected.js';
import type { MemoryItemRows } from './memory-rows.js';

/** The projector in memory: follows the log, writes the rows of each pipeline, and announces each change. */
export class MemoryProjection implements ProjectionChanges {
  readonly #stop = new AbortController();
  readonly #positions: Position[];
  readonly #positionOf = new Map<string, Position>();
  readonly #tableOf = new Map<string, MemoryItemRows>();
  #held: (StoredCommit | PoisonMessage)[] | undefined;
  #generation = 1;
  /** Simulates a projector that dies after its transaction, before it announces the change. */
  isSilent = false;

  constructor(
    store: EventStore,
    private readonly changes: Subject<Change | undefined>,
    private readonly tables: readonly MemoryItemRows[],
  ) {
    this.#positions = Array.from({ length: store.partitions }, () => START);
    for (let partition = 0; partition < store.partitions; partition += 1)
      void store.subscribe({
        partition,
        after: undefined,
        onCommits: (batch) => {
          if (this.#held === undefined) batch.forEach(this.#project);
          else this.#held.push(...batch);
          return Promise.resolve();
        },
        signal: this.#stop.signal,
      });
  }

  pause(): void {
    this.#held ??= [];
  }

  resume(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    held.forEach(this.#project);
  }

  close(): void {
    this.#stop.abort();
  }

  /** Simulates a rebuild: same rows, new era. */
  rebuild(): void {
    this.#generation += 1;
  }

  place(): Promise<ProjectionPosition> {
    return Promise.resolve({ era: `memory${String(this.#generation)}`, positions: [...this.#positions] });
  }

  changedAfter(
    { owners, after, limit, withActive }: ChangesQuery,
    pipelines: readonly PipelineName[],
  ): Promise<readonly ChangedAsset[]> {
    const changed = this.tables
      .flatMap((table) => table.summaries(pipelines))
      .flatMap(({ id, owner, held, isActive, formerLibrary = '' }): readonly ChangedAsset[] => {
        const position = this.#positionOf.get(id) ?? START;
        const isOwned = owners.includes(owner);
        const isAlways = isOwned && (held !== undefined || (withActive && isActive));
        const isNewer = (isOwned || owners.includes(formerLibrary)) && comparePosition(position, after) > 0;
        return isAlways || isNewer ? [{ id, position, isAlways }] : [];
      });
    return Promise.resolve(changed.slice(0, limit));
  }

  /** Only the first commit of an item is tried on several tables: an item stays in its pipeline. */
  #write(recorded: StoredCommit): string | undefined {
    const { assetId } = recorded;
    const known = this.#tableOf.get(assetId);
    if (known !== undefined) return known.project(recorded);
    for (const table of this.tables) {
      const owner = table.project(recorded);
      if (owner === undefined) continue;
      this.#tableOf.set(assetId, table);
      return owner;
    }
    return undefined;
  }

  readonly #project = (recorded: StoredCommit | PoisonMessage): void => {
    if (isPoison(recorded)) {
      // The projector quarantines the item and goes on.
      this.#positions[partitionOf(recorded.assetId, this.#positions.length)] = recorded.position;
      return;
    }
    const { assetId, revision, position } = recorded;
    const owner = this.#write(recorded) ?? '';
    const partition = partitionOf(assetId, this.#positions.length);
    const after = this.#positions[partition] ?? START;
    this.#positions[partition] = position;
    this.#positionOf.set(assetId, position);
    if (!this.isSilent) this.changes.next({ assetId, owner, revision, span: { after, upTo: position } });
  };
}
