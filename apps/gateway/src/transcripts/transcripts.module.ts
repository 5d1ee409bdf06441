import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { RECORDINGS } from '../items/item-services.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { CorrectionsController } from './corrections.controller.js';
import { Corrections } from './corrections.js';
import { PendingCorrections } from './pending-corrections.js';
import { TranscriptController } from './transcript.controller.js';
import { Transcripts } from './transcripts.js';

@Module({
  imports: [RecordingsModule],
  controllers: [TranscriptController, CorrectionsController],
  providers: [
    provide(Transcripts, [RECORDINGS], ({ ports }, { files }) => new Transcripts({ ...ports, files })),
    provide(PendingCorrections, [], ({ ports, onProblem }) => new PendingCorrections({ ...ports, onError: onProblem })),
    provide(
      Corrections,
      [RECORDINGS, Transcripts, PendingCorrections],
      ({ ports, onProblem }, { items }, transcripts, pending) =>
        new Corrections({ ...ports, items, transcripts, pending, onError: onProblem }),
    ),
  ],
})
export class TranscriptsModule {}
