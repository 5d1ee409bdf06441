import { KeyedQueue, type MirrorRecord } from '@throughline/contracts';
import type { AssetState } from '@throughline/domain';
import { isPresent, listRunningAttempts } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { Clock } from '@throughline/messaging';
import { LRUCache } from 'lru-cache';
import type { PageContent } from '../page/page-writer.js';
import { findNewest, rankRecord } from '../records/record-ranking.js';
import type { PageRecords } from '../records/page-records.js';
import type { Channels } from './channels.js';
import { updateRecord, type RecordUpdate } from './record-update.js';
import type { StallDetector } from './stalls.js';

export interface RecordUpdaterParts {
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly records: PageRecords;
  readonly channels: Channels;
  readonly stalls: Pick<StallDetector, 'watch'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly onPage: (page: string) => void;
}

const SIDE_BY_SIDE = 8;
/** Cache size for assets that come from no page: nearly all, in most installations. */
const REMEMBERED = 20_000;

/**
 * Keeps the records in step with the log and the channels. Updates of one item run one after another, so that none undoes a
 * newer one.
 */
export class RecordUpdater {
  readonly #turns = new KeyedQueue(SIDE_BY_SIDE);
  readonly #unmirrored = new LRUCache<string, true>({ max: REMEMBERED });

  constructor(private readonly parts: RecordUpdaterParts) {}

  /** The origin of an item never changes, so this is cached. */
  isMirrored(assetId: string): boolean {
    return !this.#unmirrored.has(assetId);
  }

  cameFromNoPage(assetId: string): void {
    this.#unmirrored.set(assetId, true);
  }

  /** Updates the record of an item, and stores it before it returns. Returns `undefined` if the item shows nothing. */
  look(assetId: string): Promise<PageContent | undefined> {
    return this.#turns.run(assetId, async () => {
      const loaded = await this.parts.commands.load(assetId);
      if (loaded === undefined || !isPresent(loaded.state)) return undefined;
      const { state: asset, personal } = loaded;
      const { origin } = asset;
      if (origin === undefined) {
        this.cameFromNoPage(assetId);
        return undefined;
      }
      const { records, channels } = this.parts;
      const note = channels.get(origin.channel);
      let found: RecordUpdate | undefined;
      await records.change(assetId, (before) => {
        found = updateRecord({ asset, personal, note, now: this.#now() }, before);
        return found?.record;
      });
      await this.rank({ page: origin.page, owner: asset.owner });
      this.#expect(assetId, found, asset);
      this.parts.onPage(origin.page);
      const record = records.get(assetId);
      if (record === undefined || note === undefined || found?.shown === undefined) return undefined;
      return { record, note, shown: found.shown };
    });
  }

  /** Decides which of an owner's items a page shows. Items of other owners on the same page are independent. */
  async rank(of: Pick<MirrorRecord, 'page' | 'owner'>): Promise<void> {
    const { records } = this.parts;
    const { misplaced, place } = this.#places(of);
    for (const { assetId } of misplaced)
      await records.change(assetId, (record) => (record === undefined ? undefined : place(record)));
    // The records may have changed meanwhile.
    if (misplaced.length > 0) await this.rank(of);
  }

  /** An erased item keeps its record while other items remain that must not replace it. */
  #places({ page, owner }: Pick<MirrorRecord, 'page' | 'owner'>): {
    readonly misplaced: readonly MirrorRecord[];
    readonly place: (record: MirrorRecord) => MirrorRecord | undefined;
  } {
    const { records } = this.parts;
    const all = records.ofPage(page).filter((each) => each.owner === owner);
    const newest = findNewest(all);
    const isLeft = all.some(({ erased }) => erased !== true);
    const now = this.#now();
    const place = (record: MirrorRecord): MirrorRecord | undefined => {
      if (record.erased === true) return isLeft ? record : undefined;
      return rankRecord(record, { newest, superseder: records.get(record.supersededBy ?? ''), now });
    };
    return { misplaced: all.filter((record) => place(record) !== record), place };
  }

  #now(): string {
    return new Date(this.parts.clock.now()).toISOString();
  }

  /** Watches attempts for stalls only if the item is shown. */
  #expect(assetId: string, found: RecordUpdate | undefined, state: AssetState): void {
    this.parts.stalls.watch(assetId, found?.shown === undefined ? [] : listRunningAttempts(state));
  }
}
