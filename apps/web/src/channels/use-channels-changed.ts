import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { credentialsQuery } from '../credentials/credentials-api.js';
import { channelsQuery } from './channels-api.js';

/** Has the lists asked for anew; that of credentials too, as it says which channels use each. */
export function useChannelsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      [channelsQuery, credentialsQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey: [...queryKey] })),
    );
  }, [client]);
}
