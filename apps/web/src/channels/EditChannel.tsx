import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { useSaved } from '../controls/use-saved.js';
import { text } from '../texts/text.js';
import { diffDrafts, toDraft } from './channel-draft.js';
import { ChannelForm } from './ChannelForm.js';
import { changeChannel, channelQuery, outputsQuery } from './channels-api.js';
import { useChannelsChanged } from './use-channels-changed.js';

const words = text.channels;

/** Edits the channel as it was when the form was opened. */
export function EditChannel({ id, onDone }: { readonly id: number; readonly onDone: () => void }): ReactElement {
  const { data: read, error } = useQuery(channelQuery(id));
  const { data: offered, error: noOutputs } = useQuery(outputsQuery);
  const saved = useSaved({ onDone, refresh: useChannelsChanged() });
  if (error !== null || noOutputs !== null) return <ProblemNote error={error ?? noOutputs} />;
  if (read === undefined || offered === undefined) return <Skeleton rows={2} />;
  const initial = toDraft(read.channel);
  return (
    <ChannelForm
      initial={initial}
      offered={offered}
      submit={words.save}
      save={(draft) => saved(changeChannel(read, diffDrafts(initial, draft)), words.saved)}
    />
  );
}
