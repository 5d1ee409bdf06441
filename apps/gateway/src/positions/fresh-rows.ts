import { partitionOf } from '@throughline/contracts';
import { START, comparePosition, later, type EventStore, type Position } from '@throughline/event-store';
import type { ChangeFeed } from '../changes/change-feed.js';
import type { Projected } from '../changes/projected.js';
import { waitUntil } from '../changes/wait-until.js';
import type { ShownPositions } from './shown-positions.js';

export interface FreshRowsPorts {
  readonly projected: Pick<Projected, 'place'>;
  readonly history: Pick<EventStore, 'firstAfter' | 'incarnation'>;
  readonly changes: ChangeFeed;
  readonly partitions: number;
  readonly shown: ShownPositions;
}

/** How long a read waits for the projector before it folds the log itself. Milliseconds. */
export const BRIEFLY_MS = 400;

const isReached = (position: Position, by: Position): boolean => comparePosition(by, position) >= 0;

/** Tells whether the rows show everything that clients of a library have seen, and waits briefly for it. */
export class FreshRows {
  /** By partition: the rows show every commit up to here. */
  readonly #covered = new Map<number, Position>();

  constructor(private readonly ports: FreshRowsPorts) {
    ports.changes.follow((change) => {
      if (change?.span !== undefined) this.#cover(partitionOf(change.assetId, ports.partitions), change.span.upTo);
    });
  }

  /** Of one item, or of the whole library. False: the projector is behind, and only the log shows it all. */
  async show(owner: string, id: string | undefined, signal: AbortSignal): Promise<boolean> {
    if (this.#missing(owner, id).length === 0) return true;
    const wait = { assetId: undefined, limitMs: BRIEFLY_MS, signal };
    return waitUntil(this.ports.changes, wait, () => this.#look(owner, id), Boolean);
  }

  #missing(owner: string, id: string | undefined): readonly number[] {
    const seen = this.ports.shown.of(owner);
    const { partitions } = this.ports;
    const read = id === undefined ? Array.from({ length: partitions }, (_, each) => each) : [partitionOf(id, partitions)];
    return read.filter((partition) => !isReached(seen, this.#covered.get(partition) ?? START));
  }

  async #look(owner: string, id: string | undefined): Promise<boolean> {
    const missing = this.#missing(owner, id);
    if (missing.length === 0) return true;
    const seen = await this.#withinLog(this.ports.shown.of(owner));
    const { positions } = await this.ports.projected.place();
    const covered = missing.map(async (partition) => this.#covers(partition, positions[partition] ?? START, seen));
    return (await Promise.all(covered)).every(Boolean);
  }

  /** A client may send any number. What lies beyond the end of the log is not waited for. */
  async #withinLog(seen: Position): Promise<Position> {
    const { shown, history } = this.ports;
    if (!isReached(seen, shown.highest)) shown.reached((await history.incarnation()).last);
    return isReached(seen, shown.highest) ? seen : shown.highest;
  }

  /** The last commit of a partition may lie far before the end of the log: then nothing of it is missing. */
  async #covers(partition: number, projected: Position, seen: Position): Promise<boolean> {
    if (!isReached(seen, projected)) {
      const next = await this.ports.history.firstAfter(partition, projected);
      if (next !== undefined && isReached(next, seen)) return false;
    }
    this.#cover(partition, seen);
    return true;
  }

  #cover(partition: number, position: Position): void {
    this.#covered.set(partition, later(this.#covered.get(partition) ?? START, position));
  }
}
