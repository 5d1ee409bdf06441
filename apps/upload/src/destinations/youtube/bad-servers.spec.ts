import { badOutputsContract } from '../../testing/bad-outputs.js';
import { withItemAsTitle } from '#testing/videos/video-requests.js';
import { openYouTube } from '#testing/youtube/youtube-at.js';

badOutputsContract('YouTube', (origin, timeoutMs) => {
  const { destination, line } = openYouTube(origin, timeoutMs);
  return { destination: withItemAsTitle(destination), close: () => void line.close() };
});
