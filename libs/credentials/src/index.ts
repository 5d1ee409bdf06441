export { DROPBOX, createDropboxEndpoints, dropboxSetting } from './dropbox/endpoints.js';
export type { DropboxEndpoints } from './dropbox/endpoints.js';
export { readSummary, toDropboxError } from './dropbox/dropbox-errors.js';
export { GOOGLE, createGoogleEndpoints, googleSetting } from './google/endpoints.js';
export type { GoogleEndpoints } from './google/endpoints.js';
export { readReason, toResponseError } from './google/google-errors.js';
export { DRIVE_SCOPE, GMAIL_SCOPE, YOUTUBE_SCOPES } from './google/services.js';
export { MICROSOFT, createMicrosoftEndpoints, microsoftSetting } from './microsoft/endpoints.js';
export type { MicrosoftEndpoints } from './microsoft/endpoints.js';
export { readGraphCode, toGraphError } from './microsoft/graph-errors.js';
export { OUTLOOK_SCOPE } from './microsoft/service.js';
export type { ServiceResponse } from './oauth/answer.js';
export { CALL_LIMITS, callWithin, silenceWithin } from './oauth/call-limits.js';
export type { CallLimits } from './oauth/call-limits.js';
export type { OAuthEndpoints } from './oauth/endpoints.js';
export { GrantRefusedError, OAuthProvider, createVerifier } from './oauth/oauth-provider.js';
export type { AccessToken, CodeGrant, ConsentRequest, OAuthClient, OAuthTokens } from './oauth/oauth-provider.js';
export {
  OAUTH_TYPES,
  OAuthProviders,
  accountSettings,
  createOAuthProvider,
  isOAuthType,
  isSourceService,
} from './providers/oauth-providers.js';
export type { CompanyEndpoints, OAuthType } from './providers/oauth-providers.js';
export { CREDENTIAL_TYPES, SECRET_FIELDS, credentialForm } from './providers/credential-types.js';
export type { CredentialForm, CredentialType, SecretField, SecretFieldName } from './providers/credential-types.js';
export type { AccountIdentity } from './oauth/oauth-service.js';
export { describeMissing } from './oauth/permissions.js';
export { ServiceClient } from './oauth/service-client.js';
export type { ServiceClientRequest, ServiceTimeouts } from './oauth/service-client.js';
export { busyError, parseJsonOrUndefined, unreadableError } from './oauth/service-errors.js';
export { AccessTokens, reconnectError } from './vault/access-tokens.js';
export type { AccessTokensOptions, TokenRefresher } from './vault/access-tokens.js';
export { CredentialTests, findAccount } from './vault/credential-tests.js';
export { CredentialWriters } from './vault/credential-writers.js';
export { CredentialWriter, CredentialVault } from './vault/credential-vault.js';
export type { CredentialId, StoredSecret } from './vault/credential-vault.js';
export type { OAuthGrant, Secret, CredentialStatus } from './vault/secret.js';
export { VK, createVkEndpoints, vkSetting } from './vk/endpoints.js';
export { ZOOM, createZoomEndpoints } from './zoom/endpoints.js';
export type { ZoomEndpoints } from './zoom/endpoints.js';
