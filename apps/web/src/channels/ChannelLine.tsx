import type { Channel } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { text } from '../texts/text.js';
import { ChannelButtons } from './ChannelButtons.js';
import { ChannelCheck } from './ChannelCheck.js';
import { HealthBadge, HealthFacts } from './ChannelHealth.js';
import { EditChannel } from './EditChannel.js';
import { buildChannelAddress } from './channel-address.js';

const words = text.channels;

interface Props {
  readonly channel: Channel;
}

function About({ channel: { name, action_type, outputs, credential_id, health } }: Props): ReactElement {
  return (
    <span>
      <strong dir="auto">{name}</strong> <HealthBadge health={health} />
      <br />
      <small className="quiet">
        {words.actions[action_type] ?? action_type} · {words.delivers(outputs)}
        {action_type === 'update_origin' && credential_id === null && ` · ${words.noCredential}`}
      </small>
    </span>
  );
}

export function ChannelLine({ channel }: Props): ReactElement {
  const mayChange = useMayChange();
  const address = buildChannelAddress(channel.webhook_url, location.origin);
  return (
    <li className="line">
      <About channel={channel} />
      {mayChange && (
        <ChannelButtons channel={channel}>
          <PanelButton label={words.edit} name={words.editOf(channel.name)}>
            {(close) => <EditChannel id={channel.id} onDone={close} />}
          </PanelButton>
        </ChannelButtons>
      )}
      <HealthFacts channel={channel} />
      <p className="line-more channel-address">
        <small className="quiet">{words.address}:</small> <code>{address}</code>{' '}
        <CopyButton words={address} label={words.copyAddress(channel.name)} />
      </p>
      {mayChange && (
        <div className="line-more channel-more">
          <Disclosure label={words.check} name={words.checkOf(channel.name)}>
            {() => <ChannelCheck channel={channel} />}
          </Disclosure>
        </div>
      )}
    </li>
  );
}
