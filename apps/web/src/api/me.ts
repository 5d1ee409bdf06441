import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { CurrentUser } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, setCsrfToken } from './client.js';

/** The user and the library whose answers the cache holds. */
let cached: string | undefined;

/** Answers about another user or library must not appear in this one. */
function forgetAnswers(client: QueryClient): void {
  const others = { predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] !== 'me' };
  void client.cancelQueries(others);
  client.removeQueries(others);
}

const remember = (client: QueryClient, me: CurrentUser): CurrentUser => {
  setCsrfToken(me.csrf_token);
  const next = `${me.id} ${me.library.id}`;
  if (cached !== undefined && cached !== next) forgetAnswers(client);
  cached = next;
  return me;
};

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ client, signal }) => remember(client, await callApi(api.me, { signal })),
  staleTime: 60_000,
  // Another tab, or the end of a membership, may have switched the library of this sign-in.
  refetchOnWindowFocus: 'always',
});

/** Shows the user and the library of an answer. Answers about an earlier library are forgotten. */
export function showMe(client: QueryClient, me: CurrentUser): void {
  client.setQueryData(meQuery.queryKey, remember(client, me));
}

export const signIn = (code: string): Promise<CurrentUser> => callApi(api.signIn, { body: { code } });

export const openWithPasskey = (response: object): Promise<CurrentUser> => callApi(api.signInWithPasskey, { body: { response } });

export const setDefaultLanguage = (language: string): Promise<CurrentUser> =>
  callApi(api.changeMe, { body: { default_language: language } });

/** Makes this sign-in work in another library of the user. */
export const switchLibrary = (id: string): Promise<CurrentUser> => callApi(api.changeMe, { body: { library_id: id } });

export const signOut = async (): Promise<void> => {
  await callApi(api.signOut);
  setCsrfToken(null);
};
