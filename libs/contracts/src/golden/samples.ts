import type { AssetEvent, AssetEventType } from '../asset/events.js';
import { samplePages } from './sample-pages.js';
import type { Commit } from '../commit/commit.js';
import type { Plan, PlanStep } from '../runs/plan.js';
import type { RunConfig } from '../runs/config.js';

/*
 * One sample of the current version of every event, with every optional field. Golden files are written from these
 * once: a later edit here changes no existing file.
 */

const TITLE_PATTERN = 'b4b4a55f-2b53-5d1c-8d1a-0f4f6f5ad9a1';
export const SAMPLE_ASSET = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const OWNER = '01J0000000000000000000000A';
export const SAMPLE_RUN = '0198f5d3-0000-7000-8000-000000000001';
export const SAMPLE_ATTEMPT = '5d1f3c52-7a1b-5c2d-8e3f-4a5b6c7d8e9f';
const EARLIER = '6e2f4d63-8b2c-5d3e-9f40-5b6c7d8e9f01';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const config: RunConfig = {
  trimming: { enable_trimming: true, silence_threshold: -40 },
  transcription: { enable_transcription: true, enable_topics: true, enable_subtitles: true, allow_errors: false },
  outputs: [
    { name: 'archive', type: 'folder', settings: { path: 'archive', overwrite: false, depth: 2 }, follow_ups: ['thumbnail'] },
  ],
  retry: { max_attempts: 3, backoff_ms: [1_000, 5_000], max_crashes: 5, wait_ms: [5_000, 60_000], budget_ms: 86_400_000 },
  limits: { step_timeout_ms: 3_300_000, timeout_media_factor: 10, no_progress_ms: 600_000 },
  document: {
    languages: ['eng', 'deu'],
    max_pages: 500,
    max_pixels: 50_000_000,
    name_pattern: '{{date}} {{title}}',
    folder_pattern: '{{sender}}',
    embed: true,
    metadata: { model: 'small' },
  },
  simulation: {
    'deliver:archive': {
      takes_ms: 500,
      progress: [0.5],
      faults: [
        { attempt: 1, do: 'wait', at: 0.5, code: 'quota', message: 'full for today', retryable: true, retry_after_ms: 1_000 },
      ],
    },
    TRIM: { faults: [{ do: 'skip', reason: 'all_silence' }] },
  },
};

const retry: PlanStep['retry'] = {
  maxAttempts: 3,
  backoffMs: [1_000, 5_000],
  maxCrashes: 5,
  waitMs: [5_000, 60_000],
  budgetMs: 86_400_000,
};
const limits: PlanStep['limits'] = { timeoutMs: 3_300_000, mediaFactor: 10, noProgressMs: 600_000 };
const delivery: PlanStep = {
  step: 'deliver:archive',
  kind: 'delivery',
  service: 'upload',
  lane: 'folder',
  dependsOn: ['TRANSCRIBE'],
  onFailure: 'isolate',
  retry,
};

const plan: Plan = {
  pipeline: 'recording',
  steps: [
    { step: 'DOWNLOAD', kind: 'source', service: 'ingest', lane: 'download', dependsOn: [], onFailure: 'restart', retry },
    {
      step: 'TRANSCRIBE',
      kind: 'stage',
      service: 'processing',
      lane: 'speech',
      dependsOn: ['DOWNLOAD'],
      needs: ['DOWNLOAD'],
      enabledBy: 'transcription.enable_transcription',
      onFailure: 'tolerate',
      retry,
      limits,
    },
    delivery,
  ],
};

export const sampleArtifact = {
  role: 'transcript',
  name: 'transcript.json',
  key: `${SAMPLE_ASSET}/${SAMPLE_RUN}/TRANSCRIBE/${SAMPLE_ATTEMPT}/transcript.json`,
  mediaType: 'application/json',
  size: 0,
  sha256: SHA256,
};

