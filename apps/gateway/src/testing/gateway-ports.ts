import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { AssetCommands, AssetImports, QuarantineCommands } from '@throughline/engine';
import { Health, Metrics } from '@throughline/service-kit';
import { ADMINISTRATION_LOG_STORE } from '../people/administration-log/administration-log-store.js';
import { BULK_COMMAND_STORE } from '../batches/bulk/bulk-command-store.js';
import { CHANNEL_STORE } from '../channels/channel-store.js';
import { Mirrors } from '../channels/mirrors/mirrors.js';
import { UPLOAD_SERVICE } from '../channels/upload-service-client.js';
import { OUTPUT_ACCOUNTS, SOURCE_ACCOUNTS } from '../credentials/account-tests.js';
import { CREDENTIAL_STORE } from '../credentials/credential-store.js';
import { CONSENT_PROVIDERS, SECRET_STORE } from '../credentials/provider.js';
import { ENGINE_SERVICE } from '../workers/engines/engine-service.js';
import { INBOX } from '../exchange/external/inbox.js';
import { FAILPOINT, LOG, NOW } from '../gateway-context.js';
import { IDEMPOTENCY_STORE } from '../kit/http/idempotency/idempotency-store.js';
import { ITEM_LINKS } from '../items/commands/life.controller.js';
import { FORECAST_ROWS } from '../items/estimates/forecast-rows.js';
import { ARTIFACTS, FREE_BYTES, STORAGE_PROBLEM } from '../items/files/artifacts.js';
import { SELECTION_STORE } from '../items/files/selections/selection-store.js';
import { PICTURE_SERVICE } from '../items/files/picture-service.js';
import { PAST_DOCUMENT_ROWS, PAST_RECORDING_ROWS } from '../items/history/past-rows.js';
import { RULED_DOCUMENTS } from '../adapters/projection/ruled-documents.js';
import { DOCUMENT_RULE_STORE } from '../document-rules/document-rule-store.js';
import { RUN_RULES } from '../items/runs/run-rules.js';
import { SAVED_SETTINGS } from '../items/runs/saved-settings.js';
import { JOB_STORE } from '../batches/jobs/job-store.js';
import { HISTORY } from '../adapters/log/history.js';
import { ACCOUNT_ROWS } from '../exchange/my-data/deletion/account-rows.js';
import { DUPLICATE_STORE } from '../duplicates/duplicate-store.js';
import { DELETION_STORE } from '../exchange/my-data/deletion/deletion-store.js';
import { EXPORT_STORE } from '../exchange/my-data/exports/export-store.js';
import { NOTICE_STORE } from '../announcements/notices/notice-store.js';
import { OUTPUT_SERVICE } from '../outputs/output-service.js';
import { OWN_OUTPUT_STORE } from '../outputs/own/own-output-store.js';
import { QUOTA_BOOK } from '../people/quotas/quota-book.js';
import { QUOTA_LIMIT_STORE } from '../people/quotas/quota-limit-store.js';
import { INVITATION_STORE } from '../people/invitations/invitation-store.js';
import { LIBRARY_STORE } from '../people/libraries/library-store.js';
import { IDENTITY_STORE } from '../people/identities/identity-store.js';
import { ATTEMPT_STORE } from '../people/passkeys/attempt-store.js';
import { PASSKEY_STORE } from '../people/passkeys/passkey-store.js';
import { SESSION_STORE } from '../people/sign-in/session-store.js';
import { TOKEN_STORE } from '../people/tokens/token-store.js';
import { USER_STORE } from '../people/users/user-store.js';
import { CHANGE_FEED } from '../adapters/projection/change-feed.js';
import { ClientPositions } from '../adapters/projection/client-positions.js';
import { OUTPUT_ITEMS } from '../adapters/projection/output-items.js';
import { PROJECTION_CHANGES } from '../adapters/projection/projected.js';
import { QUARANTINED_ROWS, DOCUMENT_ROWS, ITEM_ROWS, RECORDING_ROWS, SESSION_ROWS } from '../adapters/projection/rows.js';
import { RESTING_ITEMS } from '../adapters/projection/resting-items.js';
import { TEMPLATE_USES } from '../adapters/projection/template-uses.js';
import type { TokenOf } from '../kit/provide.js';
import { PUBLISHED_SET_STORE } from '../sharing/published/published-set-store.js';
import { itemLinksOf } from '../sharing/item-links.js';
import { SHARE_LINK_STORE } from '../sharing/share-link-store.js';
import { SharePasswords } from '../sharing/share-password.js';
import { IndexingModule, TEXTS } from '../search/indexing/indexing.module.js';
import { SEARCH_INDEX, SEARCH_READER, type SearchIndex } from '../search/search-index.js';
import { SEARCH_SERVICE } from '../search/search-service.js';
import { SOURCE_SERVICE } from '../sources/source-service.js';
import { SOURCE_STORE } from '../sources/source-store.js';
import { SYNC_STORE } from '../sources/syncs/sync-store.js';
import { KNOWN_SOURCES } from '../templates/known-sources.js';
import { TEMPLATE_STORE } from '../templates/template-store.js';
import { UPLOAD_STORE } from '../exchange/uploads/upload-store.js';
import { WEBHOOK_QUEUE, WEBHOOK_STORE } from '../announcements/webhooks/webhook-store.js';
import { LEASES, StallWatch } from '../workers/stall-watch.js';
import { LiveProgress } from '../workers/live-progress.js';
import { WorkerRegistry } from '../workers/worker-registry.js';

