import { createContext, useContext } from 'react';

export type ItemKind = 'recordings' | 'sessions' | 'documents';

const Context = createContext<ItemKind>('recordings');

export const ItemKindProvider = Context.Provider;
export const useItemKind = (): ItemKind => useContext(Context);
