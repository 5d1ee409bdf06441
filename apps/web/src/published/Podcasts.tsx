import type { AddressedPodcastFeed, PodcastFeed } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { settingsText } from '../texts/settings-text.js';
import { changeOf, contentOf, draftOf, NEW_FEED } from './feed-draft.js';
import { FeedForm } from './FeedForm.js';
import { addFeed, changeFeed, feedRequests } from './published-api.js';
import { PublishedSection } from './PublishedSection.js';
import type { SetKind } from './set-kind.js';
import { ShownOnce } from './ShownOnce.js';

const words = settingsText.podcasts;

type Kind = SetKind<PodcastFeed, AddressedPodcastFeed>;

const NewForm: Kind['NewForm'] = ({ onAdded }) => (
  <FeedForm initial={NEW_FEED} submit={words.add} save={async (draft) => onAdded(await addFeed(contentOf(draft)))} />
);

const EditForm: Kind['EditForm'] = ({ set, onSaved }) => {
  // The list is read again while the form is open, so the feed may be another one at the end.
  const [initial] = useState(() => draftOf(set));
  return (
    <FeedForm
      initial={initial}
      submit={words.save}
      save={async (draft) => onSaved(await changeFeed(set.id, changeOf(draft, initial)))}
    />
  );
};

export const feedKind: Kind = {
  id: 'podcasts',
  words,
  requests: feedRequests,
  withoutAddress: ({ url: _url, ...feed }) => feed,
  describe: () => '',
  Once: ({ set }) => <ShownOnce title={set.title} content={set.url} copy={words.copyAddress} hint={words.addressOnce} />,
  NewForm,
  EditForm,
};

export const Podcasts = (): ReactElement => <PublishedSection kind={feedKind} />;
