import { useCallback, useState } from 'react';

const KEY = 'throughline.technical-details';
const YES = 'yes';

type TabStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Browsers may refuse the storage. The choice then lasts until the view is left. */
const withStorage = <T>(act: (storage: TabStorage) => T): T | undefined => {
  try {
    const { sessionStorage } = globalThis as { readonly sessionStorage?: TabStorage };
    return sessionStorage === undefined ? undefined : act(sessionStorage);
  } catch {
    return undefined;
  }
};

export interface TechnicalDetails {
  readonly isShown: boolean;
  /** Remembers the choice in this tab. */
  readonly choose: (isShown: boolean) => void;
  /** Shows them without a choice of the reader, for an event that a link names. */
  readonly reveal: () => void;
}

export function useTechnicalDetails(): TechnicalDetails {
  const [isShown, show] = useState(() => withStorage((storage) => storage.getItem(KEY)) === YES);
  return {
    isShown,
    choose: useCallback((isWanted: boolean) => {
      show(isWanted);
      withStorage((storage) => {
        storage.setItem(KEY, isWanted ? YES : '');
      });
    }, []),
    reveal: useCallback(() => {
      show(true);
    }, []),
  };
}
