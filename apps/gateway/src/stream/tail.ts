import { partitionOf } from '@throughline/contracts';
import { comparePosition, later, type Position } from '@throughline/event-store';
import type { Change } from '../changes/change-feed.js';
import type { ChangedAsset, ProjectedItems, ProjectedPlace } from '../changes/projected.js';
import type { Told } from './event-id.js';
import { aheadIn, earliest, positionIn, withPosition, type Vector } from './vector.js';

/** What has changed since the last time. */
export interface News {
  readonly ids: ReadonlySet<string>;
  /** Everything up to here is told, once these are. */
  readonly told: Told;
  /** The rows were made anew, or too much was missed: everybody begins again. */
  readonly isReset: boolean;
}

/** More than that is not told one by one. */
export const MOST_MISSED = 500;

interface Followed {
  readonly ids: Set<string>;
  readonly vector: Vector;
  /** Partitions in which something was not heard of. */
  readonly gaps: ReadonlySet<number>;
}

/** Told already. Of two that end at the same place the later one begins there. */
const isBehind = ({ after, upTo }: { readonly after: Position; readonly upTo: Position }, position: Position): boolean =>
  comparePosition(upTo, position) <= 0 && comparePosition(after, position) < 0;

/**
 * Follows the projection by what it says of itself, and by looking where it is silent: core NATS loses what is said while a
 * connection is away, and a projector that dies after its transaction says nothing of it.
 */
export class Tail {
  #told: Told | undefined;
  #heard: Change[] = [];
  #isUnsure = false;
  #isFollowing = false;
  /** The checkpoints at the look before: what stood there already then should have been heard of by now. */
  #seen: Vector = [];

  constructor(
    private readonly projected: ProjectedItems,
    private readonly partitions: number,
  ) {}

  get told(): Told | undefined {
    return this.#told;
  }

  hear(change: Change | undefined): void {
    if (!this.#isFollowing) return;
    if (change === undefined || this.#heard.length > MOST_MISSED * 10) this.missed();
    else this.#heard.push(change);
  }

  /** What was heard is lost, and is found again by looking. */
  missed(): void {
    this.#isUnsure = true;
    this.#heard = [];
  }

  get hasNews(): boolean {
    return this.#isUnsure || this.#heard.length > 0;
  }

  /** Nobody listens: what happens now is found by the rows later. */
  rest(): void {
    this.#isFollowing = false;
    this.#told = undefined;
    this.#heard = [];
    this.#isUnsure = false;
  }

  done({ told }: News): void {
    this.#told = told;
  }

  /** To be followed by `done`, or by `missed` where its news could not be told. */
  async next(owners: readonly string[], isLookDue: boolean): Promise<News> {
    const told = this.#told;
    const isUnsure = this.#isUnsure;
    this.#isUnsure = false;
    this.#isFollowing = true;
    if (told === undefined) return { ...this.#anew(await this.projected.place()), isReset: false };
    const followed = this.#follow(told.vector, this.#heard.splice(0));
    if (!isUnsure && !isLookDue && followed.gaps.size === 0)
      return { ids: followed.ids, told: { ...told, vector: followed.vector }, isReset: false };
    const place = await this.projected.place();
    return place.era === told.era ? this.#look(owners, place, followed, isUnsure) : this.#anew(place);
  }

  #anew({ era, positions }: ProjectedPlace): News {
    this.#seen = positions;
    return { ids: new Set(), told: { era, vector: positions }, isReset: true };
  }

  #follow(from: Vector, heard: readonly Change[]): Followed {
    const ids = new Set<string>();
    const gaps = new Set<number>();
    let vector = from;
    for (const { assetId, span } of heard) {
      const partition = this.#partitionOf(assetId);
      const position = positionIn(vector, partition);
      if (span !== undefined && isBehind(span, position)) continue;
      ids.add(assetId);
      if (span === undefined || comparePosition(span.after, position) > 0) gaps.add(partition);
      else if (!gaps.has(partition)) vector = withPosition(vector, partition, later(span.upTo, position));
    }
    return { ids, vector, gaps };
  }

  async #look(owners: readonly string[], place: ProjectedPlace, followed: Followed, isUnsure: boolean): Promise<News> {
    const { ids, vector, gaps } = followed;
    const ahead = aheadIn(place.positions, vector);
    const overdue = new Set(aheadIn(this.#seen, vector));
    this.#seen = place.positions;
    const behind = ahead.filter((partition) => isUnsure || gaps.has(partition) || overdue.has(partition));
    const told = {
      era: place.era,
      vector: behind.reduce((before, each) => withPosition(before, each, positionIn(place.positions, each)), vector),
    };
    if (behind.length === 0) return { ids, told, isReset: false };
    const missed = await this.#missedIn(owners, vector, behind);
    return missed === undefined
      ? { ids: new Set(), told, isReset: true }
      : { ids: new Set([...ids, ...missed.map(({ id }) => id)]), told, isReset: false };
  }

  async #missedIn(
    owners: readonly string[],
    vector: Vector,
    behind: readonly number[],
  ): Promise<readonly ChangedAsset[] | undefined> {
    const after = earliest(behind.map((partition) => positionIn(vector, partition)));
    const changed = await this.projected.changedAfter({ owners, after, limit: MOST_MISSED + 1, withActive: false });
    if (changed.length > MOST_MISSED) return undefined;
    return this.newerThan(vector, changed).filter(({ id, isAlways }) => isAlways || behind.includes(this.#partitionOf(id)));
  }

  /** Of those that changed after the earliest place, the ones that changed after the place in their own partition. */
  newerThan(vector: Vector, changed: readonly ChangedAsset[]): readonly ChangedAsset[] {
    return changed.filter(
      ({ id, position, isAlways }) => isAlways || comparePosition(position, positionIn(vector, this.#partitionOf(id))) > 0,
    );
  }

  #partitionOf(assetId: string): number {
    return partitionOf(assetId, this.partitions);
  }
}
