import type { ListQuery } from '../read/list-query.dto.js';
import type { Moment } from './moment.js';
import type { PastItem, PastItems } from './past-item.js';
import type { PastList, PastLists } from './past-list.js';

export class PastRecordings {
  constructor(
    private readonly items: Pick<PastItems, 'item'>,
    private readonly lists: Pick<PastLists, 'list'>,
  ) {}

  item(owner: string, id: string, moment: Moment): Promise<PastItem> {
    return this.items.item(owner, id, moment);
  }

  list(owner: string, query: ListQuery, moment: Moment): Promise<PastList> {
    return this.lists.list(owner, query, moment);
  }
}
