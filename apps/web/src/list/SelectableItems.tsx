import type { ListedItem } from '@throughline/api-client';
import { useMemo, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { wholeListOf, type BulkKind, type WholeList } from '../bulk/bulk-api.js';
import { useSelection } from '../bulk/use-selection.js';
import { lazyView } from '../components/lazy-view.js';
import { text } from '../texts/text.js';
import type { ItemList, ListItem } from './item-list.js';
import type { ItemsSearch, ItemsSort } from './items-search.js';
import { ItemRows } from './ItemRows.js';

const words = text.itemList;

/** Fetched when the list shows items that can be selected. */
const SelectionBar = lazyView(async () => (await import('../bulk/SelectionBar.js')).SelectionBar, null);

/** A bulk command changes items of one kind, and no sessions. */
const BULK_KINDS: Readonly<Partial<Record<ListedItem['kind'], BulkKind>>> = { recording: 'recordings', document: 'documents' };

/** Returns what selects all items of the list; undefined if bulk commands cannot change them. */
function findWhole({ kind, state, q, tag }: ItemsSearch): WholeList | undefined {
  const bulkKind = kind && BULK_KINDS[kind];
  const areDeleted = state === 'deleted';
  return bulkKind && wholeListOf(bulkKind, { state: areDeleted ? undefined : state, q, tag }, areDeleted);
}

interface Props<T extends ListItem> {
  readonly title: string;
  readonly list: ItemList<T>;
  readonly search: ItemsSearch;
  readonly items: readonly T[];
  readonly total: number;
  readonly isLoadingMore: boolean;
  readonly onSort: (sort: ItemsSort) => void;
  readonly onMore: (() => void) | undefined;
}

/** The rows of a list. Mouse and keyboard select them for bulk commands if the list has one kind. */
export function SelectableItems<T extends ListItem>(props: Props<T>): ReactElement {
  const { title, list, search, items, total, isLoadingMore, onSort, onMore } = props;
  const mayChange = useMayChange();
  const key = JSON.stringify(search);
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const selection = useSelection(key, ids);
  const whole = mayChange ? findWhole(search) : undefined;
  const { kind } = search;
  const sort = search.sort ?? '-created_at';
  return (
    <>
      {whole !== undefined && <SelectionBar whole={whole} total={total} list={selection} />}
      <list.Head sort={sort} onSort={onSort} isSelectable={whole !== undefined} />
      <ItemRows
        key={key}
        label={title}
        list={list}
        items={items}
        total={total}
        selection={whole && selection}
        kind={kind}
        isByDate={sort === '-created_at' || sort === 'created_at'}
        onMore={onMore}
      />
      <p className="quiet">
        {isLoadingMore ? words.loadingMore : <span className="keys-hint">{words.keys}</span>}
        {mayChange && kind === undefined && ` ${words.selectHint}`}
      </p>
    </>
  );
}
