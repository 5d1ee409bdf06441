import { endpointsSetting, type OAuthEndpoints } from '../oauth/endpoints.js';

/** VK ID gives consents and tokens; the API is another host. */
export const VK: OAuthEndpoints = {
  consentUrl: 'https://id.vk.com/authorize',
  tokenUrl: 'https://id.vk.com/oauth2/auth',
  apiUrl: 'https://api.vk.com',
};

export const createVkEndpoints = (origin: string): OAuthEndpoints => ({
  consentUrl: `${origin}/authorize`,
  tokenUrl: `${origin}/oauth2/auth`,
  apiUrl: origin,
});

/** Replaces the addresses of VK in the configuration of a service. */
export const vkSetting = endpointsSetting('TL_VK_URL', VK, createVkEndpoints);
