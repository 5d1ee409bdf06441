import { PREVIEW, assetEvents, type AssetEventOf, type AssetEventType, type PlanStep } from '@throughline/contracts';
import { initialState } from '../../asset/state.js';
import { newEvent } from '../../decide/event.js';
import { aConfig, aSource, anArtifact } from '../../testing/index.js';
import { auditLine } from './audit-line.js';
import { formatSize } from './sentence-parts.js';

const PAGES = { id: '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4', key: 'uploads/a/source', size: 7, sha256: 'a'.repeat(64) };
const id = '0198f5d3-0000-7000-8000-000000000001';
const at = '2026-02-05T10:30:00.000Z';
const by = 'owner-1';
const of = { step: 'TRANSCRIBE', attemptId: id } as const;
const planned = (step: string, kind: PlanStep['kind']): PlanStep => ({
  step,
  kind,
  service: 'processing',
  lane: 'cpu',
  dependsOn: [],
  onFailure: 'isolate',
  retry: { maxAttempts: 3, backoffMs: [1_000], maxCrashes: 5, waitMs: [1_000], budgetMs: 1_000 },
});
const registered = { owner: by, pipeline: 'recording', sourceKind: 'upload', isMapped: true, language: 'auto' } as const;
const run = { runId: id, config: aConfig(), configSources: {} };

type Cases = { readonly [T in AssetEventType]: readonly (readonly [data: AssetEventOf<T>['data'], sentence: string])[] };

