import { useSyncExternalStore } from 'react';

/** The width at which the style sheets change to a phone. */
const PHONE = '(max-width: 720px)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(PHONE);
  query.addEventListener('change', onChange);
  return () => {
    query.removeEventListener('change', onChange);
  };
}

/** Says if the window is as narrow as a phone. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(PHONE).matches,
    () => true,
  );
