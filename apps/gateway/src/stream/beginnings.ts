import type { ChangedAsset, ProjectedItems } from '../changes/projected.js';
import type { ListQuery } from '../recordings/queries/list-query.dto.js';
import type { RecordingLoader, ShownRecording } from '../recordings/queries/recording-loader.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { toldBy, type Told } from './event-id.js';
import type { ResetReason } from './frames.js';
import type { Beginning, Subscriber } from './subscriber.js';
import type { Tail } from './tail.js';
import { earliest, type Vector } from './vector.js';

/** What a stream says first. */
export type First =
  | { readonly kind: 'snapshot'; readonly reset: ResetReason | undefined; readonly page: FirstPage }
  | { readonly kind: 'item'; readonly reset: ResetReason | undefined; readonly shown: ShownRecording }
  | { readonly kind: 'changes'; readonly shown: readonly ShownRecording[] };

export interface FirstPage {
  readonly recordings: readonly ShownRecording[];
  readonly nextCursor: string | undefined;
  readonly total: number | undefined;
}

/** Everything that is rendered of it. */
export const shownIn = (first: First): readonly ShownRecording[] => {
  if (first.kind === 'snapshot') return first.page.recordings;
  return first.kind === 'item' ? [first.shown] : first.shown;
};

/** Items that a client gets one by one when it comes back; where there are more it begins again. */
export const MOST_CAUGHT_UP = 200;
const FIRST_PAGE: ListQuery = { limit: 50, sort: '-created_at', status: [], include: 'total' };

interface BeginningPorts {
  readonly projected: Pick<ProjectedItems, 'changedAfter'>;
  readonly queries: Pick<RecordingQueries, 'list' | 'known'>;
  readonly loader: Pick<RecordingLoader, 'fromRow' | 'fromLog'>;
  readonly tail: Pick<Tail, 'newerThan'>;
}

/** Reads what a stream begins with: all of it, or what has changed since its client was there. */
export class Beginnings {
  constructor(private readonly ports: BeginningPorts) {}

  /** Throws `not-found` where the item is not the owner's. */
  async read(subscriber: Subscriber, { lastEventId, reset }: Beginning, told: Told): Promise<First> {
    const since = lastEventId === undefined ? undefined : toldBy(subscriber.scope, lastEventId);
    if (lastEventId !== undefined && since === undefined) return this.whole(subscriber, reset ?? 'unknown-id');
    if (since === undefined || reset !== undefined) return this.whole(subscriber, reset);
    if (since.era !== told.era) return this.whole(subscriber, 'rebuilt');
    return subscriber.assetId === undefined ? this.since(subscriber, since) : this.one(subscriber, subscriber.assetId);
  }

  private async whole(subscriber: Subscriber, reset: ResetReason | undefined): Promise<First> {
    const { ownerId, assetId } = subscriber;
    if (assetId !== undefined) return { kind: 'item', reset, shown: await this.ports.queries.known(ownerId, assetId) };
    return { kind: 'snapshot', reset, page: await this.ports.queries.list(ownerId, FIRST_PAGE) };
  }

  /** A single item is told as it is: that is also what has changed. */
  private async one({ ownerId }: Subscriber, assetId: string): Promise<First> {
    return { kind: 'changes', shown: [await this.ports.queries.known(ownerId, assetId)] };
  }

  private async since(subscriber: Subscriber, { vector }: Told): Promise<First> {
    const { tail, loader } = this.ports;
    const { ownerId } = subscriber;
    // Of very many that are at work, only those that have changed: progress comes with the next heartbeat of each.
    const changed = (await this.changedSince(ownerId, vector, true)) ?? (await this.changedSince(ownerId, vector, false));
    if (changed === undefined) return this.whole(subscriber, 'too-far-behind');
    const shown = await Promise.all(
      tail.newerThan(vector, changed).map(async ({ id }) => (await loader.fromRow(id)) ?? (await loader.fromLog(id))),
    );
    return { kind: 'changes', shown: shown.filter((one) => one?.asset.owner === ownerId).filter((one) => one !== undefined) };
  }

  /** Undefined where there are too many to be told one by one. */
  private async changedSince(owner: string, vector: Vector, withActive: boolean): Promise<readonly ChangedAsset[] | undefined> {
    const limit = MOST_CAUGHT_UP + 1;
    const found = await this.ports.projected.changedAfter({ owners: [owner], after: earliest(vector), limit, withActive });
    return found.length < limit ? found : undefined;
  }
}
