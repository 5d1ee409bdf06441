import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { ChannelLine } from './ChannelLine.js';
import { channelsQuery } from './channels-api.js';
import { NewChannel } from './NewChannel.js';

const words = text.channels;

function None(): ReactElement {
  const mayChange = useMayChange();
  return (
    <div className="channels-none">
      <h3>{words.emptyTitle}</h3>
      <p className="quiet">
        {words.empty} <code>{words.emptyDocs}</code>. {!mayChange && words.viewersCannot}
      </p>
    </div>
  );
}

export function Channels(): ReactElement {
  const { data, error, isPending } = useQuery(channelsQuery);
  const mayChange = useMayChange();
  return (
    <section className="card" aria-labelledby="channels">
      <h2 id="channels">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {data?.length === 0 && <None />}
      {mayChange && <NewChannel />}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {data !== undefined && data.length > 0 && (
        <ul className="lines" aria-label={words.title}>
          {data.map((channel) => (
            <ChannelLine key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
    </section>
  );
}
