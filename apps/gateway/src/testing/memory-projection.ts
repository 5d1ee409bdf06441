import { partitionOf, type PipelineName } from '@throughline/contracts';
import { START, comparePosition, isPoison, type EventStore, type Position, type Recorded } from '@throughline/event-store';
import type { ChangeFeed } from '../changes/change-feed.js';
import type { ChangedAsset, ChangedQuery, Projected, ProjectedPlace } from '../changes/projected.js';
import type { MemoryRecordingRows } from './memory-rows.js';

/** The projector in memory: follows the log, writes what is read of each pipeline, and then tells of it. */
export class MemoryProjection implements Projected {
  readonly #stop = new AbortController();
  readonly #positions: Position[];
  readonly #positionOf = new Map<string, Position>();
  #held: Recorded[] | undefined;
  #generation = 1;
  /** The projector dies between its transaction and its word. */
  isSilent = false;

  constructor(
    store: EventStore,
    private readonly changes: ChangeFeed,
    private readonly tables: readonly MemoryRecordingRows[],
  ) {
    this.#positions = Array.from({ length: store.partitions }, () => START);
    for (let partition = 0; partition < store.partitions; partition += 1)
      void store.subscribe({
        partition,
        after: undefined,
        onCommits: (batch) => {
          const commits = batch.flatMap((one) => (isPoison(one) ? [] : [one]));
          if (this.#held === undefined) commits.forEach(this.#project);
          else this.#held.push(...commits);
          return Promise.resolve();
        },
        signal: this.#stop.signal,
      });
  }

  /** The projector is away. */
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

  /** As after a rebuild: the same rows, made anew. */
  rebuild(): void {
    this.#generation += 1;
  }

  place(): Promise<ProjectedPlace> {
    return Promise.resolve({ era: `memory${String(this.#generation)}`, positions: [...this.#positions] });
  }

  changedAfter(
    { owners, after, limit, withActive }: ChangedQuery,
    pipelines: readonly PipelineName[],
  ): Promise<readonly ChangedAsset[]> {
    const changed = this.tables
      .flatMap((table) => table.standing(pipelines))
      .flatMap(({ id, owner, held, isActive }): readonly ChangedAsset[] => {
        const position = this.#positionOf.get(id) ?? START;
        const isAlways = held !== undefined || (withActive && isActive);
        return owners.includes(owner) && (isAlways || comparePosition(position, after) > 0) ? [{ id, position, isAlways }] : [];
      });
    return Promise.resolve(changed.slice(0, limit));
  }

  readonly #project = (recorded: Recorded): void => {
    const { assetId, revision, position } = recorded;
    const owner = this.tables.map((table) => table.project(recorded)).find((one) => one !== undefined) ?? '';
    const partition = partitionOf(assetId, this.#positions.length);
    const after = this.#positions[partition] ?? START;
    this.#positions[partition] = position;
    this.#positionOf.set(assetId, position);
    if (!this.isSilent) this.changes.announce({ assetId, owner, revision, span: { after, upTo: position } });
  };
}
