import { AccessTokens, ServiceClient, createOAuthProvider, googleSetting, type GoogleEndpoints } from '@throughline/credentials';
import { createPictureSource, parseMediaTools } from '@throughline/media';
import { allowList, type AllowList } from '@throughline/outgoing';
import { optionalText } from '@throughline/service-kit';
import type { ServiceStores, StoresProvider } from '../../credentials/own-stores.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { readYouTubeSettings, youtubeForm } from './settings.js';
import { YouTubeClient } from './youtube-client.js';
import { YouTubeDestination } from './youtube-destination.js';

interface YouTubeAccess {
  readonly endpoints: GoogleEndpoints;
  readonly allowed: AllowList;
  /** Programs that take a picture from a video. */
  readonly mediaTools: string | undefined;
}

/** Outputs of type `youtube`. {@link youtubeForm} lists their settings. */
export function youtubeType({ endpoints, allowed, mediaTools }: YouTubeAccess, give: StoresProvider): DestinationType {
  const pictures = createPictureSource(parseMediaTools(mediaTools));
  const line = new ServiceClient('Google', allowed);
  const oauth = createOAuthProvider('youtube', { line, endpoints });
  const shared: { stores?: ServiceStores; tokens?: AccessTokens } = {};
  // Shared by all outputs, so that a token is refreshed only once at a time.
  const own = (): { stores: ServiceStores; tokens: AccessTokens } => {
    const stores = (shared.stores ??= give());
    return { stores, tokens: (shared.tokens ??= new AccessTokens({ vault: stores.vault, oauth })) };
  };
  return {
    open({ output }) {
      const settings = readYouTubeSettings(output.settings);
      const { stores, tokens } = own();
      const { credential } = settings;
      const youtube = new YouTubeClient({ line, apiUrl: endpoints.apiUrl, tokens, credential });
      return new YouTubeDestination({ settings, youtube, notes: stores.notes, pictures });
    },
  };
}

export const youtube = destinationKind(
  {
    /** Default: the addresses of Google. */
    endpoints: googleSetting,
    allowed: allowList('TL_FETCH_ALLOW'),
    mediaTools: optionalText('TL_MEDIA_TOOLS'),
  },
  { label: 'YouTube', form: youtubeForm, make: youtubeType },
);
