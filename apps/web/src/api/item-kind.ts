import { createContext, useContext } from 'react';

/** Where items of a kind are found. */
export type ItemKind = 'recordings' | 'sessions' | 'documents';

const Context = createContext<ItemKind>('recordings');

/** Says to everything below of which kind its item is. */
export const ItemKindProvider = Context.Provider;
export const useItemKind = (): ItemKind => useContext(Context);
