import type { ReactElement } from 'react';
import type { ListFilter } from '../api/list-filter.js';
import { useMayChange } from '../api/use-may-change.js';
import type { BulkKind } from '../bulk/bulk-api.js';
import { isSelected } from '../bulk/selection.js';
import { SelectionBar } from '../bulk/SelectionBar.js';
import { useSelection } from '../bulk/use-selection.js';

interface Props<T> {
  readonly kind: BulkKind;
  readonly label: string;
  readonly filter: ListFilter;
  readonly items: readonly T[];
  /** All items that match, loaded or not. */
  readonly total: number;
  /** Renders a row with `data-item`. Without a selection, the second argument is undefined. */
  readonly children: (item: T, isSelected: boolean | undefined) => ReactElement;
}

/** The rows of a list, which mouse and keyboard select for bulk commands. */
export function SelectableRows<T extends { readonly id: string }>({
  kind,
  label,
  filter,
  items,
  total,
  children,
}: Props<T>): ReactElement {
  const isSelectable = useMayChange();
  const list = useSelection(
    JSON.stringify(filter),
    items.map(({ id }) => id),
  );
  return (
    <>
      {isSelectable && <SelectionBar kind={kind} filter={filter} total={total} list={list} />}
      <ul
        className="rows"
        aria-label={label}
        {...(isSelectable && { ref: list.rows, tabIndex: -1, onClick: list.onClick, onKeyDown: list.onKeyDown })}
      >
        {items.map((item) => children(item, isSelectable ? isSelected(list.selection, item.id) : undefined))}
      </ul>
    </>
  );
}
