import type { ItemFilter } from '../../adapters/projection/index.js';
import { ListQuery } from '../read/list-query.dto.js';
import type { ItemListQuery } from './list.dto.js';

type Filters = Pick<ItemListQuery, 'kind' | 'state'>;

/** Returns the filters that the list of all kinds shares with the lists of one kind. */
export const toListQuery = ({ kind: _kind, state: _state, ...query }: Filters & Partial<ItemListQuery>): ListQuery => {
  const { include: _include, ...shared } = query;
  return Object.assign(new ListQuery(), shared);
};

/** Returns the filters that only the list of all kinds has. */
export const readSelection = ({ kind: kinds, state: list }: Filters): Pick<ItemFilter, 'kinds' | 'list' | 'deleted'> => ({
  kinds,
  list,
  deleted: list === 'deleted' ? undefined : false,
});
