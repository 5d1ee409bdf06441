import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { text } from '../texts/text.js';
import { ChannelLine } from './ChannelLine.js';
import { channelsQuery } from './channels-api.js';
import { NewChannel } from './NewChannel.js';

const words = text.channels;

const empty = (
  <>
    {words.empty} <code>{words.emptyDocs}</code>.
  </>
);
const viewersCannot = (
  <>
    {empty} {words.viewersCannot}
  </>
);

export function Channels(): ReactElement {
  const list = useQuery(channelsQuery);
  return (
    <ResourceSection id="channels" words={{ ...words, empty, viewersCannot }} list={list} add={<NewChannel />}>
      {(channels) => (
        <Lines label={words.title}>
          {channels.map((channel) => (
            <ChannelLine key={channel.id} channel={channel} />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}
