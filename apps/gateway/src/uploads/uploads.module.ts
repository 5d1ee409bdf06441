import { Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { provide } from '../gateway-context.js';
import { DOCUMENTS, RECORDINGS } from '../items/item-services.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { UploadFinisher } from './finish.js';
import { Receiver } from './receive.js';
import { PipelineRegistrars } from './receptions.js';
import { UploadSweep } from './sweep.js';
import { Turns } from './turns.js';
import { UploadsController } from './uploads.controller.js';
import { Uploads } from './uploads.js';

/** Resumable uploads (tus). */
@Module({
  imports: [RecordingsModule, DocumentsModule],
  controllers: [UploadsController],
  providers: [
    { provide: Turns, useFactory: () => new Turns() },
    provide(
      PipelineRegistrars,
      [RECORDINGS, DOCUMENTS],
      (_, recordings, documents) => new PipelineRegistrars(recordings.registrar, documents.registrar),
    ),
    provide(
      UploadFinisher,
      [PipelineRegistrars],
      ({ ports }, receptions) => new UploadFinisher({ ...ports, store: ports.uploads, receptions }),
    ),
    provide(
      Uploads,
      [UploadFinisher, Turns, PipelineRegistrars],
      ({ ports, settings: { limits } }, finishing, turns, receptions) => {
        const parts = { ...ports, store: ports.uploads, receptions };
        const receiver = new Receiver({ ...parts, idleMs: limits.uploadIdleMs });
        return new Uploads({
          ...parts,
          maxBytes: limits.maxUploadBytes,
          mostOpen: limits.openUploadsPerUser,
          turns,
          receiver,
          finishing,
        });
      },
    ),
    provide(
      UploadSweep,
      [UploadFinisher, Turns],
      ({ ports }, finishing, turns) => new UploadSweep({ ...ports, store: ports.uploads, finishing, turns }),
    ),
  ],
})
export class UploadsModule {}
