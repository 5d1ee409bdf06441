import { partitionOf } from '@throughline/contracts';
import { comparePosition, maxPosition, type Position } from '@throughline/event-store';
import type { Change, ChangedAsset, ItemChanges, ProjectionPosition } from '../adapters/projection/index.js';
import type { StreamPosition } from './event-id.js';
import { findAhead, findEarliest, getPosition, replacePosition, type Vector } from './vector.js';

export interface TailChanges {
  readonly ids: ReadonlySet<string>;
  /** Once the changes are sent, everything up to here has been. */
  readonly sentUpTo: StreamPosition;
  /** The rows were rebuilt, or too much was missed: every stream starts again. */
  readonly isReset: boolean;
}

/** More changes than this are not sent one by one. */
export const MAX_MISSED = 500;

interface FollowedChanges {
  readonly ids: Set<string>;
  readonly vector: Vector;
  /** Partitions with a missed notice. */
  readonly gaps: ReadonlySet<number>;
}

/** Returns true if the change was sent already. Of two spans with the same end, the later one starts at it. */
const isCovered = ({ after, upTo }: { readonly after: Position; readonly upTo: Position }, position: Position): boolean =>
  comparePosition(upTo, position) <= 0 && comparePosition(after, position) < 0;

/**
 * The changes of the projection, from its notices and by polling where notices may be missing. Core NATS loses messages while a
 * connection is down, and a projector that dies after its transaction sends no notice.
 */
export class Tail {
  #sentUpTo: StreamPosition | undefined;
  #notices: Change[] = [];
  #isUnsure = false;
  /** The checkpoints of the previous poll: a notice for anything up to here is overdue. */
  #seen: Vector = [];

  constructor(
    private readonly projected: ItemChanges,
    private readonly partitions: number,
  ) {}

  get sentUpTo(): StreamPosition | undefined {
    return this.#sentUpTo;
  }

  hear(change: Change | undefined): void {
    if (change === undefined || this.#notices.length > MAX_MISSED * 10) this.missed();
    else this.#notices.push(change);
  }

  /** Discards the notices heard. The next poll finds their changes. */
  missed(): void {
    this.#isUnsure = true;
    this.#notices = [];
  }

  get hasNews(): boolean {
    return this.#isUnsure || this.#notices.length > 0;
  }

  /** Forgets the position. A later start reads the changes from the rows. */
  rest(): void {
    this.#sentUpTo = undefined;
    this.#notices = [];
    this.#isUnsure = false;
  }

  done({ sentUpTo }: TailChanges): void {
    this.#sentUpTo = sentUpTo;
  }

  /** Returns the next changes. Call `done` after sending them, or `missed` if that failed. */
  async next(owners: readonly string[], isLookDue: boolean): Promise<TailChanges> {
    const sentUpTo = this.#sentUpTo;
    const isUnsure = this.#isUnsure;
    this.#isUnsure = false;
    if (sentUpTo === undefined) return { ...this.#anew(await this.projected.place()), isReset: false };
    const followed = this.#follow(sentUpTo.vector, this.#notices.splice(0));
    if (!isUnsure && !isLookDue && followed.gaps.size === 0)
      return { ids: followed.ids, sentUpTo: { ...sentUpTo, vector: followed.vector }, isReset: false };
    const place = await this.projected.place();
    return place.era === sentUpTo.era ? this.#readOverdue(owners, place, followed, isUnsure) : this.#anew(place);
  }

  #anew({ era, positions }: ProjectionPosition): TailChanges {
    this.#seen = positions;
    return { ids: new Set(), sentUpTo: { era, vector: positions }, isReset: true };
  }

  #follow(from: Vector, changes: readonly Change[]): FollowedChanges {
    const ids = new Set<string>();
    const gaps = new Set<number>();
    let vector = from;
    for (const { assetId, span } of changes) {
      const partition = this.#partitionOf(assetId);
      const position = getPosition(vector, partition);
      if (span !== undefined && isCovered(span, position)) continue;
      ids.add(assetId);
      if (span === undefined || comparePosition(span.after, position) > 0) gaps.add(partition);
      else if (!gaps.has(partition)) vector = replacePosition(vector, partition, maxPosition(span.upTo, position));
    }
    return { ids, vector, gaps };
  }

  async #readOverdue(
    owners: readonly string[],
    place: ProjectionPosition,
    followed: FollowedChanges,
    isUnsure: boolean,
  ): Promise<TailChanges> {
    const { ids, vector, gaps } = followed;
    const ahead = findAhead(place.positions, vector);
    const overdue = new Set(findAhead(this.#seen, vector));
    this.#seen = place.positions;
    const behind = ahead.filter((partition) => isUnsure || gaps.has(partition) || overdue.has(partition));
    const sentUpTo = {
      era: place.era,
      vector: behind.reduce((before, each) => replacePosition(before, each, getPosition(place.positions, each)), vector),
    };
    if (behind.length === 0) return { ids, sentUpTo, isReset: false };
    const missed = await this.#missedIn(owners, vector, behind);
    return missed === undefined
      ? { ids: new Set(), sentUpTo, isReset: true }
      : { ids: new Set([...ids, ...missed.map(({ id }) => id)]), sentUpTo, isReset: false };
  }

  async #missedIn(
    owners: readonly string[],
    vector: Vector,
    behind: readonly number[],
  ): Promise<readonly ChangedAsset[] | undefined> {
    const after = findEarliest(behind.map((partition) => getPosition(vector, partition)));
    const changed = await this.projected.changedAfter({ owners, after, limit: MAX_MISSED + 1, withActive: false });
    if (changed.length > MAX_MISSED) return undefined;
    return this.newerThan(vector, changed).filter(({ id, isAlways }) => isAlways || behind.includes(this.#partitionOf(id)));
  }

  /** Keeps the items that changed after the position of their own partition: the query used one position for all. */
  newerThan(vector: Vector, changed: readonly ChangedAsset[]): readonly ChangedAsset[] {
    return changed.filter(
      ({ id, position, isAlways }) => isAlways || comparePosition(position, getPosition(vector, this.#partitionOf(id))) > 0,
    );
  }

  #partitionOf(assetId: string): number {
    return partitionOf(assetId, this.partitions);
  }
}
