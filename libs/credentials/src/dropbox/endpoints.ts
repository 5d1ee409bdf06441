import { endpointsSetting, type OAuthEndpoints } from '../oauth/endpoints.js';

export interface DropboxEndpoints extends OAuthEndpoints {
  /** The host of uploads and downloads. Without a slash at its end. */
  readonly contentUrl: string;
}

export const DROPBOX: DropboxEndpoints = {
  consentUrl: 'https://www.dropbox.com/oauth2/authorize',
  tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
  apiUrl: 'https://api.dropboxapi.com/2',
  contentUrl: 'https://content.dropboxapi.com/2',
};

export const createDropboxEndpoints = (origin: string): DropboxEndpoints => ({
  consentUrl: `${origin}/oauth2/authorize`,
  tokenUrl: `${origin}/oauth2/token`,
  apiUrl: `${origin}/2`,
  contentUrl: `${origin}/2`,
});

/** Replaces the addresses of Dropbox in the configuration of a service. */
export const dropboxSetting = endpointsSetting('TL_DROPBOX_URL', DROPBOX, createDropboxEndpoints);
