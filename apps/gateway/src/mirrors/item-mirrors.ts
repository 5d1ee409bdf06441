import type { Origin } from '@throughline/contracts';
import type { AssetCommands } from '@throughline/engine';
import type { ChannelDesk } from '../channels/channel-desk.js';
import type { ChannelStore } from '../channels/channel-store.js';
import { Problem, notFound } from '../problems/problem.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { mirrorItem, viewOf, type ItemNow, type MirrorItem } from './mirror-item.js';
import type { Mirrors } from './mirrors.js';

export interface ItemMirrorsParts {
  /** The log itself: a row that lags behind it would make a page that is current seem late. */
  readonly commands: Pick<AssetCommands, 'load'>;
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
    const { origin, loaded } = await this.#found(owner, id);
    const channel = await this.parts.store.find(origin.channel);
    const record = this.parts.mirrors.of(id);
    return mirrorItem({ origin, view: viewOf(loaded, record) }, channel?.libraryId === owner ? channel : undefined, record);
  }

  async resync({ owner, by }: { readonly owner: string; readonly by: string }, id: string): Promise<MirrorItem> {
    await this.#found(owner, id);
    await this.parts.desk.resend(id, { v: 1, by, at: this.parts.now().toISOString() });
    return this.item(owner, id);
  }

  async #found(owner: string, id: string): Promise<{ origin: Origin; loaded: ItemNow }> {
    const { asset, personal, held } = await this.parts.queries.known(owner, id);
    if (asset.origin === undefined) throw new Problem('no-mirror');
    // A history that cannot be read leaves the row alone to be shown.
    const loaded = held !== undefined ? { state: asset, personal } : await this.parts.commands.load(id);
    if (loaded === undefined) throw notFound();
    return { origin: asset.origin, loaded };
  }
}
