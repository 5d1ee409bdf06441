import type { ItemKind, RunKind } from '@throughline/api-client/items';
import { createContext, useContext } from 'react';

const Context = createContext<ItemKind>('recordings');

export const ItemKindProvider = Context.Provider;
export const useItemKind = (): ItemKind => useContext(Context);

/** Returns the kind of an item with runs. Views of sessions have no part that calls it. */
export function useRunKind(): RunKind {
  const kind = useItemKind();
  if (kind === 'sessions') throw new Error('Sessions have no runs');
  return kind;
}
