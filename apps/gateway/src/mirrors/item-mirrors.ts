import type { Origin } from '@throughline/contracts';
import type { Asset } from '@throughline/domain';
import type { ChannelDesk } from '../channels/channel-desk.js';
import type { ChannelStore } from '../channels/channel-store.js';
import { Problem } from '../problems/problem.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { mirrorItem, type MirrorItem } from './mirror-item.js';
import type { Mirrors } from './mirrors.js';

export interface ItemMirrorsParts {
  readonly queries: Pick<RecordingQueries, 'known'>;
  readonly store: Pick<ChannelStore, 'find'>;
  readonly desk: Pick<ChannelDesk, 'resend'>;
  readonly mirrors: Pick<Mirrors, 'of'>;
  readonly now: () => Date;
}

/** Pages of items: how each stands, and that it is to be sent again. */
export class ItemMirrors {
  constructor(private readonly parts: ItemMirrorsParts) {}

  /** Throws `no-mirror` where the item came from no page. */
  async item(owner: string, id: string): Promise<MirrorItem> {
    const { origin, asset } = await this.#found(owner, id);
    const channel = await this.parts.store.find(origin.channel);
    return mirrorItem({ asset, origin }, channel?.libraryId === owner ? channel : undefined, this.parts.mirrors.of(id));
  }

  async resync({ owner, by }: { readonly owner: string; readonly by: string }, id: string): Promise<MirrorItem> {
    await this.#found(owner, id);
    await this.parts.desk.resend(id, { v: 1, by, at: this.parts.now().toISOString() });
    return this.item(owner, id);
  }

  async #found(owner: string, id: string): Promise<{ asset: Asset; origin: Origin }> {
    const { asset } = await this.parts.queries.known(owner, id);
    if (asset.origin === undefined) throw new Problem('no-mirror');
    return { asset, origin: asset.origin };
  }
}
