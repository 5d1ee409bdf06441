import type { AddressedPodcastFeed } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.podcasts;

/** Shows the address of a feed, which cannot be shown again. */
export function AddressOnce({ feed: { title, url } }: { readonly feed: AddressedPodcastFeed }): ReactElement {
  return (
    <div className="line-more secret-once" role="status">
      <p>
        <strong dir="auto">{title}</strong>
      </p>
      <p className="quiet">{words.addressOnce}</p>
      <p className="command">
        <code>{url}</code> <CopyButton words={url} label={words.copyAddress} />
      </p>
    </div>
  );
}
