import { Module, type DynamicModule } from '@nestjs/common';
import { ADMINISTRATION_LOG_STORE, AdministrationLog } from './people/administration-log/index.js';
import { AdministrationLogStoreModule } from './people/administration-log/administration-log-stores.module.js';
import { BulkCommandStoreModule } from './batches/bulk/bulk-command-store.module.js';
import { ChannelStoreModule, UploadServiceModule } from './channels/channel-stores.module.js';
import { CONFIG, type GatewayConfig } from './config.js';
import { CredentialServicesModule, CredentialStoreModule } from './credentials/credential-stores.module.js';
import { DatabaseModule } from './kit/database/database.module.js';
import { DuplicateStoreModule } from './duplicates/duplicate-stores.module.js';
import { EngineServiceModule } from './workers/engines/engine-service.module.js';
import { InboxModule } from './exchange/external/inbox.module.js';
import { LOG } from './gateway-context.js';
import { IdempotencyStoreModule } from './kit/http/idempotency/idempotency-store.module.js';
import { ItemStoresModule } from './items/item-stores.module.js';
import { SelectionStoreModule } from './items/files/selections/selection-stores.module.js';
import { DeletionStoreModule } from './exchange/my-data/deletion/deletion-stores.module.js';
import { ExportStoreModule } from './exchange/my-data/exports/export-stores.module.js';
import { NoticeStoreModule } from './announcements/notices/notice-stores.module.js';
import { OutputServiceModule, OwnOutputStoreModule } from './outputs/own-output-stores.module.js';
import { JobStoreModule } from './batches/jobs/job-stores.module.js';
import { HISTORY } from './adapters/log/history.js';
import { LogModule } from './adapters/log/log.module.js';
import { PeopleStoresModule } from './people/people-stores.module.js';
import { FirstUser } from './people/tokens/first-user.js';
import { TOKEN_STORE } from './people/tokens/token-store.js';
import { ProjectionStoresModule } from './adapters/projection/projection-stores.module.js';
import { provide } from './kit/provide.js';
import { QuotaStoresModule } from './people/quotas/quota-stores.module.js';
import { ShareLinkStoreModule } from './sharing/share-link-stores.module.js';
import { SearchStoreModule } from './search/search-stores.module.js';
import { SourceServiceModule, SourceStoreModule } from './sources/source-stores.module.js';
import { DocumentRuleStoreModule } from './document-rules/document-rule-stores.module.js';
import { TemplateStoreModule } from './templates/template-stores.module.js';
import { UploadStoreModule } from './exchange/uploads/upload-store.module.js';
import { WebhookStoreModule } from './announcements/webhooks/webhook-stores.module.js';
import { WorkersModule } from './workers/workers.module.js';

/** Global, because Nest closes global modules after all others, the last one first: background work still needs the connections. */
const CONNECTIONS = [{ module: LogModule, global: true }, DatabaseModule.after(HISTORY)];

const ADAPTERS = [
  ProjectionStoresModule,
  IdempotencyStoreModule,
  AdministrationLogStoreModule,
  PeopleStoresModule,
  ItemStoresModule,
  SelectionStoreModule,
  UploadStoreModule,
  CredentialStoreModule,
  CredentialServicesModule,
  ChannelStoreModule,
  UploadServiceModule,
  BulkCommandStoreModule,
  JobStoreModule,
  TemplateStoreModule,
  DocumentRuleStoreModule,
  QuotaStoresModule,
  EngineServiceModule,
  OwnOutputStoreModule,
  OutputServiceModule,
  SourceStoreModule,
  SourceServiceModule,
  WebhookStoreModule,
  SearchStoreModule,
  NoticeStoreModule,
  ExportStoreModule,
  DeletionStoreModule,
  ShareLinkStoreModule,
  DuplicateStoreModule,
  InboxModule,
  WorkersModule,
];

/** The modules of the adapters. Global, because specs replace them all by memory. */
@Module({
  imports: [...CONNECTIONS, ...ADAPTERS],
  providers: [
    provide(
      FirstUser,
      { tokens: TOKEN_STORE, store: ADMINISTRATION_LOG_STORE, config: CONFIG, log: LOG },
      ({ tokens, store, config, log }) => new FirstUser(tokens, new AdministrationLog(store), config.bootstrapToken, log),
    ),
  ],
  exports: ADAPTERS,
})
export class AdaptersModule {
  static of(config: GatewayConfig): DynamicModule {
    const provider = { provide: CONFIG, useValue: config };
    return { module: AdaptersModule, global: true, providers: [provider], exports: [provider] };
  }
}
