import { Module } from '@nestjs/common';
import { Metrics } from '@throughline/service-kit';
import { DocumentsModule } from '../documents/documents.module.js';
import { DOCUMENT_KIND, DOCUMENTS_PATH } from '../documents/index.js';
import { HttpModule } from '../http/http.module.js';
import { ARTIFACTS, DOCUMENTS, RECORDINGS, RECORDINGS_PATH, RECORDING_KIND, SESSIONS } from '../items/index.js';
import { provide } from '../provide.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SESSIONS_PATH, SESSION_KIND } from '../sessions/index.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { attemptsController } from './attempts.controller.js';
import { ExternalEventsController } from './external-events.controller.js';
import { ExternalEvents } from './external-events.js';
import { SenderCounts } from './sender-counts.js';

/** Events of other systems, each of which becomes one command. */
@Module({
  imports: [HttpModule, RecordingsModule, DocumentsModule, SessionsModule],
  controllers: [
    ExternalEventsController,
    attemptsController({ path: RECORDINGS_PATH, services: RECORDINGS, kind: RECORDING_KIND }),
    attemptsController({ path: DOCUMENTS_PATH, services: DOCUMENTS, kind: DOCUMENT_KIND }),
    attemptsController({ path: SESSIONS_PATH, services: SESSIONS, kind: SESSION_KIND }),
  ],
  providers: [
    provide(SenderCounts, { metrics: Metrics }, ({ metrics }) => new SenderCounts(metrics)),
    provide(
      ExternalEvents,
      { recordings: RECORDINGS, documents: DOCUMENTS, sessions: SESSIONS, artifacts: ARTIFACTS, counts: SenderCounts },
      ({ recordings, documents, sessions, ...ports }) =>
        new ExternalEvents({ ...ports, kinds: [recordings, documents, sessions].map(({ items }) => items) }),
    ),
  ],
})
export class ExternalModule {}
