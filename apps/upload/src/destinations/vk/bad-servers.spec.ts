import { badOutputsContract } from '../../testing/bad-outputs.js';
import { withItemAsTitle } from '#testing/videos/video-requests.js';
import { openVk } from '#testing/vk/vk-account.js';

badOutputsContract('VK', (origin, timeoutMs) => {
  const { destination, line } = openVk(origin, { timeoutMs });
  return { destination: withItemAsTitle(destination), close: () => void line.close() };
});
