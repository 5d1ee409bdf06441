import { identifyByIdToken } from '../oauth/id-token.js';
import type { OAuthService } from '../oauth/oauth-service.js';
import { identifyDriveAccount, identifyYouTubeChannel } from './account-identity.js';
import { toResponseError } from './google-errors.js';

/** Access to all files of the account: users choose folders and shared drives that existed before. */
export const DRIVE_SCOPE = 'https://www.googleapis.com/auth/drive';
/** Uploads; playlists, captions and thumbnails; and the state of own videos. */
export const YOUTUBE_SCOPES: readonly string[] = ['upload', 'force-ssl', 'readonly'].map(
  (name) => `https://www.googleapis.com/auth/youtube.${name}`,
);

export const GMAIL_SCOPE = 'https://mail.google.com/';
const ADDRESS_SCOPE = 'https://www.googleapis.com/auth/userinfo.email';

/** https://developers.google.com/identity/protocols/oauth2/scopes */
const YOUTUBE_TEXTS: Readonly<Record<string, string>> = {
  'https://www.googleapis.com/auth/youtube.upload': 'Manage your YouTube videos',
  'https://www.googleapis.com/auth/youtube.force-ssl':
    'See, edit, and permanently delete your YouTube videos, ratings, comments and captions',
  'https://www.googleapis.com/auth/youtube.readonly': 'View your YouTube account',
};

/** The console of Google gives out clients as files. */
const GOOGLE_CLIENT = { clientId: 'Client id', clientSecret: 'Client secret', hasClientFile: true } as const;

/** Google returns a refresh token for a repeated consent only if both are set. */
const CONSENT = { access_type: 'offline', prompt: 'consent' };

export const googleService: OAuthService = {
  label: 'Google',
  words: { ...GOOGLE_CLIENT, type: 'Google Drive account' },
  scopes: [DRIVE_SCOPE],
  scopeTexts: { [DRIVE_SCOPE]: 'See, edit, create, and delete all of your Google Drive files' },
  consent: CONSENT,
  toError: toResponseError,
  identify: identifyDriveAccount,
};

export const youtubeService: OAuthService = {
  label: 'Google',
  words: { ...GOOGLE_CLIENT, type: 'YouTube channel' },
  scopes: YOUTUBE_SCOPES,
  scopeTexts: YOUTUBE_TEXTS,
  consent: CONSENT,
  toError: (answer) => toResponseError(answer, 'YouTube Data API'),
  identify: identifyYouTubeChannel,
};

/**
 * Mailboxes at Google (https://developers.google.com/workspace/gmail/imap/xoauth2-protocol). Their tokens open no other API, so
 * the ID token names the account.
 */
export const gmailService: OAuthService = {
  label: 'Google',
  words: { ...GOOGLE_CLIENT, type: 'Mailbox at Google (Gmail)' },
  scopes: [GMAIL_SCOPE, ADDRESS_SCOPE, 'openid'],
  scopeTexts: {
    [GMAIL_SCOPE]: 'Read, compose, send, and permanently delete all your email from Gmail',
    [ADDRESS_SCOPE]: 'See your primary Google Account email address',
  },
  silentScopes: ['openid'],
  consent: CONSENT,
  toError: toResponseError,
  identify: identifyByIdToken('Google'),
  isNamedByConsent: true,
};
