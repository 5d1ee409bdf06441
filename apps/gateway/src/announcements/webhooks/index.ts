export { findAttention, findCredential } from './attention.js';
export type { WebhookEndpoint } from './webhook-endpoint.js';
export { WEBHOOK_STORE, type WebhookStore } from './webhook-store.js';
