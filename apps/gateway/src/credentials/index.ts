export { OUTPUT_ACCOUNTS, SOURCE_ACCOUNTS, type AccountTests } from './account-tests.js';
export {
  LOSS_REASONS,
  LostCredentials,
  RECONNECT,
  type LossReason,
  type LostCredential,
  type RefusedTries,
} from './lost-credentials.js';
export { CREDENTIAL_REMOVAL, CREDENTIAL_STORE, type CredentialRemoval, type CredentialStore } from './credential-store.js';
