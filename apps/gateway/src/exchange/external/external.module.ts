import { Module } from '@nestjs/common';
import { systemClock } from '@throughline/messaging';
import { Metrics } from '@throughline/service-kit';
import { Background } from '../../kit/background.js';
import { NOW, ON_PROBLEM } from '../../gateway-context.js';
import { RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { INBOX } from './inbox.js';
import { InboxReader } from './inbox-reader.js';
import { InboxService } from './inbox-service.js';
import { DocumentsModule } from '../../kinds/documents/documents.module.js';
import { DOCUMENT_KIND, DOCUMENTS_PATH } from '../../kinds/documents/index.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { ARTIFACTS, DOCUMENTS, RECORDINGS, RECORDINGS_PATH, RECORDING_KIND, SESSIONS, SESSIONS_PATH } from '../../items/index.js';
import { provide } from '../../kit/provide.js';
import { RecordingsModule } from '../../kinds/recordings/recordings.module.js';
import { SESSION_KIND } from '../../kinds/sessions/index.js';
import { SessionsModule } from '../../kinds/sessions/sessions.module.js';
import { attemptsController } from './attempts.controller.js';
import { ExternalEventsController } from './external-events.controller.js';
import { ExternalEvents } from './external-events.js';
import { SenderCounts } from './sender-counts.js';
import { SendersController } from './senders.controller.js';
import { Senders } from './senders.js';

/** A new sender waits this long for its first verdict. */
const LOOK_EVERY_MS = 1_000;
/** More than a system needs that reports what it has done. A flood takes no more than this share of a gateway. */
const EVENTS_PER_SENDER = { burst: 100, perSecond: 20 };

/** Events of other systems, each of which becomes one command. */
@Module({
  imports: [HttpModule, RecordingsModule, DocumentsModule, SessionsModule],
  controllers: [
    ExternalEventsController,
    SendersController,
    attemptsController({ path: RECORDINGS_PATH, services: RECORDINGS, kind: RECORDING_KIND }),
    attemptsController({ path: DOCUMENTS_PATH, services: DOCUMENTS, kind: DOCUMENT_KIND }),
    attemptsController({ path: SESSIONS_PATH, services: SESSIONS, kind: SESSION_KIND }),
  ],
  providers: [
    provide(SenderCounts, { metrics: Metrics, now: NOW }, ({ metrics, now }) => new SenderCounts(metrics, () => now().getTime())),
    provide(
      Senders,
      { inbox: INBOX, counts: SenderCounts, now: NOW, onProblem: ON_PROBLEM },
      ({ now, ...ports }) => new Senders({ ...ports, since: now().toISOString() }),
    ),
    provide(
      ExternalEvents,
      { recordings: RECORDINGS, documents: DOCUMENTS, sessions: SESSIONS, artifacts: ARTIFACTS, counts: SenderCounts },
      ({ recordings, documents, sessions, ...ports }) =>
        new ExternalEvents({ ...ports, kinds: [recordings, documents, sessions].map(({ items }) => items) }),
    ),
    provide(
      InboxService,
      { inbox: INBOX, external: ExternalEvents, counts: SenderCounts, background: Background, onProblem: ON_PROBLEM },
      ({ background, ...ports }) => {
        const monotonic = (): number => performance.now();
        const rate = new RateLimiter(EVENTS_PER_SENDER, monotonic);
        const service = new InboxService(new InboxReader({ ...ports, rate, clock: systemClock }), monotonic);
        background.every(LOOK_EVERY_MS, 'look for events of other systems', () => service.round());
        return service;
      },
    ),
  ],
})
export class ExternalModule {}
