import { Module } from '@nestjs/common';
import { AssetCommands } from '@throughline/engine';
import { DocumentsModule } from '../../kinds/documents/documents.module.js';
import { Background } from '../../kit/background.js';
import { FAILPOINT, NOW, SETTINGS } from '../../gateway-context.js';
import { ARTIFACTS, FREE_BYTES, DOCUMENTS, RECORDINGS } from '../../items/index.js';
import { provide } from '../../kit/provide.js';
import { UPLOAD_STORE } from './upload-store.js';
import { RecordingsModule } from '../../kinds/recordings/recordings.module.js';
import { FileReplacements } from './file-replacements.js';
import { HISTORY } from '../../adapters/log/index.js';
import { ImportedFileUploads } from './imported-file-uploads.js';
import { ImportedFiles } from './imported-files.js';
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
  exports: [ImportedFileUploads],
  providers: [
    Turns,
    provide(
      PipelineRegistrars,
      { recordings: RECORDINGS, documents: DOCUMENTS },
      ({ recordings, documents }) => new PipelineRegistrars(recordings.registrar, documents.registrar),
    ),
    provide(
      FileReplacements,
      {
        recordings: RECORDINGS,
        documents: DOCUMENTS,
        commands: AssetCommands,
        artifacts: ARTIFACTS,
        receptions: PipelineRegistrars,
      },
      ({ recordings, documents, ...ports }) =>
        new FileReplacements({ ...ports, recordings: recordings.items, documents: documents.items }),
    ),
    provide(ImportedFiles, { history: HISTORY, artifacts: ARTIFACTS }),
    provide(UploadFinisher, {
      artifacts: ARTIFACTS,
      commands: AssetCommands,
      receptions: PipelineRegistrars,
      replacements: FileReplacements,
      importedFiles: ImportedFiles,
      store: UPLOAD_STORE,
      failpoint: FAILPOINT,
      now: NOW,
    }),
    provide(
      Receiver,
      { artifacts: ARTIFACTS, store: UPLOAD_STORE, failpoint: FAILPOINT, now: NOW, settings: SETTINGS },
      ({ settings, ...ports }) => new Receiver({ ...ports, idleMs: settings.uploadIdleMs }),
    ),
    provide(
      Uploads,
      {
        store: UPLOAD_STORE,
        turns: Turns,
        receiver: Receiver,
        finishing: UploadFinisher,
        receptions: PipelineRegistrars,
        replacements: FileReplacements,
        now: NOW,
        freeBytes: FREE_BYTES,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) =>
        new Uploads({ ...ports, maxBytes: settings.maxUploadBytes, mostOpen: settings.openUploadsPerUser }),
    ),
    provide(
      ImportedFileUploads,
      {
        files: ImportedFiles,
        store: UPLOAD_STORE,
        turns: Turns,
        finishing: UploadFinisher,
        now: NOW,
        freeBytes: FREE_BYTES,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) =>
        new ImportedFileUploads({ ...ports, maxBytes: settings.maxUploadBytes, mostOpen: settings.openUploadsPerUser }),
    ),
    provide(
      UploadSweep,
      {
        store: UPLOAD_STORE,
        finishing: UploadFinisher,
        turns: Turns,
        now: NOW,
        settings: SETTINGS,
        background: Background,
      },
      ({ background, settings, ...ports }) => {
        const uploads = new UploadSweep(ports);
        background.sweep(settings.sweepEveryMs, 'unfinished uploads repaired or expired', (signal) => uploads.sweep(signal));
        return uploads;
      },
    ),
  ],
})
export class UploadsModule {}
