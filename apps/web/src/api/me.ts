import { queryOptions } from '@tanstack/react-query';
import type { CurrentUser } from '@throughline/api-types';
import { requestApi, setCsrfToken } from './client.js';

const remember = (me: CurrentUser): CurrentUser => {
  setCsrfToken(me.csrf_token);
  return me;
};

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => remember(await requestApi<CurrentUser>('me', { signal })),
  staleTime: 60_000,
});

export const signIn = async (code: string): Promise<CurrentUser> =>
  remember(await requestApi<CurrentUser>('auth/session', { method: 'POST', body: { code } }));

export const setDefaultLanguage = async (language: string): Promise<CurrentUser> =>
  remember(await requestApi<CurrentUser>('me', { method: 'PATCH', body: { default_language: language } }));

export const signOut = async (): Promise<void> => {
  await requestApi('auth/session', { method: 'DELETE' });
  setCsrfToken(null);
};
