import type { ChannelStore } from '../../../channels/index.js';
import type { CredentialStore } from '../../../credentials/index.js';
import type { JobStore } from '../../../batches/jobs/index.js';
import type { OwnOutputStore } from '../../../outputs/index.js';
import type { IdentityStore, PasskeyStore, SessionStore, TokenStore } from '../../../people/index.js';
import type { SourceStore } from '../../../sources/index.js';
import type { TemplateStore } from '../../../templates/index.js';
import type { WebhookStore } from '../../../announcements/webhooks/index.js';
import type { ExportStore } from '../exports/export-store.js';
import type { DeletionCounts } from './account-deletion.js';
import type { AccountItems } from './account-items.js';

export interface CountPorts {
  readonly accountItems: Pick<AccountItems, 'count'>;
  readonly tokens: Pick<TokenStore, 'list'>;
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly passkeys: Pick<PasskeyStore, 'list'>;
  readonly identities: Pick<IdentityStore, 'list'>;
  readonly exports: Pick<ExportStore, 'list'>;
  readonly credentialStore: Pick<CredentialStore, 'list'>;
  readonly ownOutputs: Pick<OwnOutputStore, 'list'>;
  readonly sources: Pick<SourceStore, 'list'>;
  readonly jobs: Pick<JobStore, 'list'>;
  readonly channelStore: Pick<ChannelStore, 'list'>;
  readonly webhooks: Pick<WebhookStore, 'list'>;
  readonly templates: Pick<TemplateStore, 'load'>;
}

const RUNNING = ['DOWNLOADING', 'PROCESSING', 'UPLOADING'];

/** Counts the parts of an account, and of these libraries. */
export async function countAccount(ports: CountPorts, userId: string, libraries: readonly string[]): Promise<DeletionCounts> {
  const { accountItems } = ports;
  const ofUser = async (store: { list(id: string): Promise<readonly unknown[]> }): Promise<number> =>
    (await store.list(userId)).length;
  const ofLibraries = async (list: (library: string) => Promise<readonly unknown[]>): Promise<number> =>
    (await Promise.all(libraries.map(list))).reduce((sum, found) => sum + found.length, 0);
  return {
    items: await accountItems.count(libraries),
    items_in_progress: await accountItems.count(libraries, RUNNING),
    deliveries_in_progress: await accountItems.count(libraries, ['UPLOADING']),
    libraries: libraries.length,
    tokens: await ofUser(ports.tokens),
    sign_ins: await ofUser(ports.sessions),
    passkeys: await ofUser(ports.passkeys),
    identities: await ofUser(ports.identities),
    credentials: await ofLibraries((library) => ports.credentialStore.list(library)),
    outputs: await ofLibraries((library) => ports.ownOutputs.list(library)),
    sources: await ofLibraries((library) => ports.sources.list(library)),
    jobs: await ofLibraries((library) => ports.jobs.list(library)),
    channels: await ofLibraries((library) => ports.channelStore.list(library)),
    webhooks: await ofLibraries((library) => ports.webhooks.list(library)),
    templates: await ofLibraries(async (library) => (await ports.templates.load(library)).templates),
    exports: await ofUser(ports.exports),
  };
}
