import { useQueryClient } from '@tanstack/react-query';
import { libraryLogQuery } from '../administration-log/administration-log-api.js';
import { invitationsQuery } from './invitations-api.js';

/** Returns a function that fetches the invitations to a library again, and its log. */
export function useRefreshInvitations(libraryId: string): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [invitationsQuery(libraryId).queryKey, libraryLogQuery(libraryId).queryKey].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}
