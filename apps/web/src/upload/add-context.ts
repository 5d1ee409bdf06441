import { createContext, useContext } from 'react';

/** Opens the dialog that adds items, with the given files in it. */
export type OpenAdd = (files?: readonly File[]) => void;

export const AddContext = createContext<OpenAdd>(() => undefined);

export const useAdd = (): OpenAdd => useContext(AddContext);
