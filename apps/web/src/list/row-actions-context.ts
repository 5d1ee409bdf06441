import type { ListedItem } from '@throughline/api-client';
import { createContext, type ReactNode } from 'react';

export interface RowActionsProps {
  readonly item: ListedItem;
  readonly title: string;
  /** One row of a list is in the order of Tab. */
  readonly isInTabOrder: boolean;
}

/** Renders the actions at the end of a row. The commands of each kind belong to the views of that kind, which have lists themselves. */
export const RowActionsContext = createContext<(props: RowActionsProps) => ReactNode>(() => null);
