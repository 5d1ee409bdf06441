import { randomBytes } from 'node:crypto';
import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import { PIPELINES } from '@throughline/contracts';
import { CredentialWriter, DROPBOX, GOOGLE, MICROSOFT, OAuthProviders, VK } from '@throughline/credentials';
import { isAttemptRunning } from '@throughline/domain';
import { AssetCommands, AssetImports, QuarantineCommands } from '@throughline/engine';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { systemClock } from '@throughline/messaging';
import { MemoryKeyValueStore, MemoryLeases } from '@throughline/messaging/testing';
import { AllowList } from '@throughline/outgoing';
import { Health, Metrics, createLogger, type Failpoint } from '@throughline/service-kit';
import { Subject } from 'rxjs';
import type { Change } from '../adapters/projection/change-feed.js';
import type { GatewayLimits, GatewaySettings } from '../gateway-settings.js';
import { Mirrors } from '../channels/mirrors/mirrors.js';
import { ClientPositions } from '../adapters/projection/client-positions.js';
import { LiveProgress } from '../workers/live-progress.js';
import { StallWatch } from '../workers/stall-watch.js';
import type { GatewayPorts } from './gateway-ports.js';
import { MemoryAccountRows } from './memory-account-rows.js';
import { MemoryAdministrationLogStore } from './memory-administration-log-store.js';
import { MemoryBulkCommandStore } from './memory-bulk-command-store.js';
import { MemoryUploadServiceClient } from './memory-upload-service-client.js';
import { MemoryChannelStore } from './memory-channel-store.js';
import { MemoryCredentialStore } from './memory-credential-store.js';
import { MemoryDuplicateStore } from './memory-duplicate-store.js';
import { MemoryDeletionStore } from './memory-deletion-store.js';
import { MemoryEngineService } from './memory-engine-service.js';
import { MemoryExportStore } from './memory-export-store.js';
import { MemoryIdempotencyStore } from './memory-idempotency-store.js';
import { MemoryPublishedSetStore } from './memory-published-set-store.js';
import { MemoryIdentityStore } from './memory-identity-store.js';
import { MemoryInvitationStore } from './memory-invitation-store.js';
import { MemoryJobStore } from './memory-job-store.js';
import { MemoryNoticeStore } from './memory-notice-store.js';
import { MemoryOutputItems } from './memory-output-items.js';
import { MemoryOutputService } from './memory-output-service.js';
import { MemoryAttemptStore } from './memory-attempt-store.js';
import { MemoryPasskeyStore } from './memory-passkey-store.js';
import { MemoryPastRows } from './memory-past-rows.js';
import { MemoryPictureService } from './memory-picture-service.js';
import { MemoryOwnOutputStore } from './memory-own-output-store.js';
import { MemoryProjection } from './memory-projection.js';
import { MemoryQuotaBook } from './memory-quota-book.js';
import { MemoryQuotaLimitStore } from './memory-quota-limit-store.js';
import { MemoryQuarantineRows } from './memory-quarantined.js';
import { MemoryItemRows } from './memory-rows.js';
import { MemoryRestingItems } from './memory-resting-items.js';
import { MemorySearchIndex } from './memory-search-index.js';
import { MemorySelectionStore } from './memory-selection-store.js';
import { MemorySessionStore } from './memory-session-store.js';
import { CHEAP_PASSWORDS, MemoryShareLinkStore } from './memory-share-link-store.js';
import { MemorySourceService } from './memory-source-service.js';
import { MemorySourceStore } from './memory-source-store.js';
import { MemoryDocumentRuleStore } from './memory-document-rule-store.js';
import { MemoryRuledDocuments } from './memory-ruled-documents.js';
import { MemoryTemplateStore } from './memory-template-store.js';
import { MemoryTemplateUses } from './memory-template-uses.js';
import { MemoryTokenStore } from './memory-token-store.js';
import { MemoryUploadStore } from './memory-upload-store.js';
import { MemoryUserStore } from './memory-user-store.js';
import { MemoryWebhookStore } from './memory-webhook-store.js';
import { projectedItems } from './projected-items.js';
import { WorkerRegistry } from '../workers/worker-registry.js';
import type { Position } from '@throughline/event-store';

