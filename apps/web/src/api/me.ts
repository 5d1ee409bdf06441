import { queryOptions } from '@tanstack/react-query';
import type { Me } from './answers.js';
import { ask, setCsrfToken } from './client.js';

const remember = (me: Me): Me => {
  setCsrfToken(me.csrf_token);
  return me;
};

/** Who looks at the page. Fails with 401 where nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => remember(await ask<Me>('me', { signal })),
  staleTime: 60_000,
});

/** Exchanges a one-time code for a session. */
export const signIn = async (code: string): Promise<Me> =>
  remember(await ask<Me>('auth/session', { method: 'POST', body: { code } }));

export const signOut = async (): Promise<void> => {
  await ask('auth/session', { method: 'DELETE' });
  setCsrfToken(null);
};
