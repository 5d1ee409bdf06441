import type { PodcastFeed } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { useAnnounce } from '../components/Announcer.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { AddressOnce } from './AddressOnce.js';
import { changeOf, draftOf } from './feed-draft.js';
import { FeedForm } from './FeedForm.js';
import { FeedItems } from './FeedItems.js';
import { focusRowAfter } from '../components/focus-after.js';
import { changeFeed, FEEDS_KEY, isCurrentAddress, renewFeed, revokeFeed } from './podcasts-api.js';

const words = settingsText.podcasts;

const LOOKS: Readonly<Record<PodcastFeed['state'], Omit<BadgeContent, 'words'>>> = {
  open: { tone: 'good', icon: 'ready' },
  expired: { tone: 'calm', icon: 'idle' },
  revoked: { tone: 'calm', icon: 'idle' },
  suspended: { tone: 'warn', icon: 'paused' },
  off: { tone: 'warn', icon: 'paused' },
};

interface Props {
  readonly feed: PodcastFeed;
}

function EditFeed({ feed, onDone }: Props & { readonly onDone: () => void }): ReactElement {
  const refresh = useRefresh(FEEDS_KEY);
  const announce = useAnnounce();
  // The list is read again while the form is open, so the feed may be another one at the end.
  const [initial] = useState(() => draftOf(feed));
  return (
    <FeedForm
      initial={initial}
      submit={words.save}
      save={async (draft) => {
        const { title } = await changeFeed(feed.id, changeOf(draft, initial));
        announce(words.saved(title));
        onDone();
        await refresh();
      }}
    />
  );
}

function FeedButtons({ feed }: Props): ReactElement {
  const { id, title, state } = feed;
  const refresh = useRefresh(FEEDS_KEY);
  return (
    <span className="line-buttons" ref={focusRowAfter} role="group" aria-label={words.buttonsOf(title)}>
      <PanelButton label={words.edit} name={words.editOf(title)}>
        {(close) => <EditFeed feed={feed} onDone={close} />}
      </PanelButton>
      {state !== 'expired' && state !== 'off' && (
        <ActionButton
          label={words.renew.label}
          name={words.renew.of(title)}
          question={{ title: words.renew.title(title), body: <p>{words.renew.hint}</p> }}
          act={() => renewFeed(id)}
          refresh={refresh}
        >
          {(renewed) => isCurrentAddress(renewed, feed) && <AddressOnce feed={renewed} />}
        </ActionButton>
      )}
      <DeleteButton name={title} words={words.revoke} hint={words.revoke.hint} remove={() => revokeFeed(id)} refresh={refresh} />
    </span>
  );
}

function Facts({ feed }: Props): ReactElement {
  const { state, expires_at: expires, revoked_at: revoked, last_fetched_at: fetched } = feed;
  const end = state === 'revoked' ? revoked : expires;
  return (
    <small className="quiet">
      <span dir="auto">{feed.tag === null ? words.all : words.tagged(feed.tag)}</span> · {words.fields.mediaOptions[feed.media]} ·{' '}
      {feed.ask_first ? words.asks : words.joins}
      <br />
      {words.made} <Ago at={feed.created_at} /> <span dir="auto">{words.madeBy(feed.made_by_name ?? words.unknownMaker)}</span>
      {end !== null && (
        <>
          {' · '}
          {words.ends[state]} <Ago at={end} />
        </>
      )}
      {' · '}
      {words.fetches(feed.fetches)}
      {fetched !== null && (
        <>
          , {words.lastFetch} <Ago at={fetched} />
        </>
      )}
    </small>
  );
}

export function FeedLine({ feed }: Props): ReactElement {
  const { title, state } = feed;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{title}</strong> <StatusBadge words={words.states[state]} {...LOOKS[state]} />
        <br />
        <Facts feed={feed} />
        {(state === 'suspended' || state === 'off') && (
          <>
            <br />
            <small>{words.hints[state]}</small>
          </>
        )}
      </span>
      {state !== 'revoked' && <FeedButtons feed={feed} />}
      {state !== 'revoked' && (
        <div className="line-more channel-more">
          <Disclosure label={words.items.label} name={words.items.of(title)}>
            {() => <FeedItems feed={feed} />}
          </Disclosure>
        </div>
      )}
    </li>
  );
}
