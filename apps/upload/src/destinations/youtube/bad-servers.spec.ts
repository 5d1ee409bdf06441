import { badOutputsContract } from '../../testing/bad-outputs.js';
import { asVideo } from '#testing/youtube/youtube-account.js';
import { openYouTube } from '#testing/youtube/youtube-at.js';
import type { YouTubeDestination } from './youtube-destination.js';

/** Delivers every file as a video. */
function ofVideos(destination: YouTubeDestination): YouTubeDestination {
  const open = destination.open.bind(destination);
  return Object.assign(destination, { open: (...[request, signal]: Parameters<typeof open>) => open(asVideo(request), signal) });
}

badOutputsContract('YouTube', (origin, patienceMs) => {
  const { destination, line } = openYouTube(origin, patienceMs);
  return { destination: ofVideos(destination), close: () => void line.close() };
});
