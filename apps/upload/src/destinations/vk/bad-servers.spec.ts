import { badOutputsContract } from '../../testing/bad-outputs.js';
import { withItemAsTitle } from '#testing/videos/video-requests.js';
import { openVk } from '#testing/vk/vk-account.js';

badOutputsContract('VK', (origin, patienceMs) => {
  const { destination, line } = openVk(origin, { patienceMs });
  return { destination: withItemAsTitle(destination), close: () => void line.close() };
});