/** The tokens of the adapters, by the names that specs use. */
const ADAPTERS = {
  administrationLog: ADMINISTRATION_LOG_STORE,
  tokens: TOKEN_STORE,
  sessions: SESSION_STORE,
  identities: IDENTITY_STORE,
  passkeys: PASSKEY_STORE,
  attempts: ATTEMPT_STORE,
  users: USER_STORE,
  libraries: LIBRARY_STORE,
  invitations: INVITATION_STORE,
  shareLinks: SHARE_LINK_STORE,
  publishedSets: PUBLISHED_SET_STORE,
  sharePasswords: SharePasswords,
  credentials: CREDENTIAL_STORE,
  secrets: SECRET_STORE,
  consent: CONSENT_PROVIDERS,
  channels: CHANNEL_STORE,
  bulkCommands: BULK_COMMAND_STORE,
  jobs: JOB_STORE,
  templates: TEMPLATE_STORE,
  documentRules: DOCUMENT_RULE_STORE,
  ruledDocuments: RULED_DOCUMENTS,
  restingItems: RESTING_ITEMS,
  templateUses: TEMPLATE_USES,
  outputItems: OUTPUT_ITEMS,
  uploadService: UPLOAD_SERVICE,
  engines: ENGINE_SERVICE,
  pictures: PICTURE_SERVICE,
  mirrors: Mirrors,
  ownOutputs: OWN_OUTPUT_STORE,
  quotaLimits: QUOTA_LIMIT_STORE,
  quotaBook: QUOTA_BOOK,
  outputService: OUTPUT_SERVICE,
  sources: SOURCE_STORE,
  syncs: SYNC_STORE,
  sourceService: SOURCE_SERVICE,
  webhooks: WEBHOOK_STORE,
  webhookQueue: WEBHOOK_QUEUE,
  searchReader: SEARCH_READER,
  searchService: SEARCH_SERVICE,
  duplicates: DUPLICATE_STORE,
  selections: SELECTION_STORE,
  notices: NOTICE_STORE,
  exports: EXPORT_STORE,
  deletions: DELETION_STORE,
  accountRows: ACCOUNT_ROWS,
  commands: AssetCommands,
  acts: QuarantineCommands,
  imports: AssetImports,
  quarantined: QUARANTINED_ROWS,
  artifacts: ARTIFACTS,
  rows: RECORDING_ROWS,
  forecastRows: FORECAST_ROWS,
  sessionRows: SESSION_ROWS,
  documentRows: DOCUMENT_ROWS,
  itemRows: ITEM_ROWS,
  idempotency: IDEMPOTENCY_STORE,
  changes: CHANGE_FEED,
  projected: PROJECTION_CHANGES,
  past: PAST_RECORDING_ROWS,
  documentPast: PAST_DOCUMENT_ROWS,
  uploads: UPLOAD_STORE,
  freeBytes: FREE_BYTES,
  storageProblem: STORAGE_PROBLEM,
  live: LiveProgress,
  stalls: StallWatch,
  leases: LEASES,
  history: HISTORY,
  shown: ClientPositions,
  workers: WorkerRegistry,
  inbox: INBOX,
};

const CONTEXT = { now: NOW, failpoint: FAILPOINT, log: LOG, health: Health, metrics: Metrics };

type Values<Tokens> = {
  readonly [Name in keyof Tokens]: Tokens[Name] extends TokenOf<infer Value> ? Value : never;
};
export type GatewayPorts = Values<typeof ADAPTERS> & Values<typeof CONTEXT>;

class MemoryAdaptersModule {}

/** Returns the module that takes the place of the real adapters. */
/** `searchIndex` is what the process of the search writes, which runs in that of the gateway here. */
export function adaptersOf(ports: GatewayPorts, searchIndex: SearchIndex): DynamicModule {
  const providers = Object.entries(ADAPTERS).map(([name, provide]) => ({
    provide,
    useValue: ports[name as keyof typeof ADAPTERS],
  }));
  const views = [
    { provide: OUTPUT_ACCOUNTS, useValue: ports.outputService },
    { provide: SOURCE_ACCOUNTS, useValue: ports.sourceService },
    { provide: ITEM_LINKS, useValue: itemLinksOf([ports.shareLinks, ports.publishedSets]) },
    { provide: KNOWN_SOURCES, useValue: ports.sources },
    { provide: SAVED_SETTINGS, useValue: ports.templates },
    { provide: SEARCH_INDEX, useValue: searchIndex },
    { provide: TEXTS, useValue: ports.artifacts },
    { provide: RUN_RULES, useValue: ports.documentRules },
  ];
  return {
    module: MemoryAdaptersModule,
    global: true,
    imports: [IndexingModule],
    providers: [...providers, ...views],
    exports: [...providers, ...views],
  };
}

export const portsOf = (app: INestApplicationContext): GatewayPorts =>
  Object.fromEntries(
    Object.entries({ ...ADAPTERS, ...CONTEXT }).map(([name, token]) => [name, app.get<unknown>(token, { strict: false })]),
  ) as unknown as GatewayPorts;
