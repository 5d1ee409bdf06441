import { createContext, useContext } from 'react';

/** Opens the dialog that adds items. */
export type OpenAdd = () => void;

export const AddContext = createContext<OpenAdd>(() => undefined);

export const useAdd = (): OpenAdd => useContext(AddContext);

/** An import that was refused while the dialog was closed. */
export interface FailedImport {
  readonly dismiss: () => void;
}

export const FailedImportContext = createContext<FailedImport | undefined>(undefined);

export const useFailedImport = (): FailedImport | undefined => useContext(FailedImportContext);
