import type { AccessTokens } from '@throughline/credentials';
import { ServiceClient } from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { readYouTubeSettings } from '#src/destinations/youtube/settings.js';
import { YouTubeClient } from '#src/destinations/youtube/youtube-client.js';
import { YouTubeDestination } from '#src/destinations/youtube/youtube-destination.js';
import { takePlainPicture } from '#testing/videos/plain-picture.js';

const tokens: Pick<AccessTokens, 'get'> = { get: () => Promise.resolve('held') };

/** Opens an output at a server that stands in for YouTube. The returned connection must be closed. */
export function openYouTube(
  origin: string,
  timeoutMs: number,
): { readonly destination: YouTubeDestination; readonly line: ServiceClient } {
  const line = new ServiceClient('Google', parseAllowedHosts('127.0.0.1'), { connectMs: timeoutMs, idleMs: timeoutMs });
  const youtube = new YouTubeClient({ line, apiUrl: origin, tokens, credential: 1 });
  const settings = readYouTubeSettings({ credential: 1 });
  return {
    line,
    destination: new YouTubeDestination({
      settings,
      youtube,
      notes: new MemoryKeyValueStore(),
      pictures: takePlainPicture,
    }),
  };
}
