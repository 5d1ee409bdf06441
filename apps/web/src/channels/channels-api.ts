import { queryOptions } from '@tanstack/react-query';
import type { Channel, ChannelField, CheckReport, NewChannel } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList, sendOperation } from '../api/client.js';

/** Values that can be written to a page: status and errors during a run, the others after it. */
export const CHANNEL_FIELDS = [
  'status',
  'process_errors',
  'drive_url',
  'language',
  'duration',
  'completed_at',
] as const satisfies readonly ChannelField[];
export const ACTION_TYPES = ['update_origin', 'none'] as const satisfies readonly Channel['action_type'][];

export type ChannelSettings = Pick<
  Channel,
  'name' | 'action_type' | 'field_map' | 'credential_id' | 'data_source_id' | 'outputs' | 'language'
>;

/** A channel with the ETag of the state that was read. */
export interface ChannelWithEtag {
  readonly channel: Channel;
  readonly etag: string | null;
}

const SEEN_MS = 10_000;

export const channelsQuery = queryOptions({
  queryKey: ['settings', 'channels'],
  queryFn: ({ signal }) => callList(api.listChannels, { signal }),
  // The health changes without a change of the channel.
  refetchInterval: SEEN_MS,
});

/** Reads the current state for the form instead of the cached list. */
export const channelQuery = (id: number) =>
  queryOptions({
    queryKey: ['settings', 'channel', id],
    queryFn: async ({ signal }): Promise<ChannelWithEtag> => {
      const { body, headers } = await sendOperation(api.getChannel, { path: { id }, signal });
      return { channel: body, etag: headers.get('etag') };
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const outputsQuery = queryOptions({
  queryKey: ['settings', 'outputs'],
  queryFn: ({ signal }) => callList(api.listOutputs, { signal }),
  staleTime: 60_000,
});

export const addChannel = (body: ChannelSettings): Promise<NewChannel> => callApi(api.createChannel, { body });
/** Sends the ETag, so that a concurrent change is not overwritten. */
export const changeChannel = ({ channel, etag }: ChannelWithEtag, body: Partial<ChannelSettings>): Promise<Channel> =>
  callApi(api.changeChannel, { path: { id: channel.id }, body, ...(etag === null ? {} : { headers: { 'If-Match': etag } }) });
export const removeChannel = (id: number): Promise<void> => callApi(api.removeChannel, { path: { id } });
export const createSecret = (id: number): Promise<{ readonly secret: string }> =>
  callApi(api.renewChannelSecret, { path: { id } });
export const checkChannel = (id: number, page: string): Promise<CheckReport> =>
  callApi(api.checkChannel, { path: { id }, body: page === '' ? {} : { page_id: page } });
export const resyncChannel = (id: number): Promise<{ readonly asked: number }> => callApi(api.resyncChannel, { path: { id } });
