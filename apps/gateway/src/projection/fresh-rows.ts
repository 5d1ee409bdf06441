import { partitionOf } from '@throughline/contracts';
import { START, comparePosition, maxPosition, type EventStore, type Position } from '@throughline/event-store';
import { askBriefly } from '../log/index.js';
import type { ChangeFeed } from './change-feed.js';
import type { ProjectionChanges } from './projected.js';
import { waitUntil } from './wait-until.js';
import type { ClientPositions } from './client-positions.js';

export interface RowFreshnessPorts {
  readonly projected: Pick<ProjectionChanges, 'place'>;
  readonly history: Pick<EventStore, 'firstAfter' | 'incarnation' | 'partitions'>;
  readonly changes: ChangeFeed;
  readonly shown: ClientPositions;
}

/** A read waits this long for the projector before it folds the log itself. */
export const BRIEFLY_MS = 400;

/**
 * `fresh`: the rows show everything that clients have seen. `behind`: only the log shows everything. `unknown`: the broker did
 * not answer, so the rows cannot be compared with the log.
 */
export type Freshness = 'fresh' | 'behind' | 'unknown';

const isReached = (position: Position, by: Position): boolean => comparePosition(by, position) >= 0;

/** A check that the rows show everything that clients of a library have seen, with a short wait for it. */
export class RowFreshness {
  /** For each partition, the position up to which the rows show every commit. */
  readonly #covered = new Map<number, Position>();

  constructor(private readonly ports: RowFreshnessPorts) {
    ports.changes.subscribe((change) => {
      if (change?.span !== undefined) this.#cover(partitionOf(change.assetId, ports.history.partitions), change.span.upTo);
    });
  }

  /** Waits briefly until the rows show everything of one item, or of the whole library if `id` is undefined. */
  async show(owner: string, id: string | undefined, signal: AbortSignal, limitMs = BRIEFLY_MS): Promise<Freshness> {
    if (this.#missing(owner, id).length === 0) return 'fresh';
    const wait = { assetId: undefined, limitMs, signal };
    return waitUntil(
      this.ports.changes,
      wait,
      () => this.#look(owner, id),
      (seen) => seen !== 'behind',
    );
  }

  #missing(owner: string, id: string | undefined): readonly number[] {
    const seen = this.ports.shown.of(owner);
    const { partitions } = this.ports.history;
    const read = id === undefined ? Array.from({ length: partitions }, (_, each) => each) : [partitionOf(id, partitions)];
    return read.filter((partition) => !isReached(seen, this.#covered.get(partition) ?? START));
  }

  async #look(owner: string, id: string | undefined): Promise<Freshness> {
    const missing = this.#missing(owner, id);
    if (missing.length === 0) return 'fresh';
    const { positions } = await this.ports.projected.place();
    const answers = await askBriefly(async () => {
      const seen = await this.#withinLog(this.ports.shown.of(owner));
      return Promise.all(missing.map((partition) => this.#covers(partition, positions[partition] ?? START, seen)));
    });
    if (answers === undefined) return 'unknown';
    return answers.every(Boolean) ? 'fresh' : 'behind';
  }

  /** Limits the position to the end of the log, because a client may send any number. */
  async #withinLog(seen: Position): Promise<Position> {
    const { shown, history } = this.ports;
    if (!isReached(seen, shown.highest)) shown.reached((await history.incarnation()).last);
    return isReached(seen, shown.highest) ? seen : shown.highest;
  }

  /** The last commit of a partition may lie far before the end of the log. Then the rows lack nothing of it. */
  async #covers(partition: number, projected: Position, seen: Position): Promise<boolean> {
    if (!isReached(seen, projected)) {
      const next = await this.ports.history.firstAfter(partition, projected);
      if (next !== undefined && isReached(next, seen)) return false;
    }
    this.#cover(partition, seen);
    return true;
  }

  #cover(partition: number, position: Position): void {
    this.#covered.set(partition, maxPosition(this.#covered.get(partition) ?? START, position));
  }
}
