import type { Item } from '@throughline/api-client';
import { useMayChange } from '../../api/use-may-change.js';

/** Returns true if the user may change title, description and tags of the item now. */
export function useMayDescribe({ allowed_actions: actions }: Pick<Item, 'allowed_actions'>): boolean {
  const mayChange = useMayChange();
  return mayChange && actions.some(({ action, allowed }) => action === 'describe' && allowed);
}

/** Returns `onEdit` if the user may change the title. */
export function useTitleEdit(item: Pick<Item, 'allowed_actions'>, onEdit: () => void): (() => void) | undefined {
  return useMayDescribe(item) ? onEdit : undefined;
}
