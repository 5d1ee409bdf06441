import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AddressedPodcastFeed, PodcastFeed } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { useAnnounce } from '../components/Announcer.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { settingsText } from '../texts/settings-text.js';
import { AddressOnce } from './AddressOnce.js';
import { contentOf, NEW_FEED } from './feed-draft.js';
import { FeedForm } from './FeedForm.js';
import { FeedLine } from './FeedLine.js';
import { addFeed, addToFeeds, feedsQuery, FEEDS_KEY, isCurrentAddress } from './podcasts-api.js';

const words = settingsText.podcasts;

interface NewAddressProps {
  readonly made: AddressedPodcastFeed;
  readonly feeds: readonly PodcastFeed[];
}

/** The address of a feed, until it is renewed or revoked. */
export function NewAddress({ made, feeds }: NewAddressProps): ReactElement | null {
  return feeds.some((feed) => isCurrentAddress(made, feed)) ? <AddressOnce feed={made} /> : null;
}

function NewFeed({ feeds }: { readonly feeds: readonly PodcastFeed[] }): ReactElement {
  const [made, setMade] = useState<AddressedPodcastFeed>();
  const client = useQueryClient();
  const refresh = useRefresh(FEEDS_KEY);
  const announce = useAnnounce();
  return (
    <>
      <PanelButton label={words.add} look="primary">
        {(close) => (
          <FeedForm
            initial={NEW_FEED}
            submit={words.add}
            save={async (draft) => {
              const added = await addFeed(contentOf(draft));
              // Nobody can read the address again, so it is shown even if the list cannot be loaded now.
              client.setQueryData(feedsQuery.queryKey, (before) => addToFeeds(before, added));
              setMade(added);
              announce(words.added(added.title));
              close();
              await refresh();
            }}
          />
        )}
      </PanelButton>
      {made !== undefined && <NewAddress made={made} feeds={feeds} />}
    </>
  );
}

function Feeds(): ReactElement {
  const list = useQuery(feedsQuery);
  return (
    <ResourceSection id="podcasts" words={words} list={list} add={<NewFeed feeds={list.data ?? []} />}>
      {(feeds) => (
        <Lines label={words.title}>
          {feeds.map((feed) => (
            <FeedLine key={feed.id} feed={feed} />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}

/** The podcast feeds of a library. Viewers may not list them. */
export function Podcasts(): ReactElement {
  if (useMayChange()) return <Feeds />;
  return (
    <section className="card" aria-labelledby="podcasts">
      <h2 id="podcasts">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      <p className="quiet">{words.viewersCannot}</p>
    </section>
  );
}
