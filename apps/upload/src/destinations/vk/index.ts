import { ServiceClient } from '@throughline/credentials';
import { parseMediaTools } from '@throughline/media';
import type { KeyValueStore } from '@throughline/messaging';
import { allowList, type AllowList } from '@throughline/outgoing';
import { optionalText, type Setting } from '@throughline/service-kit';
import type { StoresProvider } from '../../credentials/own-stores.js';
import type { DestinationType } from '../destination.js';
import { destinationKind } from '../kind.js';
import { createPictureSource } from '../video-thumbnail.js';
import { readVkSettings, vkForm } from './settings.js';
import { VkClient } from './vk-client.js';
import { VkDestination } from './vk-destination.js';
import { VkTokens } from './vk-tokens.js';

const VK = 'https://api.vk.com';

/** Default: the address of VK. */
const vkUrl: Setting<string> = {
  name: 'TL_VK_URL',
  read(raw) {
    if (raw === undefined || raw === '') return { value: VK };
    const url = URL.canParse(raw) ? new URL(raw) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
      ? { value: url.origin }
      : { problem: 'must be an address like https://vk.example, without a path' };
  },
};

interface VkAccess {
  readonly url: string;
  readonly allowed: AllowList;
  /** Programs that take a picture from a video. */
  readonly mediaTools: string | undefined;
}

/** Outputs of type `vk`. {@link vkForm} lists their settings. */
export function vkType({ url, allowed, mediaTools }: VkAccess, give: StoresProvider): DestinationType {
  const pictures = createPictureSource(parseMediaTools(mediaTools));
  const line = new ServiceClient('VK', allowed);
  const shared: { tokens?: VkTokens } = {};
  const own = (): { notes: KeyValueStore; tokens: VkTokens } => {
    const { vault, notes } = give();
    return { notes, tokens: (shared.tokens ??= new VkTokens({ vault })) };
  };
  return {
    open({ output }) {
      const settings = readVkSettings(output.settings);
      const { credential } = settings;
      const { notes, tokens } = own();
      return new VkDestination({ settings, vk: new VkClient({ line, apiUrl: url, credential, tokens }), notes, pictures });
    },
  };
}

export const vk = destinationKind(
  { url: vkUrl, allowed: allowList('TL_FETCH_ALLOW'), mediaTools: optionalText('TL_MEDIA_TOOLS') },
  { label: 'VK', form: vkForm, make: vkType },
);
