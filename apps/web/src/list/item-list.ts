import type { FunctionComponent, ReactElement, ReactNode } from 'react';
import type { ItemsSearch, ItemsSort } from './items-search.js';

/** An item that a list can show. */
export interface ListItem {
  readonly id: string;
  readonly created_at: string;
}

/** The items that a list has read so far. */
export interface ReadItems<T> {
  readonly items: readonly T[];
  readonly isPending: boolean;
  /** The items of another search, while those of this one are read. */
  readonly isPlaceholderData: boolean;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly refetch: () => Promise<unknown>;
  readonly fetchNextPage: () => Promise<unknown>;
}

export interface RowProps<T> {
  readonly item: T;
  /** Enter opens the row under the cursor. */
  readonly isCurrent: boolean;
  /** Undefined if items cannot be selected. */
  readonly isSelected: boolean | undefined;
  /** The only kind of the list. Undefined: all kinds. */
  readonly kind: ItemsSearch['kind'];
}

export interface HeadProps {
  readonly sort: ItemsSort;
  readonly onSort: (sort: ItemsSort) => void;
  /** The rows begin with checkboxes. */
  readonly isSelectable: boolean;
}

/** A list reads and draws its items in this way. */
export interface ItemList<T extends ListItem> {
  readonly useItems: (search: ItemsSearch) => ReadItems<T>;
  readonly titleOf: (item: T) => string;
  readonly Head: (props: HeadProps) => ReactElement;
  /** Chooses the columns; absent if all of them stay. */
  readonly Columns?: FunctionComponent;
  readonly Row: (props: RowProps<T>) => ReactNode;
  readonly rowClass: string;
  /** Pixels, as the style sheet has it. A row whose height depends on its content is measured, and has at least this one. */
  readonly rowPx: number;
  readonly isMeasured: boolean;
}

/** The addresses of the items of each kind. */
export const ITEM_PATHS = { recording: '/recordings/$id', document: '/documents/$id', session: '/sessions/$id' } as const;
