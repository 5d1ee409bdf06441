import type { Channel } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { text } from '../texts/text.js';
import { createSecret, removeChannel, resyncChannel } from './channels-api.js';
import { SecretOnce } from './SecretOnce.js';
import { useChannelsChanged } from './use-channels-changed.js';

const words = text.channels;

interface Props {
  readonly channel: Channel;
  /** The button that edits the channel. */
  readonly children: ReactNode;
}

export function ChannelButtons({ channel: { id, name, webhook_url: url }, children }: Props): ReactElement {
  const refresh = useChannelsChanged();
  return (
    <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
      <ActionButton label={words.resync} name={words.resyncOf(name)} act={() => resyncChannel(id)} refresh={refresh}>
        {({ asked }) => (
          <p className="line-more quiet" role="status">
            {words.resent(asked)}
          </p>
        )}
      </ActionButton>
      <ActionButton
        label={words.secret}
        name={words.secretOf(name)}
        question={{ title: words.secretTitle(name), isDangerous: true, body: <p>{words.secretHint}</p> }}
        act={() => createSecret(id)}
      >
        {({ secret }) => <SecretOnce name={name} url={url} secret={secret} />}
      </ActionButton>
      {children}
      <DeleteButton name={name} words={words} hint={words.deleteHint} remove={() => removeChannel(id)} refresh={refresh} />
    </span>
  );
}
