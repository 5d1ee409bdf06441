import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { credentialsQuery } from '../credentials/credentials-api.js';
import { channelsQuery } from './channels-api.js';

/** Reloads the lists of channels and of credentials, which name the channels that use them. */
export function useChannelsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      [channelsQuery, credentialsQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey: [...queryKey] })),
    );
  }, [client]);
}
