import { readFileSync } from 'node:fs';
import { getMetadataArgsStorage } from 'typeorm';
import '../../../adapters.module.js';
import { accountSections, librarySections, type SectionPorts } from './data-sections.js';

/** The parts of the archive that have the rows of a table. */
const CONTAINED: Readonly<Record<string, string | readonly string[]>> = {
  administration_log: 'administration-log',
  bulk_job: 'bulk-commands',
  channel: 'channels',
  credential: 'credentials',
  document_rule: 'document-rules',
  identity: 'identities',
  job: 'jobs',
  job_run: 'job-runs',
  library: 'settings',
  library_invitation: 'invitations',
  library_member: 'user',
  notice_setting: 'notices',
  passkey: 'passkeys',
  preset: 'outputs',
  quota_limit: 'quotas',
  session: 'sign-ins',
  podcast_feed: ['podcast-feeds', 'embeds'],
  share_link: 'share-links',
  source: 'sources',
  template: 'templates',
  token: 'tokens',
  upload: 'uploads',
  user: 'user',
  webhook_endpoint: 'webhooks',
};

/** Tables that no archive has. docs/privacy.md gives the reason of each. */
const LEFT_OUT = [
  ...['bulk_item', 'consent', 'data_export', 'idempotency_key', 'identity_session', 'identity_start', 'notice_cause'],
  ...[
    'passkey_challenge',
    'podcast_item',
    'quota_hold',
    'arrival',
    'dismissed_rule',
    'sign_in_attempt',
    'sign_in_link',
    'source_sighting',
    'source_sync',
    'upload_piece',
  ],
  ...['kept_duplicate', 'item_selection', 'webhook_attempt', 'webhook_item', 'webhook_message', 'account_deletion'],
];

describe('the tables behind an export', () => {
  it('are each contained in it, or left out by name', () => {
    const tables = getMetadataArgsStorage().tables.map(({ name }) => name);
    expect(tables.sort()).toEqual([...Object.keys(CONTAINED), ...LEFT_OUT].sort());
  });

  it('are the source of every part', () => {
    // Only the names of the parts are needed, so nothing is read.
    const none = {} as SectionPorts;
    const parts = [...Object.keys(accountSections(none, '')), ...Object.keys(librarySections(none, '')), 'administration-log'];
    expect([...new Set(Object.values(CONTAINED).flat())].sort()).toEqual(parts.sort());
  });

  it('that are left out are named by the documentation, with the reason', () => {
    const text = readFileSync(new URL('../../../../../../docs/privacy.md', import.meta.url), 'utf8');
    const named = text.split('## Export of your data')[1]?.split('\n## ')[0] ?? '';
    expect(LEFT_OUT.filter((table) => !named.includes(`\`${table}\``))).toEqual([]);
  });
});
