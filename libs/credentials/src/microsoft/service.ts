import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { identifyByIdToken } from '../oauth/id-token.js';
import type { AccountIdentity, IdentityRequest, OAuthService } from '../oauth/oauth-service.js';
import { parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';
import { toGraphError } from './graph-errors.js';

const Name = Type.String({ minLength: 1, maxLength: 320 });
const me = Compile(Type.Object({ id: Name, userPrincipalName: Name, mail: Type.Optional(Type.Union([Name, Type.Null()])) }));

/** Returns the signed-in user (https://learn.microsoft.com/graph/api/user-get). */
async function identify({ line, apiUrl, accessToken, signal }: IdentityRequest): Promise<AccountIdentity> {
  const answer = await line.ask(`${apiUrl}/me?$select=id,userPrincipalName,mail`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) throw toGraphError(answer);
  const raw = parseJsonOrUndefined(answer.text);
  if (!me.Check(raw)) throw unreadableError(answer.status, 'Microsoft');
  return { id: raw.id, name: raw.mail ?? raw.userPrincipalName };
}

const CLIENT = { clientId: 'Application (client) ID', clientSecret: 'Client secret value' } as const;

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow. Each refresh replaces the refresh token. */
const PLATFORM = {
  label: 'Microsoft',
  consent: { response_mode: 'query', prompt: 'select_account' },
  reconnectCodes: ['interaction_required', 'consent_required', 'login_required'],
  toError: toGraphError,
} as const;

/** Accounts for OneDrive. */
export const microsoftService: OAuthService = {
  ...PLATFORM,
  words: { ...CLIENT, type: 'Microsoft account (OneDrive)' },
  scopes: ['offline_access', 'User.Read', 'Files.ReadWrite'],
  // The refresh token shows that it was granted.
  silentScopes: ['offline_access'],
  identify,
};

export const OUTLOOK_SCOPE = 'https://outlook.office.com/IMAP.AccessAsUser.All';

/**
 * Mailboxes
 * (https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth).
 * Their tokens open no other API, so the ID token names the account.
 */
export const outlookService: OAuthService = {
  ...PLATFORM,
  words: { ...CLIENT, type: 'Mailbox at Microsoft (Outlook)' },
  scopes: [OUTLOOK_SCOPE, 'offline_access', 'openid', 'profile'],
  // The refresh token and the ID token show that they were granted.
  silentScopes: ['offline_access', 'openid', 'profile'],
  identify: identifyByIdToken('Microsoft'),
  isNamedByConsent: true,
};
