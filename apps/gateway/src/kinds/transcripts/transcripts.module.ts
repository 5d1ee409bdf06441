import { Module } from '@nestjs/common';
import { Background } from '../../kit/background.js';
import { FAILPOINT, NOW, ON_PROBLEM, SETTINGS } from '../../gateway-context.js';
import { ARTIFACTS, RECORDINGS, RECORDINGS_PATH, SESSIONS, SESSIONS_PATH } from '../../items/index.js';
import { HISTORY } from '../../adapters/log/index.js';
import { provide } from '../../kit/provide.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { CorrectionsController } from './corrections.controller.js';
import { Corrections } from './corrections.js';
import { PendingCorrections } from './pending-corrections.js';
import { SessionTranscriptController } from './session-transcript.controller.js';
import { SESSION_CORRECTIONS, SESSION_TRANSCRIPTS, SESSION_TRANSCRIPTS_SO_FAR } from './session-transcripts.js';
import { soFarController } from './so-far.controller.js';
import { TranscriptController } from './transcript.controller.js';
import { sessionSoFarOperation, transcriptSoFarOperation } from './transcripts.operations.js';
import { Transcripts } from './transcripts.js';
import { TranscriptsSoFar } from './transcripts-so-far.js';

const ORPHANS_EVERY_MS = 3_600_000;

@Module({
  imports: [RecordingsModule, SessionsModule],
  controllers: [
    TranscriptController,
    soFarController({ path: RECORDINGS_PATH, transcripts: TranscriptsSoFar, operation: transcriptSoFarOperation }),
    CorrectionsController,
    SessionTranscriptController,
    soFarController({
      path: SESSIONS_PATH,
      transcripts: SESSION_TRANSCRIPTS_SO_FAR,
      operation: sessionSoFarOperation,
    }),
  ],
  providers: [
    provide(
      Transcripts,
      { recordings: RECORDINGS, artifacts: ARTIFACTS, history: HISTORY },
      ({ recordings: { files }, ...ports }) => new Transcripts({ ...ports, files }),
    ),
    provide(
      TranscriptsSoFar,
      { recordings: RECORDINGS, artifacts: ARTIFACTS },
      ({ recordings: { files }, artifacts }) => new TranscriptsSoFar({ files, artifacts }),
    ),
    provide(
      PendingCorrections,
      {
        artifacts: ARTIFACTS,
        history: HISTORY,
        now: NOW,
        onError: ON_PROBLEM,
        settings: SETTINGS,
        background: Background,
      },
      ({ background, settings, ...ports }) => {
        const pending = new PendingCorrections(ports);
        background.sweep(ORPHANS_EVERY_MS, 'orphaned corrections removed', (signal) =>
          pending.sweep(settings.orphanAgeMs, signal),
        );
        return pending;
      },
    ),
    provide(
      Corrections,
      {
        recordings: RECORDINGS,
        transcripts: Transcripts,
        artifacts: ARTIFACTS,
        history: HISTORY,
        pending: PendingCorrections,
        failpoint: FAILPOINT,
        onError: ON_PROBLEM,
      },
      ({ recordings: { items }, ...ports }) => new Corrections({ ...ports, items }),
    ),
    provide(
      SESSION_TRANSCRIPTS,
      { sessions: SESSIONS, artifacts: ARTIFACTS, history: HISTORY },
      ({ sessions: { files }, ...ports }) => new Transcripts({ ...ports, files }),
    ),
    provide(
      SESSION_TRANSCRIPTS_SO_FAR,
      { sessions: SESSIONS, artifacts: ARTIFACTS },
      ({ sessions: { files }, artifacts }) => new TranscriptsSoFar({ files, artifacts }),
    ),
    provide(
      SESSION_CORRECTIONS,
      {
        sessions: SESSIONS,
        transcripts: SESSION_TRANSCRIPTS,
        artifacts: ARTIFACTS,
        history: HISTORY,
        pending: PendingCorrections,
        failpoint: FAILPOINT,
        onError: ON_PROBLEM,
      },
      ({ sessions: { items }, ...ports }) => new Corrections({ ...ports, items }),
    ),
  ],
  exports: [Transcripts],
})
export class TranscriptsModule {}
