import { ServiceClient, googleSetting, type GoogleEndpoints } from '@throughline/credentials';
import { createPictureSource, parseMediaTools } from '@throughline/media';
import { allowList, type AllowList } from '@throughline/outgoing';
import { optionalText } from '@throughline/service-kit';
import type { StoresProvider } from '../../credentials/own-stores.js';
import { accountType } from '../../kit/account-type.js';
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
  return accountType(
    {
      form: youtubeForm,
      line: new ServiceClient('Google', allowed),
      endpoints,
      open: (output, connect) => {
        const settings = readYouTubeSettings(output.settings);
        const access = connect(settings.credential);
        const youtube = new YouTubeClient({ ...access, apiUrl: endpoints.apiUrl });
        return new YouTubeDestination({ settings, youtube, notes: access.notes, pictures });
      },
    },
    give,
  );
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
