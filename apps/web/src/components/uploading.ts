import { createContext, useContext } from 'react';

export const UploadingContext = createContext(false);

/** Returns true if a reload would stop an upload. Views outside of the provider of uploads have none. */
export const useIsUploading = (): boolean => useContext(UploadingContext);
