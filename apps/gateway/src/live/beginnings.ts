import type { ChangedAsset, ItemChanges } from '../adapters/projection/index.js';
import type { ListQuery, ItemLoader, ItemSnapshot, ItemQueries } from '../items/index.js';
import { parseEventId, type StreamPosition, type ResetReason } from './event-id.js';
import type { StartRequest, Subscriber } from './subscriber.js';
import type { Tail } from './tail.js';
import { findEarliest, type Vector } from './vector.js';

export type StreamStart =
  | { readonly kind: 'snapshot'; readonly reset: ResetReason | undefined; readonly page: SnapshotPage }
  | { readonly kind: 'item'; readonly reset: ResetReason | undefined; readonly shown: ItemSnapshot }
  | { readonly kind: 'changes'; readonly shown: readonly ItemSnapshot[] };

export interface SnapshotPage {
  readonly recordings: readonly ItemSnapshot[];
  readonly nextCursor: string | undefined;
  readonly total: number | undefined;
}

export const collectItems = (first: StreamStart): readonly ItemSnapshot[] => {
  if (first.kind === 'snapshot') return first.page.recordings;
  return first.kind === 'item' ? [first.shown] : first.shown;
};

/** A returning client receives at most this many changes. With more it starts again with a snapshot. */
export const MAX_CAUGHT_UP = 200;
const FIRST_PAGE: ListQuery = { limit: 50, sort: '-created_at', status: [], include: 'total' };

interface StreamStartPorts {
  readonly projected: Pick<ItemChanges, 'changedAfter'>;
  readonly queries: Pick<ItemQueries, 'list' | 'requireItem'>;
  readonly loader: Pick<ItemLoader, 'fromRow' | 'fromLog'>;
  readonly tail: Pick<Tail, 'newerThan'>;
}

/** Reader of a stream's first content: a snapshot, or the changes since the client's last event. */
export class StreamStarts {
  constructor(private readonly ports: StreamStartPorts) {}

  /** Throws `not-found` if the item is not the owner's. */
  async read(subscriber: Subscriber, { lastEventId, reset }: StartRequest, sentUpTo: StreamPosition): Promise<StreamStart> {
    const since = lastEventId === undefined ? undefined : parseEventId(subscriber.scope, lastEventId);
    if (lastEventId !== undefined && since === undefined) return this.whole(subscriber, reset ?? 'unknown-id');
    if (since === undefined || reset !== undefined) return this.whole(subscriber, reset);
    if (since.era !== sentUpTo.era) return this.whole(subscriber, 'rebuilt');
    return subscriber.assetId === undefined ? this.since(subscriber, since) : this.one(subscriber, subscriber.assetId);
  }

  private async whole(subscriber: Subscriber, reset: ResetReason | undefined): Promise<StreamStart> {
    const { ownerId, assetId } = subscriber;
    if (assetId !== undefined) return { kind: 'item', reset, shown: await this.ports.queries.requireItem(ownerId, assetId) };
    return { kind: 'snapshot', reset, page: await this.ports.queries.list(ownerId, FIRST_PAGE) };
  }

  /** Sends a single item in its present state, which includes all its changes. */
  private async one({ ownerId }: Subscriber, assetId: string): Promise<StreamStart> {
    return { kind: 'changes', shown: [await this.ports.queries.requireItem(ownerId, assetId)] };
  }

  private async since(subscriber: Subscriber, { vector }: StreamPosition): Promise<StreamStart> {
    const { tail, loader } = this.ports;
    const { ownerId } = subscriber;
    // If too many items are running, include only changed ones: the others send progress with their next heartbeat.
    const changed = (await this.changedSince(ownerId, vector, true)) ?? (await this.changedSince(ownerId, vector, false));
    if (changed === undefined) return this.whole(subscriber, 'too-far-behind');
    const shown = await Promise.all(
      tail.newerThan(vector, changed).map(async ({ id }) => (await loader.fromRow(id)) ?? (await loader.fromLog(id))),
    );
    const found = shown.filter((one) => one !== undefined);
    const isLeft = found.some(({ asset }) => asset.owner !== ownerId && asset.movedFrom?.library === ownerId);
    if (isLeft) return this.whole(subscriber, 'item-moved');
    return { kind: 'changes', shown: found.filter(({ asset }) => asset.owner === ownerId) };
  }

  /** Returns undefined if there are too many changes to send one by one. */
  private async changedSince(owner: string, vector: Vector, withActive: boolean): Promise<readonly ChangedAsset[] | undefined> {
    const limit = MAX_CAUGHT_UP + 1;
    const found = await this.ports.projected.changedAfter({ owners: [owner], after: findEarliest(vector), limit, withActive });
    return found.length < limit ? found : undefined;
  }
}
