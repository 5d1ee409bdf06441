import type { SourceConfig, SourcePage } from '@throughline/contracts';
import { describeForm, type SettingsForm } from '@throughline/service-kit/forms';
import { misconfiguredError, requireKnownSettings } from '../../kit/read-settings.js';
import type { ListedSourceType, ListingRequest, SourceLister, SourceProbe } from '../../kit/source-lister.js';
import { readAddressSetting, readCountSetting } from '../url/listed/address-setting.js';
import { toWebPage } from '../url/listed/web-listing.js';
import type { UrlSettings } from '../url/settings.js';
import { findVideos } from './playlist-entries.js';
import { PlaylistTool } from './read-playlist.js';

const form = {
  address: {
    label: 'Address of the playlist or channel',
    kind: 'text',
    required: true,
    hint: 'Of any site that yt-dlp knows. Everybody who may see the source sees the address.',
  },
  first: {
    label: 'Number of entries',
    kind: 'number',
    min: 1,
    hint: 'Only the first entries of the list are imported. Channels list the newest first. Empty: 100. At most 500.',
  },
} as const satisfies SettingsForm;

const COUNT = { fallback: 100, max: 500 };

class PlaylistLister implements SourceLister {
  /** Ids are those of sites, so a recording in two lists is one item. */
  readonly place = 'playlist';

  constructor(
    private readonly settings: { readonly address: string; readonly count: number },
    private readonly tool: PlaylistTool,
    private readonly url: Pick<UrlSettings, 'allowed'>,
  ) {}

  probes(): readonly SourceProbe[] {
    const read = async (signal: AbortSignal): Promise<void> => {
      await this.tool.read(this.settings.address, 1, signal);
    };
    return [{ name: 'read', confirms: 'The list can be read.', run: read }];
  }

  async list(request: ListingRequest, signal: AbortSignal): Promise<SourcePage> {
    const { address, count } = this.settings;
    const found = findVideos(await this.tool.read(address, count, signal));
    // YouTube tells ages instead of dates, so each request finds other ones.
    return toWebPage(found, request, { place: this.place, allowed: this.url.allowed, newest: Infinity, hasVagueDates: true });
  }
}

function readSettings(settings: SourceConfig['settings'], allowed: UrlSettings['allowed']): { address: string; count: number } {
  requireKnownSettings(settings, form, 'A playlist');
  return { address: readAddressSetting(settings['address'], allowed), count: readCountSetting(settings['first'], COUNT) };
}

/** Sources of type `playlist`: the recordings of playlists and channels, by yt-dlp. */
export function playlistSource(url: UrlSettings): ListedSourceType {
  const tool = url.pageTool === undefined ? undefined : new PlaylistTool(url.pageTool, url);
  return {
    label: 'Playlist or channel',
    describe: () => (tool === undefined ? undefined : describeForm(form, {})),
    open: (settings, brings) => {
      if (brings === 'document') throw misconfiguredError('Playlists and channels bring recordings, and no documents');
      if (tool === undefined) throw misconfiguredError('Playlists need yt-dlp: the operator can switch it on with TL_YTDLP=on');
      return new PlaylistLister(readSettings(settings, url.allowed), tool, url);
    },
  };
}
