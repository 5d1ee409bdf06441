import { Module, type DynamicModule } from '@nestjs/common';
import { DOCUMENT_PARTS, type DocumentParts } from './documents/document-parts.js';
import { documentSteps } from './documents/registry.js';
import { EngineRequestsController } from './engines/requests/engine-requests.controller.js';
import { EngineRequests } from './engines/requests/engine-requests.js';
import { Pictures } from './pictures/pictures.js';
import { PicturesController } from './pictures/pictures.controller.js';
import { PREVIEW_TOOLS, PreviewStep } from './previews/preview-step.js';
import { stages } from './stages/registry.js';
import { STAGE_PARTS, type StageParts } from './stages/stage-parts.js';

@Module({})
class StagesModule {
  static of(parts: StageParts): DynamicModule {
    return { module: StagesModule, controllers: [...stages], providers: [{ provide: STAGE_PARTS, useValue: parts }] };
  }
}

@Module({})
class DocumentsModule {
  static of(parts: DocumentParts): DynamicModule {
    return {
      module: DocumentsModule,
      controllers: [...documentSteps],
      providers: [{ provide: DOCUMENT_PARTS, useValue: parts }],
    };
  }
}

/** Nest binds messages to controllers only, so the classes with steps are controllers without routes. */
@Module({})
export class ProcessingModule {
  static of(
    stageParts: StageParts,
    documentParts: DocumentParts,
    { engines, pictures }: { engines: EngineRequests; pictures: Pictures },
  ): DynamicModule {
    return {
      module: ProcessingModule,
      imports: [StagesModule.of(stageParts), DocumentsModule.of(documentParts)],
      controllers: [EngineRequestsController, PicturesController, PreviewStep],
      providers: [
        { provide: EngineRequests, useValue: engines },
        { provide: Pictures, useValue: pictures },
        { provide: PREVIEW_TOOLS, useValue: stageParts.tools },
      ],
    };
  }
}
