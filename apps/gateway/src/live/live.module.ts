import { Module } from '@nestjs/common';
import { RECORDING_PIPELINES } from '@throughline/contracts';
import { DocumentView } from '../documents/document-view.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { provide } from '../gateway-context.js';
import { DOCUMENTS, RECORDINGS } from '../items/item-services.js';
import { ItemView } from '../items/read/item-view.js';
import { registerStreamMetrics } from '../operations/metrics/http-metrics.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { assembleStreams } from './assemble-streams.js';
import { StreamController } from './stream.controller.js';
import { Streams } from './streams.js';

/** Server-sent events of items. */
@Module({
  imports: [RecordingsModule, DocumentsModule],
  controllers: [StreamController],
  providers: [
    provide(
      Streams,
      [RECORDINGS, ItemView, DOCUMENTS, DocumentView],
      ({ ports, settings, onProblem }, recordings, itemView, documents, documentView) => {
        const { queries, loader } = recordings;
        const kinds = {
          recordings: { pipelines: RECORDING_PIPELINES, queries, loader, view: itemView },
          documents: { pipelines: ['document'], queries: documents.queries, loader: documents.loader, view: documentView },
        } as const;
        const streams = assembleStreams(ports, kinds, settings.limits.streamsPerUser, onProblem);
        registerStreamMetrics(ports.metrics, streams);
        return streams;
      },
    ),
  ],
})
export class LiveModule {}
