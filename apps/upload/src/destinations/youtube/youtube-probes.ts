import type { Probe } from '../../kit/probe.js';
import type { YouTubeClient } from './youtube-client.js';
import { noChannelError, noPlaylistError } from './youtube-errors.js';

async function findChannel(youtube: YouTubeClient, signal: AbortSignal): Promise<string> {
  const channel = await youtube.findChannel(signal);
  if (channel === undefined) throw noChannelError();
  return channel;
}

/** Nothing is uploaded: the start of an upload alone uses a part of the daily quota. */
export function listYouTubeProbes(youtube: YouTubeClient, playlist: string | undefined): readonly Probe[] {
  const channel: Probe = {
    name: 'channel',
    confirms: 'The account is connected, and has a channel.',
    run: async (signal) => {
      await findChannel(youtube, signal);
    },
  };
  if (playlist === undefined) return [channel];
  const ownPlaylist: Probe = {
    name: 'playlist',
    confirms: 'The playlist exists, and belongs to the channel.',
    run: async (signal) => {
      const owner = await youtube.findPlaylistOwner(playlist, signal);
      if (owner !== (await findChannel(youtube, signal))) throw noPlaylistError(playlist);
    },
  };
  return [channel, ownPlaylist];
}
