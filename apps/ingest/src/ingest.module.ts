import { Module, type DynamicModule } from '@nestjs/common';
import { CredentialTests } from '@throughline/credentials';
import { CredentialTestsController } from './credentials/credential-tests.controller.js';
import { INTAKE_PARTS, type IntakeParts } from './documents/intake-parts.js';
import { intakeSteps } from './documents/registry.js';
import { DOWNLOAD_PARTS, DownloadHandler, type DownloadParts } from './download/download-handler.js';
import { SourceListings, type FileLocator } from './listings/source-listings.js';
import { SourcesController } from './listings/sources.controller.js';
import { StoredItems } from './listings/stored-items.js';
import type { ListedSourceType } from './kit/source-lister.js';

export interface ListingParts {
  readonly listed: Readonly<Record<string, ListedSourceType>>;
  readonly stored: StoredItems;
  readonly locate: FileLocator;
  readonly credentials: CredentialTests;
}

@Module({})
export class IngestModule {
  static of(download: DownloadParts, intake: IntakeParts, { listed, stored, locate, credentials }: ListingParts): DynamicModule {
    return {
      module: IngestModule,
      controllers: [DownloadHandler, ...intakeSteps, SourcesController, CredentialTestsController],
      providers: [
        { provide: DOWNLOAD_PARTS, useValue: download },
        { provide: INTAKE_PARTS, useValue: intake },
        { provide: StoredItems, useValue: stored },
        { provide: CredentialTests, useValue: credentials },
        { provide: SourceListings, useValue: new SourceListings(listed, stored, locate) },
      ],
    };
  }
}
