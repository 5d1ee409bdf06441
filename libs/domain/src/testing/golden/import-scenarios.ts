import { DOCUMENT_STEPS } from '@throughline/contracts';
import { HISTORY } from '../../asset/history-only.js';
import { newEvent } from '../../decide/event.js';
import { STAGES, Journey, aRun, anArtifact } from '../journey.js';
import { ASSET_ID } from '../spec-for.js';
import type { Scenario } from './scenario.js';

const imported = (other: Journey): Journey => new Journey(ASSET_ID, '2026-06-01T00:00:00.000Z').importFrom(other);
const clean = { failed: false, failed_at_stage: null, deleted_at: null, expired_at: null };

function openElsewhere(): Journey {
  const other = aRun().through('DOWNLOAD');
  other.start('TRIM');
  return other;
}

function sendingElsewhere(): Journey {
  const other = aRun().through('DOWNLOAD', ...STAGES);
  other.start('deliver:library');
  other.checkpoint('deliver:library', { session: 'https://elsewhere.example/upload/1' });
  return other;
}

/** A migrated item whose file stays in a folder of the other system. */
function leftElsewhere(pipeline: 'recording' | 'document' = 'recording'): Journey {
  const registered = { owner: 'owner-1', pipeline, sourceKind: HISTORY, isMapped: true, language: 'en' } as const;
  const other = new Journey().record([newEvent('AssetRegistered', registered, { title: 'A talk' })]);
  const original = { folder: 'scans', size: 5, modified: 1_700_000_000_000 };
  other.send({ type: 'BindOriginal', by: 'owner-1', original, path: 'talk.mp4' });
  return other;
}

function copiedElsewhere(pipeline: 'recording' | 'document', first: string): Journey {
  const other = leftElsewhere(pipeline);
  other.run();
  other.start(first);
  other.complete(first, { artifacts: [anArtifact({ role: 'source' })] });
  other.cancel();
  return other;
}

function endImport(journey: Journey): Journey {
  journey.endImport();
  return journey;
}

/** Histories of another system. Their commits carry the mark of the import, and the times of that system. */
export const importScenarios: Readonly<Record<string, Scenario>> = {
  'import-finished.json': {
    title: 'DSN-08: the run had ended in the other system, so the import needs no end and the item stays ready',
    journey: () => endImport(imported(aRun().through('DOWNLOAD', ...STAGES, 'deliver:library'))),
    expected: {
      status: 'READY',
      ...clean,
      stages: { TRIM: 'COMPLETED', TRANSCRIBE: 'COMPLETED', EXTRACT_TOPICS: 'COMPLETED', GENERATE_SUBTITLES: 'COMPLETED' },
      outputs: { library: 'UPLOADED' },
      upload_summary: { total: 1, uploaded: 1, failed: 0, partial: false },
    },
  },
  'import-open.json': {
    title: 'DSN-08: the run was open in the other system, and the end of the import has stopped it',
    journey: () => endImport(imported(openElsewhere())),
    expected: {
      status: 'DOWNLOADED',
      ...clean,
      stages: { TRIM: 'PENDING', TRANSCRIBE: 'PENDING', EXTRACT_TOPICS: 'PENDING', GENERATE_SUBTITLES: 'PENDING' },
      outputs: { library: 'PENDING' },
      upload_summary: { total: 1, uploaded: 0, failed: 0, partial: false },
      on_pause: false,
      waiting_for: [],
    },
  },
  'import-sending.json': {
    title: 'DSN-08: the upload session of the other system is dropped with the checkpoint that named it',
    journey: () => endImport(imported(sendingElsewhere())),
    expected: {
      status: 'PROCESSED',
      ...clean,
      stages: { TRIM: 'COMPLETED', TRANSCRIBE: 'COMPLETED', EXTRACT_TOPICS: 'COMPLETED', GENERATE_SUBTITLES: 'COMPLETED' },
      outputs: { library: 'PENDING' },
      upload_summary: { total: 1, uploaded: 0, failed: 0, partial: false },
      on_pause: false,
      waiting_for: [],
    },
  },
  'import-left-original.json': {
    title: 'DSN-08: the file stays in a folder of the other system, so the item is history only here',
    journey: () => endImport(imported(leftElsewhere())),
    expected: { status: 'INITIALIZED', ...clean, on_pause: false, waiting_for: [] },
  },
  'import-left-copy.json': {
    title: 'DSN-08: a run of the other system has copied the file that stays in a folder there, and the copy is the file here',
    journey: () => endImport(imported(copiedElsewhere('recording', 'DOWNLOAD'))),
    expected: {
      status: 'DOWNLOADED',
      ...clean,
      stages: { TRIM: 'PENDING', TRANSCRIBE: 'PENDING', EXTRACT_TOPICS: 'PENDING', GENERATE_SUBTITLES: 'PENDING' },
      outputs: { library: 'PENDING' },
      on_pause: false,
      waiting_for: [],
    },
  },
  'import-left-copy-document.json': {
    title: 'DSN-08: a run of the other system has copied a document that stays in a folder there, and the copy is the file here',
    journey: () => endImport(imported(copiedElsewhere('document', 'hash_file'))),
    expected: {
      status: 'pending',
      ...clean,
      steps: {
        ...Object.fromEntries(DOCUMENT_STEPS.map((step) => [step, 'pending'])),
        hash_file: 'success',
        queue_library: 'pending',
        upload_to_library: 'pending',
      },
      outputs: { library: 'PENDING' },
      on_pause: false,
      waiting_for: [],
    },
  },
};