/** Every type has its sentence, also for an item whose state knows nothing of the step or its attempt. */
const cases: Cases = {
  AssetRegistered: [
    [registered, 'Registered from an upload'],
    [
      { ...registered, sourceKind: 'google_drive', isMapped: false },
      'Registered from google drive. Nobody has decided yet what to do with it.',
    ],
  ],
  SourceBecameReady: [
    [{ source: aSource({ size: 400_000 }) }, 'The file arrived: 400 KB'],
    [{ source: { kind: 'url', settings: { origin: 'https://files.example' } } }, 'The file can be downloaded'],
    [
      { source: { kind: 'pages', documents: [{ ...PAGES, pages: [{ from: 1, to: 3, rotate: 90 }] }, PAGES] } },
      `The file can be made of pages 1–3 (turned by 90°) of document ${PAGES.id} and all pages of document ${PAGES.id}`,
    ],
  ],
  RunStarted: [
    [
      {
        ...run,
        plan: {
          pipeline: 'recording',
          steps: [planned('DOWNLOAD', 'source'), planned('TRIM', 'stage'), planned('deliver:vk', 'delivery')],
        },
      },
      'Run started: download, silence trimming, delivery to vk',
    ],
    [
      {
        ...run,
        plan: {
          pipeline: 'document',
          steps: [
            planned('hash_file', 'document'),
            planned('embed_metadata_into_pdf', 'document'),
            planned('deliver:vk', 'delivery'),
            planned('deliver:youtube', 'delivery'),
            planned('deliver:youtube/captions', 'followUp'),
          ],
        },
      },
      'Run started: file check, writing of details into the PDF, 2 deliveries, follow-up captions at youtube',
    ],
  ],
  RunExtended: [
    [{ runId: id, by, outputs: aConfig(['vk']).outputs, steps: [] }, 'Output added by owner-1: vk'],
    [{ runId: id, by, outputs: aConfig(['vk', 'mail']).outputs, steps: [] }, 'Outputs added by owner-1: vk, mail'],
  ],
  PublishRequested: [[{ runId: id, by, outputs: ['vk', 'mail'] }, 'Published by owner-1: vk, mail']],
  PauseRequested: [
    [{ by }, 'Paused by owner-1'],
    [{ by, until: at }, 'Paused by owner-1 until 2026-02-05 10:30 UTC'],
  ],
  Resumed: [
    [{ by, cause: 'run' }, 'Resumed by owner-1'],
    [{ by, cause: 'expired' }, 'The pause has ended'],
  ],
  RunCancelled: [[{ runId: id, by, target: 'DOWNLOADED' }, 'Run stopped by owner-1']],
  ImportEnded: [[{ runId: id, by }, 'Run stopped by the import of owner-1']],
  AssetReset: [[{ by, target: 'INITIALIZED' }, 'Reset by owner-1']],
  AssetDeleted: [
    [{ by, expiresAt: at }, 'Deleted by owner-1. It is kept until 2026-02-05 10:30 UTC.'],
    [
      { by: 'retention', retention: { source: 'template', days: 30, since: at } },
      'Deleted by retention after 30 days at rest (setting of the template). It is kept until a person erases it.',
    ],
  ],
  AssetRestored: [[{ by }, 'Restored by owner-1']],
  AssetExpired: [[{}, 'The retention date has passed. Its content and all personal data were removed permanently.']],
  AssetErased: [[{ by }, 'Erased by owner-1. Its content and all personal data were removed permanently.']],
  AssetTransferred: [[{ by, from: 'a', to: 'b', outputs: [] }, 'Moved from library a to library b by owner-1']],
  AssetDescribed: [[{ by, fields: ['title', 'description', 'tags'] }, 'Title, description and tags changed by owner-1']],
  DocumentFieldsCorrected: [
    [{ by, fields: ['due_date'], cleared: [] }, 'Due date corrected by owner-1'],
    [{ by, fields: ['title', 'sender'], cleared: ['amount'] }, 'Title and sender corrected, and amount cleared by owner-1'],
  ],
  DocumentAccepted: [[{ by }, 'Filed as reviewed by owner-1']],
  DocumentReopened: [[{ by }, 'Put back into the review queue by owner-1']],
  DocumentRuleApplied: [
    [{ by, rule: id, fields: ['type', 'tags'] }, 'Rule of the library applied by owner-1: it has set the type and tags'],
  ],
  NoteSaved: [
    [{ by, note: id }, 'Note saved by owner-1'],
    [{ by, note: id, second: 846 }, 'Note at 14:06 saved by owner-1'],
  ],
  NoteRemoved: [[{ by, note: id }, 'Note removed by owner-1']],
  LanguageChanged: [[{ by, language: 'de-AT' }, 'Language set to de-AT by owner-1']],
  TemplateBound: [[{ by, template: 4 }, 'Template 4 bound by owner-1']],
  TemplateUnbound: [[{ by }, 'Template unbound by owner-1']],
  PreferencesChanged: [
    [{ by, preferences: {} }, 'Preferences removed by owner-1'],
    [
      { by, preferences: { processing_config: { transcription: { enable_topics: false } } } },
      'Preferences set by owner-1: transcription.enable_topics',
    ],
  ],
  TextsRequested: [
    [
      { runId: id, by, planned: planned('deliver:youtube/texts', 'followUp') },
      'New title and description at youtube requested by owner-1',
    ],
  ],
  TranscriptCorrected: [
    [
      {
        correctionId: id,
        by,
        version: '0'.repeat(16),
        basis: '1'.repeat(16),
        attemptId: id,
        artifacts: [anArtifact()],
        segments: 3,
        corrected: 1,
      },
      'Transcript corrected by owner-1: 1 of 3 passages by hand',
    ],
  ],
  LogEntryImported: [
    [
      { table: 'logs', row: '21', oldStep: 'hash_file', oldStatus: 'success', oldTime: at },
      'The older system noted: hash_file success (logs 21)',
    ],
  ],
  CommitDiscarded: [[{ commitId: id }, 'A change that could not be applied was removed from the history']],
  CommitReleased: [[{}, 'A change that could not be applied was tried again']],
  StepScheduled: [
    [{ ...of, attempt: 1 }, 'Transcription scheduled'],
    [{ ...of, attempt: 1, notBefore: at }, 'Transcription scheduled. It starts at 2026-02-05 10:30 UTC at the earliest.'],
  ],
  StepStarted: [
    [{ ...of, worker: 'gpu-1' }, 'Transcription started on gpu-1'],
    [{ ...of, step: PREVIEW, worker: 'cpu-1' }, 'Preview creation started on cpu-1'],
  ],
  StepCheckpointed: [[{ ...of, data: { session: 's', batch: 'b' } }, 'Transcription saved a checkpoint: batch, session']],
  StepCompleted: [
    [{ ...of, result: {}, artifacts: [], metrics: {} }, 'Transcription finished'],
    [{ ...of, step: 'deliver:library', result: {}, artifacts: [], metrics: {} }, 'Delivered to library'],
    [{ ...of, step: 'deliver:vk/texts', result: {}, artifacts: [], metrics: {} }, 'Follow-up texts at vk finished'],
    [{ ...of, step: 'of_a_newer_release', result: {}, artifacts: [], metrics: {} }, 'Of_a_newer_release finished'],
  ],
  StepFailed: [
    [
      { ...of, error: { code: 'engine-busy', retryable: true }, progress: 0.25, retryAt: at },
      'Transcription failed at 25 %: engine busy. It is tried again at 2026-02-05 10:30 UTC.',
    ],
    [
      { ...of, error: { code: 'no-sound', retryable: false }, progress: 0 },
      'Transcription failed: no sound. It is not tried again automatically.',
    ],
  ],
  StepSkipped: [
    [{ ...of, reason: 'no_engine' }, 'Transcription skipped: there is no engine for it'],
    [{ ...of, step: 'deliver:vk', reason: 'manual' }, 'Delivery to vk skipped by a user'],
  ],
  StepInterrupted: [
    [
      { ...of, cause: 'lease-expired', by: 'gpu-2', progress: 0.5 },
      'Transcription interrupted at 50 %: its worker stopped responding, found by gpu-2',
    ],
    [{ ...of, cause: 'shutdown', by: 'gpu-1', progress: 0 }, 'Transcription interrupted: the service gpu-1 was stopped'],
    [{ ...of, cause: 'fenced', by, progress: 0 }, 'Transcription stopped by owner-1'],
  ],
  StepWaiting: [
    [
      { ...of, for: 'disk-full', until: at, progress: 0 },
      'Transcription waits: disk full. The next check is at 2026-02-05 10:30 UTC.',
    ],
    [
      { ...of, for: 'speech-model', until: at, everyMs: 90_000, progress: 0 },
      'Transcription waits: speech model. It is checked every 1 min 30 s.',
    ],
  ],
  CheckRequested: [[{ ...of, by }, 'Check of the waiting transcription requested by owner-1']],
  DeliverySettled: [
    [{ step: 'deliver:vk', delivered: true, by }, 'Delivery to vk confirmed by owner-1'],
    [{ step: 'deliver:vk', delivered: false, by }, 'Delivery to vk reported missing by owner-1. It is to be sent again.'],
  ],
  RedeliveryRequested: [
    [{ step: 'deliver:vk', by }, 'New delivery to vk requested by owner-1'],
    [{ step: 'deliver:vk/captions', by }, 'Repetition of the follow-up captions at vk requested by owner-1'],
  ],
  LateResultIgnored: [
    [{ ...of, outcome: 'aborted' }, 'Late result of the transcription ignored, because an attempt had ended before: aborted'],
  ],
  RunRolledBack: [
    [
      { runId: id, step: 'TRANSCRIBE', code: 'no-sound', target: 'DOWNLOADED' },
      'Run given up because the transcription failed: no sound',
    ],
  ],
};

describe('the sentence of an event', () => {
  it.each(Object.keys(assetEvents) as readonly AssetEventType[])('says in plain words what happened: %s', (type) => {
    const expected: Cases[AssetEventType] = cases[type];
    expect(expected.length).toBeGreaterThan(0);
    for (const [data, sentence] of expected) {
      const event = newEvent(type, data as never);
      expect(auditLine(initialState, event, initialState).message).toBe(sentence);
    }
  });

  it('keeps ids, codes and the name of its type out of the words', () => {
    const sentences = Object.values(cases).flatMap((each) => each.map(([, sentence]) => sentence));
    expect(
      sentences.filter((sentence) => sentence.includes(id) || /[a-z]-(?:sound|full|expired|model)|TRANSCRIBE/u.test(sentence)),
    ).toEqual([]);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_240, '1.2 KB'],
    [400_000, '400 KB'],
    [1_100_000_000, '1.1 GB'],
  ])('gives the size of %s bytes as %s', (bytes, words) => {
    expect(formatSize(bytes)).toBe(words);
  });
});
