import { isContentGone, nounOf, titleOf } from '@throughline/domain';
import type { ItemRows, Milestone, RowFreshness } from '../../adapters/projection/index.js';
import type { UserNames } from '../../people/index.js';
import { parseAuditCursor } from '../history/audit-events.js';
import { addNames } from '../history/event-page.js';
import type { ItemLoader, ItemSnapshot } from '../read/item-loader.js';
import type { ActiveItemAnswer, ActivityAnswer, ActivityQuery } from './activity.dto.js';

export interface ActivityPorts {
  readonly rows: Pick<ItemRows, 'milestones' | 'byIds'>;
  readonly loader: Pick<ItemLoader, 'ofRow' | 'fromLog'>;
  readonly fresh: Pick<RowFreshness, 'show'>;
  readonly names: UserNames;
}

const renderItem = ({ id, asset, personal }: ItemSnapshot): ActiveItemAnswer => ({
  id,
  kind: nounOf(asset.pipeline),
  title: titleOf(asset, personal) ?? null,
  deleted: asset.deletedAt !== undefined || isContentGone(asset),
});

/** Reads the milestones of all items of a library. */
export class Activity {
  constructor(private readonly ports: ActivityPorts) {}

  async page(owner: string, { cursor, limit }: ActivityQuery, signal: AbortSignal): Promise<ActivityAnswer> {
    const { rows, fresh, names } = this.ports;
    // Waits briefly for what the reader has just done. Older events are there in any case.
    await fresh.show(owner, undefined, signal);
    const found = await rows.milestones(owner, parseAuditCursor(cursor), limit + 1);
    const shown = found.slice(0, limit);
    const [items, events] = await Promise.all([this.#itemsOf(owner, shown), addNames(shown, names)]);
    return {
      items: events.flatMap(({ assetId, ...event }) => {
        const item = items.get(assetId);
        return item === undefined ? [] : [{ ...event, item }];
      }),
      next_cursor: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  }

  /** An item that has left the library since then is absent: its title is no longer this library's. */
  async #itemsOf(owner: string, events: readonly Milestone[]): Promise<ReadonlyMap<string, ActiveItemAnswer>> {
    const { rows, loader } = this.ports;
    const ids = [...new Set(events.map(({ assetId }) => assetId))];
    const found = await rows.byIds(ids);
    const items = await Promise.all(
      ids.map(async (id) => {
        const row = found.get(id);
        return (row && loader.ofRow(row)) ?? loader.fromLog(id);
      }),
    );
    return new Map(items.flatMap((item) => (item?.asset.owner === owner ? [[item.id, renderItem(item)] as const] : [])));
  }
}
