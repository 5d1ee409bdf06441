import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { classOf, useHiddenColumns } from './hidden-columns.js';
import type { HeadProps } from './item-list.js';
import type { ItemsSort } from './items-search.js';

const words = text.itemList;

interface SortButtonProps {
  readonly name: string;
  /** The orders of the column. Another click on the chosen one takes the next. */
  readonly orders: readonly [ItemsSort, ...ItemsSort[]];
  readonly sort: ItemsSort;
  readonly onSort: (sort: ItemsSort) => void;
}

function SortButton({ name, orders, sort, onSort }: SortButtonProps): ReactElement {
  const at = orders.indexOf(sort);
  const next = orders[(at + 1) % orders.length] ?? orders[0];
  const arrow = sort.startsWith('-') ? '↓' : '↑';
  return (
    <button
      type="button"
      title={words.sortBy(words.sorts[next])}
      aria-pressed={at !== -1}
      // Otherwise the title, which names the next order, would describe the chosen one.
      aria-description={at === -1 ? undefined : words.sortedBy(words.sorts[sort])}
      onClick={() => {
        onSort(next);
      }}
    >
      {name}
      {at !== -1 && <span aria-hidden="true"> {arrow}</span>}
    </button>
  );
}

/** The names of the columns. Those by which the API can sort are buttons. A phone has the choice above the list alone. */
export function ItemsHead({ isSelectable, ...sorting }: HeadProps): ReactElement {
  const { columns } = words;
  const { hidden } = useHiddenColumns();
  return (
    <div className={classOf(isSelectable ? 'items-head selectable' : 'items-head', hidden)} role="group" aria-label={words.sort}>
      <SortButton name={columns.title} orders={['title']} {...sorting} />
      <span aria-hidden="true">{columns.state}</span>
      {!hidden.includes('outputs') && <span aria-hidden="true">{columns.outputs}</span>}
      {!hidden.includes('owner') && <span aria-hidden="true">{columns.owner}</span>}
      {!hidden.includes('added') && <SortButton name={columns.added} orders={['-created_at', 'created_at']} {...sorting} />}
    </div>
  );
}