/** The settings that a spec may change, and what takes the place of parts in memory. */
export interface MemoryOptions {
  limits?: Partial<GatewayLimits>;
  ports?: Partial<GatewayPorts>;
  failpoint?: Failpoint;
  settings?: Partial<
    Pick<
      GatewaySettings,
      | 'bootstrapToken'
      | 'metricsToken'
      | 'outputs'
      | 'outputPatterns'
      | 'runDefaults'
      | 'simulation'
      | 'fetchAllowed'
      | 'deletedKeepMs'
      | 'retention'
      | 'quotas'
      | 'webDir'
      | 'publicUrl'
      | 'trustProxy'
      | 'zoom'
      | 'smtp'
      | 'masterKey'
      | 'oidc'
      | 'invitationsCreateUsers'
      | 'shareLinks'
    >
  >;
}

export interface MemoryParts {
  readonly ports: GatewayPorts;
  readonly store: MemoryEventStore;
  readonly artifacts: MemoryArtifactStore;
  readonly rows: MemoryItemRows;
  readonly projection: MemoryProjection;
  readonly changes: Subject<Change | undefined>;
  readonly live: LiveProgress;
  readonly searchIndex: MemorySearchIndex;
  readonly users: MemoryUserStore;
  readonly tokens: MemoryTokenStore;
  close(): void;
}

/** A log that was replaced: positions never go back, and who watches the changes of rows keeps watching. */
export interface FormerLog {
  readonly last: Position;
  readonly changes: Subject<Change | undefined>;
}

