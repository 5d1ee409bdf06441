import { useSyncExternalStore } from 'react';

/** The widths at which the style sheets change to a phone, and to one column. */
const PHONE = '(max-width: 720px)';
const ONE_COLUMN = '(max-width: 980px)';

const subscribeTo =
  (width: string) =>
  (onChange: () => void): (() => void) => {
    const query = matchMedia(width);
    query.addEventListener('change', onChange);
    return () => {
      query.removeEventListener('change', onChange);
    };
  };
const [subscribeToPhone, subscribeToOneColumn] = [subscribeTo(PHONE), subscribeTo(ONE_COLUMN)];

/** Says if the window is as narrow as a phone. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    subscribeToPhone,
    () => matchMedia(PHONE).matches,
    () => true,
  );

/** Says if the window has no room for two columns. */
export const useHasOneColumn = (): boolean =>
  useSyncExternalStore(
    subscribeToOneColumn,
    () => matchMedia(ONE_COLUMN).matches,
    () => true,
  );
