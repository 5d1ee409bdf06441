import { Module } from '@nestjs/common';
import { AdministrationLog } from '../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { Background } from '../../kit/background.js';
import { DocumentsModule } from '../../kinds/documents/documents.module.js';
import { FAILPOINT, NOW, ON_PROBLEM } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { ARTIFACTS, DOCUMENTS, RECORDINGS, SESSIONS } from '../../items/index.js';
import { HISTORY } from '../../adapters/log/index.js';
import { PeopleModule } from '../../people/people.module.js';
import { provide } from '../../kit/provide.js';
import { QuotasModule } from '../../people/quotas/quotas.module.js';
import { RecordingsModule } from '../../kinds/recordings/recordings.module.js';
import { SessionsModule } from '../../kinds/sessions/sessions.module.js';
import { SECTION_TOKENS } from './exports/data-sections.js';
import { ExportRunner } from './exports/export-runner.js';
import { EXPORT_STORE } from './exports/export-store.js';
import { ExportsController } from './exports/exports.controller.js';
import { Exports } from './exports/exports.js';

/** Exports of crashed gateways, and exports that wait for a service, are looked for this often. */
const RESUME_MS = 5_000;
const ORPHANS_EVERY_MS = 600_000;

/** The rights of users over their data. */
@Module({
  imports: [AdministrationLogModule, HttpModule, PeopleModule, QuotasModule, RecordingsModule, DocumentsModule, SessionsModule],
  controllers: [ExportsController],
  providers: [
    provide(
      ExportRunner,
      {
        ...SECTION_TOKENS,
        store: EXPORT_STORE,
        recordings: RECORDINGS,
        documents: DOCUMENTS,
        transcriptions: SESSIONS,
        history: HISTORY,
        artifacts: ARTIFACTS,
        now: NOW,
        failpoint: FAILPOINT,
        onProblem: ON_PROBLEM,
        background: Background,
      },
      ({ background, recordings, documents, transcriptions, ...ports }) => {
        const runner = new ExportRunner({
          ...ports,
          items: { recordings, documents, sessions: transcriptions },
        });
        background.every(RESUME_MS, 'continue exports', () => runner.resume());
        background.sweep(ORPHANS_EVERY_MS, 'expired exports removed', (signal) => runner.removeOrphans(signal));
        return runner;
      },
    ),
    provide(Exports, { store: EXPORT_STORE, log: AdministrationLog, runner: ExportRunner, artifacts: ARTIFACTS }),
  ],
})
export class MyDataModule {}
