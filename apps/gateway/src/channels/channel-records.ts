import { recordsOfRows, type AdministrationLog } from '../people/administration-log/index.js';
import type { Channel, ChannelChange, ChannelId } from './channel.js';
import type { ChannelChangeResult, ChannelStore } from './channel-store.js';

export const channelRecords = recordsOfRows<Channel>(
  'channel',
  ({ name, actionType, fieldMap, credentialId, dataSourceId, outputs, language }) => ({
    name,
    action_type: actionType,
    field_map: fieldMap,
    credential: credentialId,
    data_source_id: dataSourceId,
    outputs,
    language,
  }),
  ['name', 'action_type', 'outputs', 'language'],
);

const recordSecret = (channel: Channel): ReturnType<typeof channelRecords.created> => ({
  ...channelRecords.deleted(channel),
  kind: 'channel.secret_changed',
});

/** Changes a channel and records it. */
export function changeChannel(
  { store, log }: { readonly store: Pick<ChannelStore, 'change'>; readonly log: AdministrationLog },
  id: ChannelId,
  change: ChannelChange,
  { isExpected, announce }: Parameters<ChannelStore['change']>[2],
): Promise<ChannelChangeResult> {
  let before: Channel | undefined;
  const remember = (channel: Channel): boolean => {
    before = channel;
    return isExpected(channel);
  };
  return log.change(
    () => store.change(id, change, { isExpected: remember, announce }),
    (result) => {
      if (result.kind !== 'changed' || before === undefined) return undefined;
      return before.secretHash === result.channel.secretHash
        ? channelRecords.changed(before, result.channel)
        : recordSecret(result.channel);
    },
  );
}
