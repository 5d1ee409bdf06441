import { endpointsSetting, type OAuthEndpoints } from '../oauth/endpoints.js';

export type MicrosoftEndpoints = OAuthEndpoints;

/** `common` accepts personal accounts, and accounts of every organisation. */
export const MICROSOFT: MicrosoftEndpoints = {
  consentUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  apiUrl: 'https://graph.microsoft.com/v1.0',
};

export const createMicrosoftEndpoints = (origin: string): MicrosoftEndpoints => ({
  consentUrl: `${origin}/common/oauth2/v2.0/authorize`,
  tokenUrl: `${origin}/common/oauth2/v2.0/token`,
  apiUrl: `${origin}/v1.0`,
});

/** Replaces the addresses of Microsoft in the configuration of a service. */
export const microsoftSetting = endpointsSetting('TL_MICROSOFT_URL', MICROSOFT, createMicrosoftEndpoints);
