import type { MirrorRecord } from '@throughline/contracts';
import type { AssetState } from '@throughline/domain';
import { isPresent } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { Clock } from '@throughline/messaging';
import { LRUCache } from 'lru-cache';
import { InTurn } from '../in-turn.js';
import type { Wanted } from '../page/page-writer.js';
import { newestOf, ranked } from '../records/newest.js';
import type { PageRecords } from '../records/page-records.js';
import { attemptsAtWork } from './at-work.js';
import type { Channels } from './channels.js';
import { inLine, type InLine } from './in-line.js';
import type { Stalls } from './stalls.js';

export interface PageBookParts {
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly records: PageRecords;
  readonly channels: Channels;
  readonly stalls: Pick<Stalls, 'expect'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Something of a page has changed, or may have. */
  readonly onPage: (page: string) => void;
}

/** So many histories are read at the same time where many items are looked at again. */
const SIDE_BY_SIDE = 8;
/** Assets that came from no page: nearly all of them, in most installations. */
const REMEMBERED = 20_000;

/** Keeps records in step with the log and the channels. Of one item one look after the other: none undoes a newer one. */
export class PageBook {
  readonly #turns = new InTurn(SIDE_BY_SIDE);
  readonly #unmirrored = new LRUCache<string, true>({ max: REMEMBERED });

  constructor(private readonly parts: PageBookParts) {}

  /** Where an item came from never changes. */
  isMirrored(assetId: string): boolean {
    return !this.#unmirrored.has(assetId);
  }

  cameFromNoPage(assetId: string): void {
    this.#unmirrored.set(assetId, true);
  }

  /** Undefined where the item shows nothing. What was to be written is stored by then. */
  look(assetId: string): Promise<Wanted | undefined> {
    return this.#turns.do(assetId, async () => {
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
      let found: InLine | undefined;
      await records.change(assetId, (before) => {
        found = inLine({ asset, personal, note, now: this.#now() }, before);
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

  /** Which of the items of a page it shows. Whoever else names the same page has nothing to do with it. */
  async rank(of: Pick<MirrorRecord, 'page' | 'owner'>): Promise<void> {
    const { records } = this.parts;
    const { misplaced, place } = this.#places(of);
    for (const { assetId } of misplaced)
      await records.change(assetId, (record) => (record === undefined ? undefined : place(record)));
    // Others may have come meanwhile.
    if (misplaced.length > 0) await this.rank(of);
  }

  /** That an erased item was shown matters as long as there are others that must not take its place. */
  #places({ page, owner }: Pick<MirrorRecord, 'page' | 'owner'>): {
    readonly misplaced: readonly MirrorRecord[];
    readonly place: (record: MirrorRecord) => MirrorRecord | undefined;
  } {
    const { records } = this.parts;
    const all = records.ofPage(page).filter((each) => each.owner === owner);
    const newest = newestOf(all);
    const isLeft = all.some(({ erased }) => erased !== true);
    const now = this.#now();
    const place = (record: MirrorRecord): MirrorRecord | undefined => {
      if (record.erased === true) return isLeft ? record : undefined;
      return ranked(record, { newest, superseder: records.get(record.supersededBy ?? ''), now });
    };
    return { misplaced: all.filter((record) => place(record) !== record), place };
  }

  #now(): string {
    return new Date(this.parts.clock.now()).toISOString();
  }

  /** Only of those that are written is it asked whether they live. */
  #expect(assetId: string, found: InLine | undefined, state: AssetState): void {
    this.parts.stalls.expect(assetId, found?.shown === undefined ? [] : attemptsAtWork(state));
  }
}
