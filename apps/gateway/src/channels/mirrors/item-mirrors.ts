import type { Origin } from '@throughline/contracts';
import type { AssetCommands } from '@throughline/engine';
import type { UploadServiceClient } from '../upload-service-client.js';
import type { ChannelStore } from '../channel-store.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import type { ItemQueries } from '../../items/index.js';
import { renderMirror, buildView, type MirroredState, type MirrorAnswer } from './mirror-item.js';
import type { Mirrors } from './mirrors.js';

export interface ItemMirrorParts {
  /** The log itself: a row that lags behind it would make a current page look late. */
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly queries: Pick<ItemQueries, 'requireItem'>;
  readonly store: Pick<ChannelStore, 'find'>;
  readonly uploadService: Pick<UploadServiceClient, 'resend'>;
  readonly mirrors: Pick<Mirrors, 'of'>;
  readonly now: () => Date;
}

/** Notion pages of items: reads their sync state and requests a resend. */
export class ItemMirrors {
  constructor(private readonly parts: ItemMirrorParts) {}

  /** Returns the state of an item's page. Throws `no-mirror` if the item came from no page. */
  async item(owner: string, id: string): Promise<MirrorAnswer> {
    const { origin, loaded } = await this.#found(owner, id);
    const channel = await this.parts.store.find(origin.channel);
    const record = this.parts.mirrors.of(id);
    return renderMirror({ origin, view: buildView(loaded, record) }, channel?.libraryId === owner ? channel : undefined, record);
  }

  async resync({ owner, by }: { readonly owner: string; readonly by: string }, id: string): Promise<MirrorAnswer> {
    await this.#found(owner, id);
    await this.parts.uploadService.resend(id, { v: 1, by, at: this.parts.now().toISOString() });
    return this.item(owner, id);
  }

  async #found(owner: string, id: string): Promise<{ origin: Origin; loaded: MirroredState }> {
    const { asset, personal, held } = await this.parts.queries.requireItem(owner, id);
    if (asset.origin === undefined) throw new Problem('no-mirror');
    // A history that cannot be read leaves only the row to show.
    const loaded = held !== undefined ? { state: asset, personal } : await this.parts.commands.load(id);
    if (loaded === undefined) throw notFound();
    return { origin: asset.origin, loaded };
  }
}
