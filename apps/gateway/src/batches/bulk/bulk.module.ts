import { Module } from '@nestjs/common';
import { Background } from '../../kit/background.js';
import { DOCUMENT_KIND, DocumentBulkFilters } from '../../kinds/documents/index.js';
import { DocumentsModule } from '../../kinds/documents/documents.module.js';
import { FAILPOINT, ON_PROBLEM, SETTINGS } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { DOCUMENTS, RECORDINGS, RECORDING_KIND } from '../../items/index.js';
import { HISTORY } from '../../adapters/log/index.js';
import { USER_STORE } from '../../people/index.js';
import { ClientPositions } from '../../adapters/projection/index.js';
import { provide, type Token } from '../../kit/provide.js';
import { BulkFilters } from '../../kinds/recordings/index.js';
import { RecordingsModule } from '../../kinds/recordings/recordings.module.js';
import { BULK_COMMAND_STORE } from './bulk-command-store.js';
import { BulkController } from './bulk.controller.js';
import { BulkCommands } from './bulk-commands.js';
import { BulkRunner, type BulkServices } from './bulk-runner.js';
import { previewController } from './preview.controller.js';

/** Bulk commands of crashed gateways, and those that wait for a service, are looked for this often. */
const RESUME_MS = 5_000;

const SERVICES: Token<BulkServices> = Symbol('BulkServices');

/** One command for many items: previewed, then executed in the background. */
@Module({
  imports: [HttpModule, RecordingsModule, DocumentsModule],
  controllers: [
    previewController('recording', RECORDING_KIND, BulkFilters),
    previewController('document', DOCUMENT_KIND, DocumentBulkFilters),
    BulkController,
  ],
  providers: [
    provide(SERVICES, { recording: RECORDINGS, document: DOCUMENTS }, (services): BulkServices => services),
    provide(
      BulkRunner,
      {
        store: BULK_COMMAND_STORE,
        services: SERVICES,
        users: USER_STORE,
        history: HISTORY,
        shown: ClientPositions,
        failpoint: FAILPOINT,
        onProblem: ON_PROBLEM,
        settings: SETTINGS,
        background: Background,
      },
      ({ background, settings, ...ports }) => {
        const runner = new BulkRunner(ports);
        background.every(RESUME_MS, 'continue bulk commands', () => runner.resume());
        background.sweep(settings.sweepEveryMs, 'expired bulk commands removed', () => ports.store.removeExpired());
        return runner;
      },
    ),
    provide(BulkCommands, { store: BULK_COMMAND_STORE, runner: BulkRunner, services: SERVICES }),
  ],
  exports: [BulkCommands],
})
export class BulkModule {}
