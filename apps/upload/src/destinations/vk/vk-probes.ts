import type { Probe } from '../../kit/probe.js';
import type { VkClient } from './vk-client.js';

export function listVkProbes(vk: VkClient, page: number | undefined, album: number | undefined): readonly Probe[] {
  const access: Probe = {
    name: 'access',
    confirms: 'The token is accepted, and may use videos.',
    run: (signal) => vk.checkAccess(page, signal),
  };
  if (album === undefined) return [access];
  return [access, { name: 'album', confirms: 'The album exists.', run: (signal) => vk.requireAlbum(page, album, signal) }];
}
