import { Module, type DynamicModule } from '@nestjs/common';
import { INTAKE_PARTS, type IntakeParts } from './documents/intake-parts.js';
import { intakeSteps } from './documents/registry.js';
import { DOWNLOAD_PARTS, DownloadHandler, type DownloadParts } from './download/download-handler.js';

@Module({})
export class IngestModule {
  static of(download: DownloadParts, intake: IntakeParts): DynamicModule {
    return {
      module: IngestModule,
      controllers: [DownloadHandler, ...intakeSteps],
      providers: [
        { provide: DOWNLOAD_PARTS, useValue: download },
        { provide: INTAKE_PARTS, useValue: intake },
      ],
    };
  }
}
