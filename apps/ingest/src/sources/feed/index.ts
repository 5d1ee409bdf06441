import type { SourceConfig, SourcePage } from '@throughline/contracts';
import { GuardedClient } from '@throughline/outgoing';
import { describeForm } from '@throughline/service-kit/forms';
import type { ListedSourceType, ListingRequest, SourceLister, SourceProbe } from '../../kit/source-lister.js';
import { toWebPage } from '../url/listed/web-listing.js';
import type { UrlSettings } from '../url/settings.js';
import { findEntries } from './feed-entries.js';
import { buildForm, readFeedSettings, type FeedConnections, type FeedSettings } from './feed-settings.js';
import { FeedReader } from './read-feed.js';

class FeedLister implements SourceLister {
  readonly place: string;

  constructor(
    private readonly settings: FeedSettings & { readonly brings: SourceConfig['brings'] },
    private readonly reader: FeedReader,
    private readonly url: Pick<UrlSettings, 'allowed'>,
  ) {
    this.place = settings.place;
  }

  probes(): readonly SourceProbe[] {
    const read = async (signal: AbortSignal): Promise<void> => {
      await this.reader.read(this.settings.address, signal);
    };
    return [{ name: 'read', confirms: 'The feed can be read.', run: read }];
  }

  async list(request: ListingRequest, signal: AbortSignal): Promise<SourcePage> {
    const { address, newest } = this.settings;
    const entries = findEntries(await this.reader.read(address, signal), this.settings.brings);
    return toWebPage(entries, request, { place: this.place, allowed: this.url.allowed, newest });
  }
}

/** Sources of type `feed`: the files of an RSS, Atom or JSON feed, such as a podcast. */
export const feedSource = (url: UrlSettings, feeds: FeedConnections): ListedSourceType => {
  const reader = new FeedReader(new GuardedClient(url));
  return {
    label: 'Feed or podcast',
    describe: () => describeForm(buildForm(Object.keys(feeds)), {}),
    open: (settings, brings) => new FeedLister({ ...readFeedSettings(settings, feeds, url.allowed), brings }, reader, url),
  };
};