/** Creates everything that a gateway keeps outside its process. */
export function createMemoryParts(options: MemoryOptions, former?: FormerLog): MemoryParts {
  const now = options.ports?.now ?? ((): Date => new Date());
  const [store, artifacts] = [new MemoryEventStore({ startAfter: former?.last }), new MemoryArtifactStore()];
  const changes = former?.changes ?? new Subject<Change | undefined>();
  const rows = new MemoryItemRows();
  const sessionRows = new MemoryItemRows(['session']);
  const documentRows = new MemoryItemRows(['document']);
  const itemRows = new MemoryItemRows(PIPELINES, [rows, sessionRows, documentRows]);
  const projection = new MemoryProjection(store, changes, [rows, sessionRows, documentRows]);
  const users = new MemoryUserStore(now);
  const tokens = new MemoryTokenStore(users, now);
  const sessions = new MemorySessionStore(users, now);
  const passkeys = new MemoryPasskeyStore(now);
  const identities = new MemoryIdentityStore(users, passkeys, now);
  const channels: MemoryChannelStore = new MemoryChannelStore(now, {
    isDisabled: (id) => !users.libraries.hasOwner(id),
    hasCredential: (id) => credentials.has(id),
  });
  const given = options.ports?.credentials;
  const credentials =
    given instanceof MemoryCredentialStore
      ? given
      : new MemoryCredentialStore(now, (id) => channels.uses(id) || ownOutputs.uses(id) || sources.uses(id));
  const ownOutputs: MemoryOwnOutputStore = new MemoryOwnOutputStore(now, (id) => credentials.has(id));
  const sources: MemorySourceStore = new MemorySourceStore(
    now,
    (id) => credentials.has(id),
    (id) => credentials.get(id),
  );
  const webhooks = new MemoryWebhookStore(
    now,
    () => projectedItems([rows, sessionRows, documentRows]),
    (id) => !users.libraries.hasOwner(id),
  );
  const shareLinks = new MemoryShareLinkStore(now);
  const publishedSets = new MemoryPublishedSetStore(now);
  const search = new MemorySearchIndex(() => now().getTime());
  const stop = new AbortController();
  const mirrors = new Mirrors();
  void mirrors.follow(new MemoryKeyValueStore(), stop.signal);
  const live = new LiveProgress();
  const leases = new MemoryLeases();
  const commands = new AssetCommands(store, now);
  const stalls = new StallWatch({
    leases,
    isRunning: async (attempt) => isAttemptRunning((await commands.load(attempt.assetId))?.state, attempt),
    clock: systemClock,
    onProblem: () => undefined,
  });
  const ports: GatewayPorts = {
    administrationLog: new MemoryAdministrationLogStore(now),
    commands,
    acts: new QuarantineCommands(store, now),
    imports: new AssetImports(store),
    quarantined: new MemoryQuarantineRows(rows, store),
    artifacts,
    rows,
    sessionRows,
    documentRows,
    itemRows,
    inbox: { senders: () => Promise.resolve([]), pull: () => Promise.resolve(), answer: () => Promise.resolve() },
    forecastRows: {
      durations: () => Promise.resolve(new Map()),
      places: () => Promise.resolve(new Map()),
      running: () => Promise.resolve([]),
      transcriptions: () => Promise.resolve([]),
    },
    tokens,
    users,
    libraries: users.libraries,
    invitations: new MemoryInvitationStore(users, now),
    shareLinks,
    publishedSets,
    sharePasswords: CHEAP_PASSWORDS,
    sessions,
    identities,
    passkeys,
    accountRows: new MemoryAccountRows({ users, tokens, sessions, identities, passkeys, shareLinks, publishedSets }),
    deletions: new MemoryDeletionStore(() => now().getTime()),
    attempts: new MemoryAttemptStore(now),
    idempotency: new MemoryIdempotencyStore(),
    changes,
    uploads: new MemoryUploadStore(now),
    credentials,
    secrets: new CredentialWriter(new MemoryKeyValueStore(), randomBytes(32)),
    consent: new OAuthProviders({ google: GOOGLE, dropbox: DROPBOX, microsoft: MICROSOFT, vk: VK }, AllowList.nothing),
    channels,
    bulkCommands: new MemoryBulkCommandStore(() => now().getTime()),
    jobs: new MemoryJobStore(() => now().getTime()),
    templates: new MemoryTemplateStore(now),
    documentRules: new MemoryDocumentRuleStore(now),
    ruledDocuments: new MemoryRuledDocuments(documentRows),
    restingItems: new MemoryRestingItems([rows, sessionRows, documentRows]),
    templateUses: new MemoryTemplateUses([rows, sessionRows, documentRows]),
    outputItems: new MemoryOutputItems([rows, sessionRows, documentRows]),
    uploadService: new MemoryUploadServiceClient(),
    engines: new MemoryEngineService(),
    pictures: new MemoryPictureService(artifacts),
    mirrors,
    ownOutputs,
    quotaLimits: new MemoryQuotaLimitStore(),
    quotaBook: new MemoryQuotaBook([rows, sessionRows, documentRows], () => now().getTime()),
    outputService: new MemoryOutputService(),
    sources,
    syncs: sources,
    sourceService: new MemorySourceService(),
    webhooks,
    webhookQueue: webhooks,
    searchReader: search,
    searchService: { refill: () => search.refill() },
    duplicates: new MemoryDuplicateStore(
      () => itemRows.all(),
      (libraryId) => search.similarTexts(libraryId),
      now,
    ),
    selections: new MemorySelectionStore(() => now().getTime()),
    notices: new MemoryNoticeStore(now, (id) => !users.libraries.hasOwner(id)),
    exports: new MemoryExportStore(() => now().getTime()),
    freeBytes: () => Promise.resolve(undefined),
    storageProblem: () => Promise.resolve(undefined),
    past: new MemoryPastRows(rows),
    documentPast: new MemoryPastRows(documentRows),
    projected: projection,
    live,
    stalls,
    leases,
    history: store,
    shown: new ClientPositions(),
    workers: new WorkerRegistry(systemClock, 5_000),
    health: new Health('gateway'),
    metrics: new Metrics('gateway'),
    failpoint: options.failpoint ?? (() => Promise.resolve()),
    log: createLogger({ service: 'gateway', level: 'silent' }),
    now,
    ...options.ports,
  };
  const setUps = [ports.credentials, ports.ownOutputs, ports.sources, ports.webhooks, ports.jobs, ports.channels];
  users.libraries.isSetUp = async (id) => (await Promise.all(setUps.map((one) => one.list(id)))).some(({ length }) => length > 0);
  return {
    ports,
    store,
    artifacts,
    rows,
    projection,
    changes,
    live,
    searchIndex: search,
    users,
    tokens,
    close: () => {
      stop.abort();
      projection.close();
    },
  };
}
