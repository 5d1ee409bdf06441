import type { DeletionPreview } from '@throughline/api-client';

/** The counts of an account without data. */
export const nothing: DeletionPreview['counts'] = {
  items: 0,
  items_in_progress: 0,
  deliveries_in_progress: 0,
  libraries: 0,
  tokens: 0,
  sign_ins: 0,
  passkeys: 0,
  identities: 0,
  credentials: 0,
  outputs: 0,
  sources: 0,
  jobs: 0,
  channels: 0,
  webhooks: 0,
  templates: 0,
  exports: 0,
};
