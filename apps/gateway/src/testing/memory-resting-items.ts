import { isPresent, restsSince } from '@throughline/domain';
import type { RestQuery, RestingItem, RestingItems } from '../adapters/projection/resting-items.js';
import type { MemoryItemRows } from './memory-rows.js';

export class MemoryRestingItems implements RestingItems {
  constructor(private readonly rows: readonly MemoryItemRows[]) {}

  owners(since: string): Promise<readonly string[]> {
    const found = this.#resting().filter((item) => item.since <= since);
    return Promise.resolve([...new Set(found.map(({ owner }) => owner))].sort());
  }

  list(owner: string, queries: readonly RestQuery[], limit: number): Promise<readonly RestingItem[]> {
    const isDue = ({ template, since }: RestingItem): boolean =>
      queries.some((query) => query.template === template && since <= query.since);
    const found = this.#resting().filter((item) => item.owner === owner && isDue(item));
    const sorted = found.sort((one, other) => (`${one.since} ${one.id}` < `${other.since} ${other.id}` ? -1 : 1));
    return Promise.resolve(sorted.slice(0, limit).map(({ id, template, since }) => ({ id, template, since })));
  }

  #resting(): (RestingItem & { readonly owner: string })[] {
    return this.rows
      .flatMap((rows) => rows.all())
      .flatMap(({ id, owner, state, held }) => {
        const since = isPresent(state) && held === undefined ? restsSince(state) : undefined;
        return since === undefined || !isPresent(state) ? [] : [{ id, owner, since, template: state.template?.id }];
      });
  }
}
