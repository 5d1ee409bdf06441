import { Module, type DynamicModule } from '@nestjs/common';
import { AdministrationLogModule } from './people/administration-log/administration-log.module.js';
import { BulkModule } from './batches/bulk/bulk.module.js';
import { ChannelsModule } from './channels/channels.module.js';
import { CredentialsModule } from './credentials/credentials.module.js';
import { DocumentsModule } from './kinds/documents/documents.module.js';
import { DuplicatesModule } from './duplicates/duplicates.module.js';
import { EnginesModule } from './workers/engines/engines.module.js';
import { ContextModule, type GatewayContext } from './gateway-context.js';
import { ExternalModule } from './exchange/external/external.module.js';
import { HttpModule } from './kit/http/http.module.js';
import { ImportsModule } from './exchange/imports/imports.module.js';
import { ItemExportsModule } from './exchange/exports/item-exports.module.js';
import { JobsModule } from './batches/jobs/jobs.module.js';
import { LiveModule } from './live/live.module.js';
import { DeletionModule } from './exchange/my-data/deletion/deletion.module.js';
import { MyDataModule } from './exchange/my-data/my-data.module.js';
import { NoticesModule } from './announcements/notices/notices.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { OutputsModule } from './outputs/outputs.module.js';
import { OwnOutputsModule } from './outputs/own/own-outputs.module.js';
import { PeopleModule } from './people/people.module.js';
import { QuotasModule } from './people/quotas/quotas.module.js';
import { RecordingsModule } from './kinds/recordings/recordings.module.js';
import { SearchModule } from './search/search.module.js';
import { SessionsModule } from './kinds/sessions/sessions.module.js';
import { SharingModule } from './sharing/sharing.module.js';
import { SimulationModule } from './workers/simulation/simulation.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { DocumentRulesModule } from './document-rules/document-rules.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { TranscriptsModule } from './kinds/transcripts/transcripts.module.js';
import { UploadsModule } from './exchange/uploads/uploads.module.js';
import { WebhooksModule } from './announcements/webhooks/webhooks.module.js';

@Module({
  imports: [
    HttpModule,
    AdministrationLogModule,
    PeopleModule,
    RecordingsModule,
    DocumentsModule,
    DuplicatesModule,
    BulkModule,
    JobsModule,
    SessionsModule,
    TranscriptsModule,
    UploadsModule,
    LiveModule,
    ChannelsModule,
    CredentialsModule,
    TemplatesModule,
    DocumentRulesModule,
    QuotasModule,
    OutputsModule,
    OwnOutputsModule,
    SourcesModule,
    WebhooksModule,
    SearchModule,
    NoticesModule,
    MyDataModule,
    DeletionModule,
    ImportsModule,
    ItemExportsModule,
    SharingModule,
    SimulationModule,
    EnginesModule,
    ExternalModule,
    OperationsModule,
  ],
})
export class GatewayModule {
  static of(context: GatewayContext, adapters: DynamicModule): DynamicModule {
    // Nest closes global modules last, in reverse order: background work ends before the connections.
    return { module: GatewayModule, imports: [adapters, ContextModule.of(context)] };
  }
}
