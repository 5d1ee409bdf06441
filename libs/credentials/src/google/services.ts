import type { OAuthService } from '../oauth/oauth-service.js';
import { identifyDriveAccount, identifyYouTubeChannel } from './account-identity.js';
import { toResponseError } from './google-errors.js';

/** Access to all files of the account: users choose folders and shared drives that existed before. */
export const DRIVE_SCOPE = 'https://www.googleapis.com/auth/drive';
/** Uploads; playlists, captions and thumbnails; and the state of own videos. */
export const YOUTUBE_SCOPES: readonly string[] = ['upload', 'force-ssl', 'readonly'].map(
  (name) => `https://www.googleapis.com/auth/youtube.${name}`,
);

/** Google returns a refresh token for a repeated consent only if both are set. */
const CONSENT = { access_type: 'offline', prompt: 'consent' };

export const googleService: OAuthService = {
  label: 'Google',
  scopes: [DRIVE_SCOPE],
  consent: CONSENT,
  toError: toResponseError,
  identify: identifyDriveAccount,
};

export const youtubeService: OAuthService = {
  label: 'Google',
  scopes: YOUTUBE_SCOPES,
  consent: CONSENT,
  toError: (answer) => toResponseError(answer, 'YouTube Data API'),
  identify: identifyYouTubeChannel,
};
