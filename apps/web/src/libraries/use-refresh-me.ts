import { useQueryClient } from '@tanstack/react-query';
import { meQuery } from '../api/me.js';
import { librariesQuery } from '../api/libraries-api.js';
import { announceLibraryChange } from '../api/switch-notices.js';

/** Returns a function that reads again, in all tabs, which libraries the user has, and in which the sign-in works. */
export function useRefreshMe(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => {
    announceLibraryChange();
    return Promise.all([meQuery.queryKey, librariesQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
