import { useQuery } from '@tanstack/react-query';
import { meQuery } from './me.js';

/** Returns true if the user may change data. Viewers get no controls that the API would refuse. */
export function useMayChange(): boolean {
  const { data: me } = useQuery(meQuery);
  return me?.scopes.includes('write') === true || me?.scopes.includes('admin') === true;
}
