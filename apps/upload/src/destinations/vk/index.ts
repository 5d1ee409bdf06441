import { AccessTokens, ServiceClient, createOAuthProvider, vkSetting, type OAuthEndpoints } from '@throughline/credentials';
import { createPictureSource, parseMediaTools } from '@throughline/media';
import type { KeyValueStore } from '@throughline/messaging';
import { allowList, type AllowList } from '@throughline/outgoing';
import { optionalText } from '@throughline/service-kit';
import type { StoresProvider } from '../../credentials/own-stores.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { readVkSettings, vkForm } from './settings.js';
import { VkClient } from './vk-client.js';
import { VkDestination } from './vk-destination.js';
import { VkTokens } from './vk-tokens.js';

interface VkAccess {
  readonly endpoints: OAuthEndpoints;
  readonly allowed: AllowList;
  /** Programs that take a picture from a video. */
  readonly mediaTools: string | undefined;
}

/** Outputs of type `vk`. {@link vkForm} lists their settings. */
export function vkType({ endpoints, allowed, mediaTools }: VkAccess, give: StoresProvider): DestinationType {
  const pictures = createPictureSource(parseMediaTools(mediaTools));
  const line = new ServiceClient('VK', allowed);
  const oauth = createOAuthProvider('vk', { line, endpoints });
  // Shared by all outputs, so that a token is refreshed only once at a time.
  const shared: { tokens?: VkTokens } = {};
  const own = (): { notes: KeyValueStore; tokens: VkTokens } => {
    const { vault, notes } = give();
    return { notes, tokens: (shared.tokens ??= new VkTokens({ vault, accounts: new AccessTokens({ vault, oauth }) })) };
  };
  return {
    open({ output }) {
      const settings = readVkSettings(output.settings);
      const { credential } = settings;
      const { notes, tokens } = own();
      return new VkDestination({
        settings,
        vk: new VkClient({ line, apiUrl: endpoints.apiUrl, credential, tokens }),
        notes,
        pictures,
      });
    },
  };
}

export const vk = destinationKind(
  { endpoints: vkSetting, allowed: allowList('TL_FETCH_ALLOW'), mediaTools: optionalText('TL_MEDIA_TOOLS') },
  { label: 'VK', form: vkForm, make: vkType },
);
