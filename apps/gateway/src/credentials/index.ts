export { CREDENTIAL_STORE, CREDENTIAL_USERS, type CredentialStore } from './credential-store.js';
