import { toResponseError } from '../google/google-errors.js';
import { GOOGLE_CLIENT } from '../google/services.js';
import { toGraphError } from '../microsoft/graph-errors.js';
import { MICROSOFT_CLIENT } from '../microsoft/service.js';
import { readIdToken } from '../oauth/id-token.js';
import type { AccountIdentity, IdentityRequest, OAuthService } from '../oauth/oauth-service.js';
import { unreadableError } from '../oauth/service-errors.js';

/** The tokens of mailboxes open no other API, so the ID token names the account. */
const identifyBy =
  (label: string) =>
  ({ idToken }: IdentityRequest): Promise<AccountIdentity> => {
    const account = readIdToken(idToken);
    return account === undefined ? Promise.reject(unreadableError(200, label)) : Promise.resolve(account);
  };

export const GMAIL_SCOPE = 'https://mail.google.com/';
const ADDRESS_SCOPE = 'https://www.googleapis.com/auth/userinfo.email';

/** Mailboxes at Google (https://developers.google.com/workspace/gmail/imap/xoauth2-protocol). */
export const gmailService: OAuthService = {
  label: 'Google',
  words: { ...GOOGLE_CLIENT, type: 'Mailbox at Google (Gmail)' },
  scopes: [GMAIL_SCOPE, ADDRESS_SCOPE, 'openid'],
  scopeTexts: {
    [GMAIL_SCOPE]: 'Read, compose, send, and permanently delete all your email from Gmail',
    [ADDRESS_SCOPE]: 'See your primary Google Account email address',
  },
  silentScopes: ['openid'],
  consent: { access_type: 'offline', prompt: 'consent' },
  toError: toResponseError,
  identify: identifyBy('Google'),
  isNamedByConsent: true,
};

export const OUTLOOK_SCOPE = 'https://outlook.office.com/IMAP.AccessAsUser.All';

/**
 * Mailboxes at Microsoft
 * (https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth).
 */
export const outlookService: OAuthService = {
  label: 'Microsoft',
  words: { ...MICROSOFT_CLIENT, type: 'Mailbox at Microsoft (Outlook)' },
  scopes: [OUTLOOK_SCOPE, 'offline_access', 'openid', 'profile'],
  // The refresh token and the ID token show that they were granted.
  silentScopes: ['offline_access', 'openid', 'profile'],
  consent: { response_mode: 'query', prompt: 'select_account' },
  reconnectCodes: ['interaction_required', 'consent_required', 'login_required'],
  toError: toGraphError,
  identify: identifyBy('Microsoft'),
  isNamedByConsent: true,
};
