import { AccessTokens, ServiceClient, createOAuthProvider, googleSetting, type GoogleEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import type { ServiceStores, StoresProvider } from '../../credentials/own-stores.js';
import type { DestinationType } from '../destination.js';
import { destinationKind } from '../kind.js';
import { readYouTubeSettings, youtubeForm } from './settings.js';
import { YouTubeClient } from './youtube-client.js';
import { YouTubeDestination } from './youtube-destination.js';

interface YouTubeAccess {
  readonly endpoints: GoogleEndpoints;
  readonly allowed: AllowList;
}

/** Outputs of type `youtube`. {@link youtubeForm} lists their settings. */
export function youtubeType({ endpoints, allowed }: YouTubeAccess, give: StoresProvider): DestinationType {
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
      return new YouTubeDestination({ settings, youtube, notes: stores.notes });
    },
  };
}

export const youtube = destinationKind(
  {
    /** Default: the addresses of Google. */
    endpoints: googleSetting('TL_GOOGLE_URL'),
    allowed: allowList('TL_FETCH_ALLOW'),
  },
  { label: 'YouTube', form: youtubeForm, make: youtubeType },
);
