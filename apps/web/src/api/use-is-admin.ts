import { useQuery } from '@tanstack/react-query';
import { meQuery } from './me.js';

/** Returns true if the user may administer the server. */
export function useIsAdmin(): boolean {
  const { data: me } = useQuery(meQuery);
  return me?.scopes.includes('admin') === true;
}
