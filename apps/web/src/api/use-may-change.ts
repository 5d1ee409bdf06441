import { useQuery } from '@tanstack/react-query';
import { meQuery } from './me.js';

/** Whether the reader may change anything; who may only look is offered nothing that would be refused. */
export function useMayChange(): boolean {
  const { data: me } = useQuery(meQuery);
  return me?.scopes.includes('write') === true || me?.scopes.includes('admin') === true;
}
