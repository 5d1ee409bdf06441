import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ProblemNote } from '../controls/ProblemNote.js';
import { Skeleton } from '../controls/Skeleton.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { changesOf, draftOf } from './channel-draft.js';
import { ChannelForm } from './ChannelForm.js';
import { changeChannel, channelQuery, channelsQuery, outputsQuery } from './channels-api.js';

const words = text.channels;

/** Changes a channel as it was when the form was opened. */
export function EditChannel({ id, onDone }: { readonly id: number; readonly onDone: () => void }): ReactElement {
  const { data: read, error } = useQuery(channelQuery(id));
  const { data: offered, error: noOutputs } = useQuery(outputsQuery);
  const client = useQueryClient();
  const announce = useAnnounce();
  if (error !== null || noOutputs !== null) return <ProblemNote error={error ?? noOutputs} />;
  if (read === undefined || offered === undefined) return <Skeleton rows={2} />;
  const initial = draftOf(read.channel);
  return (
    <ChannelForm
      initial={initial}
      offered={offered}
      submit={words.save}
      save={async (draft) => {
        const { name } = await changeChannel(read, changesOf(initial, draft));
        announce(words.saved(name));
        onDone();
        await client.invalidateQueries({ queryKey: channelsQuery.queryKey });
      }}
    />
  );
}