const samples: { readonly [T in AssetEventType]: Omit<Extract<AssetEvent, { type: T }>, 'type' | 'v'> } = {
  AssetRegistered: {
    data: {
      owner: OWNER,
      pipeline: 'audit-process',
      sourceKind: 'url',
      startedAt: '2025-12-31T09:30:00.000Z',
      isMapped: true,
      language: 'en',
      languageSource: 'default',
      origin: { channel: 7, page: '1f6c1a2b-3c4d-5e6f-8a9b-0c1d2e3f4a5b' },
    },
    personal: { title: 'Größe, 中文 & 🎬', fileName: 'my talk.mp4' },
  },
  SourceBecameReady: {
    data: { source: samplePages(EARLIER, SHA256) },
    personal: { url: 'https://someone@files.example/talks/my-talk.mp4?for=someone' },
  },
  RunStarted: {
    data: {
      runId: SAMPLE_RUN,
      plan,
      config,
      configSources: { 'trimming.enable_trimming': 'request', outputs: 'default' },
      unusedSources: { 'transcription.granularity': 'previous run' },
      repeats: ['TRANSCRIBE'],
    },
    personal: {
      vocabulary: { own: ['Grace Hopper', 'Größe 中文'], library: ['Throughline'] },
      outputPatterns: { archive: { title_pattern: 'Vortrag „{title}“, 中文' } },
    },
  },
  RunExtended: {
    data: {
      runId: SAMPLE_RUN,
      by: OWNER,
      outputs: [
        {
          name: 'late',
          type: 'folder',
          settings: { path: 'late' },
          metadata: { title_pattern: TITLE_PATTERN },
        },
      ],
      steps: [
        {
          step: 'deliver:late',
          kind: 'delivery',
          service: 'upload',
          lane: 'folder',
          dependsOn: ['TRANSCRIBE'],
          onFailure: 'isolate',
          retry,
        },
      ],
    },
    personal: { outputPatterns: { late: { title_pattern: 'Vorlesung „{title}“, 中文' } } },
  },
  PauseRequested: { data: { by: OWNER, until: '2026-01-01T08:00:00.000Z' }, personal: { reason: 'the disk is being moved' } },
  Resumed: { data: { by: 'ingest', cause: 'expired' } },
  ImportEnded: { data: { runId: SAMPLE_RUN, by: OWNER, target: 'DOWNLOADED' } },
  RunCancelled: { data: { runId: SAMPLE_RUN, by: OWNER, target: 'DOWNLOADED' }, personal: { reason: 'wrong recording' } },
  AssetReset: { data: { by: OWNER, target: 'INITIALIZED' } },
  AssetDeleted: { data: { by: OWNER, expiresAt: '2026-01-31T00:00:00.000Z' } },
  AssetRestored: { data: { by: OWNER } },
  AssetExpired: { data: {} },
  AssetErased: { data: { by: OWNER } },
  StepScheduled: { data: { step: 'TRANSCRIBE', attempt: 2, attemptId: SAMPLE_ATTEMPT, notBefore: '2026-01-01T00:00:05.000Z' } },
  StepStarted: { data: { step: 'TRANSCRIBE', attemptId: SAMPLE_ATTEMPT, worker: 'processing-host-1a2b3c4d' } },
  StepCheckpointed: {
    data: { step: 'deliver:archive', attemptId: SAMPLE_ATTEMPT, data: { session: 'upload-1', offset: 1_024, parts: ['a', 'b'] } },
  },
  StepCompleted: {
    data: {
      step: 'TRANSCRIBE',
      attemptId: SAMPLE_ATTEMPT,
      result: { language: 'en', words: 120, draft: true, engine: { name: 'offline', version: '1' } },
      artifacts: [sampleArtifact],
      metrics: { audioSeconds: 61.5, wallSeconds: 12 },
      adoptedFrom: EARLIER,
    },
    personal: { url: 'https://files.example/talks/my-talk.mp4', details: { title: 'Rechnung für März', tags: ['Strom'] } },
  },
  StepFailed: {
    data: {
      step: 'TRANSCRIBE',
      attemptId: SAMPLE_ATTEMPT,
      error: { code: 'engine-unavailable', retryable: true },
      progress: 0.25,
      retryAt: '2026-01-01T00:00:05.000Z',
    },
    personal: { message: 'The engine did not answer for “my talk.mp4”' },
  },
  StepSkipped: { data: { step: 'TRANSCRIBE', reason: 'signed', attemptId: SAMPLE_ATTEMPT } },
  StepInterrupted: {
    data: {
      step: 'TRANSCRIBE',
      attemptId: SAMPLE_ATTEMPT,
      cause: 'lease-expired',
      by: 'processing-host-5e6f7a8b',
      progress: 0.5,
    },
  },
  StepWaiting: {
    data: {
      step: 'deliver:archive',
      attemptId: SAMPLE_ATTEMPT,
      for: 'disk-full',
      until: '2026-01-01T00:00:05.000Z',
      everyMs: 5_000,
      progress: 0.5,
    },
    personal: { message: 'No space left in /srv/talks' },
  },
  DeliverySettled: { data: { step: 'deliver:archive', delivered: true, by: OWNER }, personal: { url: 'https://my.example/7' } },
  RedeliveryRequested: { data: { step: 'deliver:archive', by: OWNER } },
  TranscriptCorrected: {
    data: {
      correctionId: EARLIER,
      by: OWNER,
      version: '9f86d081884c7d65',
      basis: 'e3b0c44298fc1c14',
      attemptId: SAMPLE_ATTEMPT,
      artifacts: [sampleArtifact],
      segments: 12,
      corrected: 3,
    },
  },
  AssetDescribed: {
    data: { by: OWNER, fields: ['title', 'description', 'tags', 'thumbnail'], thumbnail: { second: 12.5 } },
    personal: {
      title: 'Lineare Algebra, Vorlesung 8',
      description: 'Determinanten\nund ihre Bedeutung',
      tags: ['Algebra', 'Herbst'],
    },
  },
  DocumentFieldsCorrected: {
    data: { by: OWNER, fields: ['title', 'sender', 'amount', 'tags'], cleared: ['due_date'] },
    personal: {
      ...{ title: 'Rechnung für September', sender: 'Stadtwerke Linden GmbH', tags: ['Strom'] },
      amount: { value: '214.60', currency: 'EUR' },
    },
  },
  DocumentAccepted: { data: { by: OWNER } },
  DocumentReopened: { data: { by: OWNER } },
  DocumentRuleApplied: {
    data: { by: OWNER, rule: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b41', fields: ['type', 'tags'] },
    personal: { name: 'Stadtwerke', tags: ['Strom'], type: 'Rechnung' },
  },
  NoteSaved: {
    data: { by: OWNER, note: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b31', second: 819.5 },
    personal: { text: 'Das erste „Nein“ mit einem Angebot.\nNach einem weiteren Beispiel fragen.' },
  },
  CheckRequested: { data: { step: 'deliver:archive', attemptId: SAMPLE_ATTEMPT, by: OWNER } },
  NoteRemoved: { data: { by: OWNER, note: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b31' } },
  PublishRequested: { data: { runId: SAMPLE_RUN, by: OWNER, outputs: ['archive', 'library'] } },
  LanguageChanged: { data: { by: OWNER, language: 'de-AT' } },
  TemplateBound: { data: { by: OWNER, template: 15 } },
  TemplateUnbound: { data: { by: OWNER } },
  PreferencesChanged: {
    data: {
      by: OWNER,
      preferences: {
        processing_config: { transcription: { enable_topics: false } },
        metadata_config: { title_pattern: TITLE_PATTERN, topics_display: { enabled: true, format: 'bullet_list' } },
        output_config: { outputs: ['archive'] },
      },
    },
    personal: { patterns: { title_pattern: 'Vorlesung „{title}“ vom {date}' } },
  },
  TextsRequested: {
    data: { runId: SAMPLE_RUN, by: OWNER, planned: { ...delivery, step: 'deliver:archive/texts', kind: 'followUp' } },
  },
  AssetTransferred: { data: { by: OWNER, from: OWNER, to: '01JAAAAAAAAAAAAAAAAAAAAAAA', outputs: ['archive'] } },
  LogEntryImported: {
    data: {
      table: 'processing_logs',
      row: '17',
      oldStep: 'queue_archive',
      oldStatus: 'success',
      oldTime: '2024-01-15 10:00:05.123456',
      step: 'deliver:archive',
      reset: true,
      queue: 'success',
    },
    personal: { message: 'Queued', detail: 'for archive', taskId: '0f8fad5b-d9cb-469f-a165-70867728950e' },
  },
  RunRolledBack: { data: { runId: SAMPLE_RUN, step: 'TRANSCRIBE', code: 'engine-unavailable', target: 'DOWNLOADED' } },
  LateResultIgnored: { data: { step: 'TRANSCRIBE', attemptId: EARLIER, outcome: 'completed' } },
  CommitDiscarded: {
    data: { commitId: '7f305e74-9c3d-5e4f-8a51-6c7d8e9f0123' },
    personal: { reason: 'it was damaged on the disk' },
  },
  CommitReleased: { data: {}, personal: { reason: 'the database was repaired' } },
};

export const sampleCommit = (type: AssetEventType, version: number): Commit => ({
  id: '8a416f85-ad4e-5f50-9b62-7d8e9f012345',
  at: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'service', id: 'processing' },
  causationId: '9b527096-be5f-5061-8c73-8e9f01234567',
  correlationId: SAMPLE_RUN,
  // The mapped type of `samples` has checked that type and content match.
  events: [{ type, v: version, ...samples[type] } as AssetEvent],
});
