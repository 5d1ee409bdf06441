import type { ListedItem } from '@throughline/api-client';
import { useMemo, type ReactElement } from 'react';
import { NO_FILTER } from '../api/list-filter.js';
import { useMayChange } from '../api/use-may-change.js';
import type { BulkKind } from '../bulk/bulk-api.js';
import { useSelection } from '../bulk/use-selection.js';
import { lazyView } from '../components/lazy-view.js';
import { text } from '../texts/text.js';
import type { ItemsSearch, ItemsSort } from './items-search.js';
import { ItemsHead } from './ItemsHead.js';
import { ItemRows } from './ItemRows.js';

const words = text.itemList;

/** Fetched when the list shows items that can be selected. */
const SelectionBar = lazyView(async () => (await import('../bulk/SelectionBar.js')).SelectionBar, null);

/** A bulk command changes items of one kind, and no sessions. */
const BULK_KINDS: Readonly<Partial<Record<ListedItem['kind'], BulkKind>>> = { recording: 'recordings', document: 'documents' };

interface Props {
  readonly search: ItemsSearch;
  readonly items: readonly ListedItem[];
  readonly total: number;
  readonly isLoadingMore: boolean;
  readonly onSort: (sort: ItemsSort) => void;
  readonly onMore: (() => void) | undefined;
}

/** The rows of the list of all items. Mouse and keyboard select them for bulk commands while the list shows one kind. */
export function SelectableItems({ search, items, total, isLoadingMore, onSort, onMore }: Props): ReactElement {
  const mayChange = useMayChange();
  const key = JSON.stringify(search);
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const list = useSelection(key, ids);
  const kind = mayChange && search.kind !== undefined ? BULK_KINDS[search.kind] : undefined;
  // The states of this list are not filters of bulk commands, so a selection has ids.
  const filter = { ...NO_FILTER, view: search.state === 'deleted' ? search.state : NO_FILTER.view };
  return (
    <>
      {kind !== undefined && <SelectionBar kind={kind} filter={filter} total={total} list={list} isWhole={false} />}
      <ItemsHead sort={search.sort ?? '-created_at'} onSort={onSort} isSelectable={kind !== undefined} />
      <ItemRows key={key} items={items} total={total} selection={kind && list} onMore={onMore} />
      <p className="quiet">
        {isLoadingMore ? words.loadingMore : words.keys}
        {mayChange && search.kind === undefined && ` ${words.selectHint}`}
      </p>
    </>
  );
}
