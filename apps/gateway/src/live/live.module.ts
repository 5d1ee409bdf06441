import { Module } from '@nestjs/common';
import { RECORDING_PIPELINES } from '@throughline/contracts';
import { Metrics } from '@throughline/service-kit';
import { DocumentView } from '../kinds/documents/index.js';
import { DocumentsModule } from '../kinds/documents/documents.module.js';
import { ON_PROBLEM, SETTINGS } from '../gateway-context.js';
import { DOCUMENTS, RECORDINGS, ItemView } from '../items/index.js';
import { HISTORY } from '../adapters/log/index.js';
import { CHANGE_FEED, PROJECTION_CHANGES } from '../adapters/projection/index.js';
import { provide } from '../kit/provide.js';
import { RecordingsModule } from '../kinds/recordings/recordings.module.js';
import { LiveProgress } from '../workers/index.js';
import { openBroadcast } from './open-broadcast.js';
import { StreamController } from './stream.controller.js';
import { Streams } from './streams.js';

/** Proxies close silent connections, often after a minute. */
const HEARTBEAT_MS = 15_000;

/** Server-sent events of items. */
@Module({
  imports: [RecordingsModule, DocumentsModule],
  controllers: [StreamController],
  providers: [
    provide(
      Streams,
      {
        recordings: RECORDINGS,
        recordingView: ItemView,
        documents: DOCUMENTS,
        documentView: DocumentView,
        projected: PROJECTION_CHANGES,
        history: HISTORY,
        changes: CHANGE_FEED,
        progress: LiveProgress,
        metrics: Metrics,
        settings: SETTINGS,
        onProblem: ON_PROBLEM,
      },
      ({ recordings, recordingView, documents, documentView, progress, metrics, settings, ...ports }) => {
        const streams = new Streams({
          broadcasts: {
            recordings: openBroadcast(ports, { services: recordings, view: recordingView, pipelines: RECORDING_PIPELINES }),
            documents: openBroadcast(ports, { services: documents, view: documentView, pipelines: ['document'] }),
          },
          progress,
          limits: { perUser: settings.streamsPerUser, heartbeatMs: HEARTBEAT_MS },
          onProblem: ports.onProblem,
        });
        metrics.state({
          source: 'streams',
          gauges: { throughline_streams_open: { help: 'Open change streams of this process' } },
          read: () => [{ gauge: 'throughline_streams_open', value: streams.size }],
        });
        return streams;
      },
    ),
  ],
})
export class LiveModule {}
