import { ulid } from 'ulid';
import { ListQuery, type ItemQueries, type ItemSnapshot } from '../../items/index.js';
import { isNotFound } from '../linked-items.js';
import { isInSet } from './recording-files.js';
import type { NewItem } from './published-set-store.js';
import { MAX_RECORDINGS, type PublishedSet } from './published-set.js';

export type RecordingSet = Pick<PublishedSet, 'libraryId' | 'tag' | 'media'>;

/** The recordings of libraries, as sets select them. */
export class SetRecordings {
  constructor(private readonly queries: Pick<ItemQueries, 'list' | 'linked' | 'requireItem'>) {}

  /** Returns the newest finished recordings of a set. */
  async newest(set: RecordingSet): Promise<readonly ItemSnapshot[]> {
    const query = Object.assign(new ListQuery(), {
      limit: MAX_RECORDINGS,
      state: 'ready' as const,
      ...(set.tag === undefined ? {} : { tag: set.tag }),
    });
    return (await this.queries.list(set.libraryId, query)).recordings.filter((item) => isInSet(item, set));
  }

  /** Returns the recording if it is in the set now. */
  async find(itemId: string, set: RecordingSet): Promise<ItemSnapshot | undefined> {
    const item = await this.queries.linked(itemId).catch(undefinedIfAbsent);
    return item !== undefined && isInSet(item, set) ? item : undefined;
  }

  /** Reads the newest state, for a decision of a member of the library. */
  async findNewest(itemId: string, set: RecordingSet): Promise<ItemSnapshot | undefined> {
    const item = await this.queries.requireItem(set.libraryId, itemId).catch(undefinedIfAbsent);
    return item !== undefined && isInSet(item, set) ? item : undefined;
  }
}

const undefinedIfAbsent = (error: unknown): undefined => {
  if (isNotFound(error)) return undefined;
  throw error;
};

/** Returns the decision to list a recording or to leave it out. `by` is undefined if the rule of the set decides. */
export const decisionOn = (item: ItemSnapshot, isListed: boolean, by: string | undefined): NewItem => ({
  itemId: item.id,
  episodeId: ulid(),
  isListed,
  registeredAt: item.asset.registeredAt,
  decidedBy: by,
});
