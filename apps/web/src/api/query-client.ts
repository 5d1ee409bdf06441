import { QueryCache, QueryClient } from '@tanstack/react-query';
import { POLL_MS } from './live-state.js';
import { isGatewayUnreachable, isSignedOut } from './problem.js';

/** Backoff between retries. Retries never end, because the gateway may come back at any time. */
const computeRetryDelay = (failures: number): number => Math.min(1_000 * 2 ** failures, POLL_MS);

/** Retries only requests without an answer, since a refusal would repeat. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        // Any query may notice the end of the session. Resetting `me` shows the sign-in page.
        if (isSignedOut(error) && queryKey[0] !== 'me') void client.resetQueries({ queryKey: ['me'] });
      },
    }),
    defaultOptions: {
      queries: {
        retry: (_failures, error) => isGatewayUnreachable(error),
        retryDelay: computeRetryDelay,
        refetchOnWindowFocus: true,
        staleTime: 2_000,
        // The gateway may run on this machine, so the browser's online state says nothing about it.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
