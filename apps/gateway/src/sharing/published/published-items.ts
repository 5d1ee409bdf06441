import { listStateOf } from '@throughline/domain';
import type { AdministrationLog } from '../../people/administration-log/index.js';
import type { Principal } from '../../kit/http/access.js';
import { invalid } from '../../kit/http/problems/problem.js';
import type { ItemSnapshot } from '../../items/index.js';
import type { UserNames } from '../../people/index.js';
import type { PublishedSetStore } from './published-set-store.js';
import {
  MAX_RECORDINGS,
  type Decision,
  type PublishedItem,
  type PublishedItemState,
  type PublishedSet,
} from './published-set.js';
import type { PublishedSets } from './published-sets.js';
import { recordOf } from './set-kinds.js';
import { decisionOn, type SetRecordings } from './set-recordings.js';

interface PublishedItemsPorts {
  readonly sets: Pick<PublishedSets, 'require' | 'requireOpen'>;
  readonly store: PublishedSetStore;
  readonly recordings: SetRecordings;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
  readonly log: AdministrationLog;
}

export interface ShownItem {
  readonly item: ItemSnapshot;
  /** Undefined while it waits. */
  readonly entry: PublishedItem | undefined;
  readonly decidedByName: string | undefined;
}

/** Before its run has finished, a recording may have only the files that trimming shortens. */
function refusalOf(item: ItemSnapshot | undefined, isListed: boolean): string | undefined {
  if (item === undefined) return 'is no recording of this set';
  if (!isListed || listStateOf(item.asset) === 'ready') return undefined;
  return 'is not ready: approve it when its run has finished';
}

/** The recordings of a set, and the decisions about them. */
export class PublishedItems {
  constructor(private readonly ports: PublishedItemsPorts) {}

  async list(by: Principal, id: string, state: PublishedItemState): Promise<readonly ShownItem[]> {
    const set = await this.ports.sets.require(by, id);
    if (state === 'waiting') return this.#waiting(set);
    const { store, recordings, names } = this.ports;
    const entries = await store.itemsOf(set.id, state === 'listed', MAX_RECORDINGS);
    await names.learn(entries.flatMap(({ decidedBy }) => (decidedBy === undefined ? [] : [decidedBy])));
    const found = await Promise.all(entries.map(async (entry) => ({ entry, item: await recordings.find(entry.itemId, set) })));
    return found.flatMap(({ entry, item }) =>
      item === undefined
        ? []
        : [{ item, entry, decidedByName: entry.decidedBy === undefined ? undefined : names.known(entry.decidedBy) }],
    );
  }

  /** Lists recordings, or leaves them out. All or none. */
  async decide(by: Principal, id: string, itemIds: readonly string[], decision: Decision): Promise<void> {
    const { sets, store, recordings, log } = this.ports;
    const set = await sets.requireOpen(by, id);
    const isListed = decision === 'approve';
    const items = await Promise.all(itemIds.map((itemId) => recordings.findNewest(itemId, set)));
    const refused = items.flatMap((item, index) => {
      const message = refusalOf(item, isListed);
      return message === undefined ? [] : [{ pointer: `/item_ids/${String(index)}`, message }];
    });
    if (refused.length > 0) throw invalid(refused);
    const decisions = items.flatMap((item) => (item === undefined ? [] : [decisionOn(item, isListed, by.userId)]));
    await log.change(
      () => store.decide(set.id, decisions),
      () => recordOf(isListed ? 'items_approved' : 'items_left_out', set, { items: { from: null, to: decisions.length } }),
    );
  }

  async #waiting(set: PublishedSet): Promise<readonly ShownItem[]> {
    const items = await this.ports.recordings.newest(set);
    const decided = await this.ports.store.decidedAmong(
      set.id,
      items.map(({ id }) => id),
    );
    return items.filter(({ id }) => !decided.has(id)).map((item) => ({ item, entry: undefined, decidedByName: undefined }));
  }
}
