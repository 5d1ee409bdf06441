import { useQuery } from '@tanstack/react-query';
import type { Channel } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { createDraft, toSettings } from './channel-draft.js';
import { ChannelForm } from './ChannelForm.js';
import { addChannel, outputsQuery } from './channels-api.js';
import { SecretOnce } from './SecretOnce.js';
import { useChannelsChanged } from './use-channels-changed.js';

const words = text.channels;
type CreatedChannel = Channel & { readonly secret: string };

function Form({ onMade }: { readonly onMade: (made: CreatedChannel) => Promise<void> }): ReactElement {
  const { data: offered, error } = useQuery(outputsQuery);
  if (error !== null) return <ProblemNote error={error} />;
  if (offered === undefined) return <Skeleton rows={2} />;
  return (
    <ChannelForm
      initial={createDraft(offered)}
      offered={offered}
      submit={words.add}
      save={async (draft) => onMade(await addChannel(toSettings(draft)))}
    />
  );
}

export function NewChannel(): ReactElement {
  const [made, setMade] = useState<CreatedChannel>();
  const refresh = useChannelsChanged();
  const announce = useAnnounce();
  return (
    <>
      <PanelButton label={words.add} look="primary">
        {(close) => (
          <Form
            onMade={async (channel) => {
              setMade(channel);
              announce(words.added(channel.name));
              close();
              await refresh();
            }}
          />
        )}
      </PanelButton>
      {made !== undefined && <SecretOnce name={made.name} url={made.webhook_url} secret={made.secret} />}
    </>
  );
}
