import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isAway, isSignedOut } from './problem.js';

const POLL_MS = 5_000;
/** Pauses between tries while nobody answers; for good, since it is the gateway's to come back. */
const awayPause = (failures: number): number => Math.min(1_000 * 2 ** failures, POLL_MS);

/** Only silence is asked again; what was refused once is refused twice. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        // Whatever else noticed it: where nobody is signed in, that is what the page says.
        if (isSignedOut(error) && queryKey[0] !== 'me') void client.resetQueries({ queryKey: ['me'] });
      },
    }),
    defaultOptions: {
      queries: {
        retry: (_failures, error) => isAway(error),
        retryDelay: awayPause,
        refetchOnWindowFocus: true,
        staleTime: 2_000,
        // The gateway may be on this very machine: the browser's idea of being online says nothing of it.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
