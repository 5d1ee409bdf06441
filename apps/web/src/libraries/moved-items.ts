import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import type { AllowedAction } from '@throughline/api-client';
import type { ActionInput } from '../actions/action-definition.js';
import { meQuery } from '../api/me.js';

export interface MovedItem {
  readonly title: string;
  readonly library: { readonly id: string; readonly name: string };
}

interface Action {
  readonly action: Pick<AllowedAction, 'action'>;
  readonly input?: ActionInput;
}

const keyOf = (id: string): readonly string[] => ['moved-item', id];

/** Remembers a move by this user, because the answers of the present library no longer contain the item. */
export function rememberMove(client: QueryClient, item: { readonly id: string; readonly title: string }, chosen: Action): void {
  if (chosen.action.action !== 'transfer') return;
  const library = client.getQueryData(meQuery.queryKey)?.libraries.find((one) => one.id === chosen.input?.library_id);
  if (library === undefined) return;
  client.setQueryData<MovedItem>(keyOf(item.id), { title: item.title, library });
}

/** Returns the move of an item to another library, until the page is loaded anew or the library is switched. */
export function useMovedItem(id: string): MovedItem | undefined {
  const { data } = useQuery<MovedItem>({ queryKey: keyOf(id), queryFn: skipToken, staleTime: Infinity, gcTime: Infinity });
  return data;
}
