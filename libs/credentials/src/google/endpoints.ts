import { endpointsSetting, type OAuthEndpoints } from '../oauth/endpoints.js';

export type GoogleEndpoints = OAuthEndpoints;

export const GOOGLE: GoogleEndpoints = {
  consentUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  apiUrl: 'https://www.googleapis.com',
};

export const createGoogleEndpoints = (origin: string): GoogleEndpoints => ({
  consentUrl: `${origin}/o/oauth2/v2/auth`,
  tokenUrl: `${origin}/token`,
  apiUrl: origin,
});

/** Replaces the addresses of Google in the configuration of a service. */
export const googleSetting = endpointsSetting('TL_GOOGLE_URL', GOOGLE, createGoogleEndpoints);
