export {
  LOSS_REASONS,
  LostCredentials,
  RECONNECT,
  type LossReason,
  type LostCredential,
  type RefusedTries,
} from './lost-credentials.js';
export { CREDENTIAL_TYPES, type CredentialType } from './credential.js';
export {
  CREDENTIAL_REMOVAL,
  CREDENTIAL_STORE,
  CREDENTIAL_USERS,
  type CredentialRemoval,
  type CredentialStore,
} from './credential-store.js';
