import { DOCUMENT_STEPS, patternIdOf } from '@throughline/contracts';
import { Journey, STAGES, aConfig, aRun, anOutput, aSource } from '../journey.js';
import { importScenarios } from './import-scenarios.js';
import { none, one, stages, done, tolerant, withoutStages, fetched, processed, and, clean, type Scenario } from './scenario.js';
import { previewScenarios } from './preview-scenarios.js';
import { sessionScenarios } from './session-scenarios.js';
import { waitScenarios } from './wait-scenarios.js';

/** The golden logs by file name. An existing file is never written again. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'flr-06.json': {
    title: 'FLR-06, FLR-08: the transcription has finally failed with allow_errors=true, and the upload goes on',
    journey: () =>
      and(
        fetched(tolerant).through('TRIM'),
        (journey) => journey.start('TRANSCRIBE'),
        (journey) => journey.fail('TRANSCRIBE'),
        (journey) => journey.through('deliver:library'),
      ),
    expected: {
      status: 'READY',
      ...clean,
      ready_to_upload: true,
      stages: stages('COMPLETED', 'SKIPPED', 'SKIPPED', 'SKIPPED'),
      outputs: { library: 'UPLOADED' },
      upload_summary: { ...one, uploaded: 1 },
    },
  },
  'flr-07.json': {
    title: 'FLR-07: topics alone have finally failed with allow_errors=true, while subtitles were in progress',
    journey: () =>
      and(
        fetched(tolerant).through('TRIM', 'TRANSCRIBE'),
        (journey) => journey.start('EXTRACT_TOPICS'),
        (journey) => journey.start('GENERATE_SUBTITLES'),
        (journey) => journey.fail('EXTRACT_TOPICS'),
        (journey) => journey.complete('GENERATE_SUBTITLES'),
      ),
    expected: {
      status: 'PROCESSED',
      ...clean,
      ready_to_upload: true,
      stages: stages('COMPLETED', 'COMPLETED', 'SKIPPED', 'COMPLETED'),
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'agg-07.json': {
    title: 'AGG-07, D33: every stage is off, and the source is downloaded',
    journey: () => fetched(withoutStages),
    expected: {
      status: 'PROCESSED',
      ...clean,
      ready_to_upload: true,
      stages: stages('SKIPPED', 'SKIPPED', 'SKIPPED', 'SKIPPED'),
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'flr-10-12.json': {
    title: 'FLR-10, FLR-12, AGG-10: one of two outputs has finally failed, the other is uploaded',
    journey: () =>
      and(
        processed(aConfig(['one', 'two'])).through('deliver:one'),
        (journey) => journey.start('deliver:two'),
        (journey) => journey.fail('deliver:two'),
      ),
    expected: {
      status: 'UPLOADED',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { one: 'UPLOADED', two: 'FAILED' },
      upload_summary: { total: 2, uploaded: 1, failed: 1, partial: true },
    },
  },
  'run-05.json': {
    title: 'RUN-05, RUN-17, RUN-20: paused while it is trimmed, run again, and gone to its end without repeating anything',
    journey: () =>
      and(
        fetched(),
        (journey) => journey.start('TRIM'),
        (journey) => journey.pause(),
        (journey) => journey.complete('TRIM'),
        (journey) => journey.run(),
        (journey) => journey.through('TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library'),
      ),
    expected: {
      status: 'READY',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { library: 'UPLOADED' },
      upload_summary: { ...one, uploaded: 1 },
    },
  },
  'run-13.json': {
    title: 'RUN-12, RUN-13, D7: reset while it is paused and a stage is in progress, whose result comes late',
    journey: () =>
      and(
        fetched(),
        (journey) => journey.start('TRIM'),
        (journey) => journey.pause(),
        (journey) => journey.reset(),
        (journey) => journey.complete('TRIM'),
      ),
    expected: {
      status: 'INITIALIZED',
      ...clean,
      ready_to_upload: false,
      stages: stages('PENDING', 'PENDING', 'PENDING', 'PENDING'),
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'cancel.json': {
    title: 'Cancelled between two stages side by side: what is finished stays, and nothing has failed',
    journey: () =>
      and(
        fetched().through('TRIM', 'TRANSCRIBE'),
        (journey) => journey.start('EXTRACT_TOPICS'),
        (journey) => journey.start('GENERATE_SUBTITLES'),
        (journey) => journey.complete('GENERATE_SUBTITLES'),
        (journey) => journey.cancel(),
        (journey) => journey.complete('EXTRACT_TOPICS'),
      ),
    expected: {
      status: 'DOWNLOADED',
      ...clean,
      ready_to_upload: false,
      stages: stages('COMPLETED', 'COMPLETED', 'PENDING', 'COMPLETED'),
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'u16-unstick.json': {
    title: 'U7, U16, U18: unstuck while a worker sleeps; it wakes and is late, the newer attempt wins',
    journey: () =>
      and(
        fetched(),
        (journey) => journey.start('TRIM'),
        (journey) => {
          const sleeper = journey.attemptId('TRIM');
          journey.unstick();
          journey.complete('TRIM', { attemptId: sleeper, result: { from: 'the sleeper' } });
        },
        (journey) => journey.through('TRIM'),
      ),
    expected: {
      status: 'PROCESSING',
      ...clean,
      ready_to_upload: false,
      stages: stages('COMPLETED', 'PENDING', 'PENDING', 'PENDING'),
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'u9-unconfirmed.json': {
    title: 'U9, U10: uploaded but unconfirmed, found at its destination by a person, and its thumbnail set after that',
    journey: () =>
      and(
        processed(aConfig([], { outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] })),
        (journey) => journey.start('deliver:library'),
        (journey) => journey.complete('deliver:library', { result: { unconfirmed: true } }),
        (journey) => journey.settle('deliver:library', true),
        (journey) => journey.through('deliver:library/thumbnail'),
      ),
    expected: {
      status: 'READY',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { library: 'UPLOADED' },
      upload_summary: { ...one, uploaded: 1 },
    },
  },
  'doc-07.json': {
    title: 'DOC-07, AUT-07: an output with a title of its own is added to a recording whose source names its start',
    journey: () => {
      const metadata = { title_pattern: patternIdOf('{title}') };
      const outputs = [anOutput('talks', { metadata })];
      return and(
        aRun(aConfig(), { startedAt: '2025-12-31T09:30:00.000Z' }).through('DOWNLOAD', ...STAGES, 'deliver:library'),
        (journey) => journey.send({ type: 'AddOutputs', by: 'owner-1', outputs }),
        (journey) => journey.through('deliver:talks'),
      );
    },
    expected: {
      status: 'READY',
      ...clean,
      ready_to_upload: true,
      stages: done,
      outputs: { library: 'UPLOADED', talks: 'UPLOADED' },
      upload_summary: { total: 2, uploaded: 2, failed: 0, partial: false },
    },
  },
  'doc-review.json': {
    title: 'A document whose sender a person has corrected, accepted, reopened and accepted again',
    journey: () =>
      and(
        new Journey().register({ pipeline: 'document', title: 'scan', fileName: 'scan.pdf' }),
        (journey) => journey.run(aConfig([])),
        (journey) => journey.through(...DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf('extract_metadata_with_gpt'))),
        (journey) => journey.start('extract_metadata_with_gpt'),
        (journey) => journey.complete('extract_metadata_with_gpt', { result: { unsure: ['date', 'sender'] } }),
        (journey) =>
          journey.send({ type: 'CorrectFields', by: 'owner-1', fields: ['sender', 'tags'], values: { sender: 'Linden' } }),
        (journey) => journey.send({ type: 'AcceptDocument', by: 'owner-1' }),
        (journey) => journey.send({ type: 'ReopenDocument', by: 'owner-1' }),
        (journey) => journey.send({ type: 'AcceptDocument', by: 'owner-1' }),
      ),
    expected: {
      status: 'processing',
      ...clean,
      ready_to_upload: false,
      stages: {},
      outputs: {},
      upload_summary: none,
    },
  },
  'doc-rule-applied.json': {
    title:
      'A document that a rule of the library was applied to after its fields were found, and whose type a person corrected then',
    journey: () =>
      and(
        new Journey().register({ pipeline: 'document', title: 'scan', fileName: 'scan.pdf' }),
        (journey) => journey.run(aConfig([])),
        (journey) => journey.through(...DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf('extract_metadata_with_gpt'))),
        (journey) => journey.start('extract_metadata_with_gpt'),
        (journey) =>
          journey.complete('extract_metadata_with_gpt', {
            result: { unsure: ['type'] },
            details: { sender: 'Linden', tags: [] },
          }),
        (journey) => {
          const given = { key: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b41', name: 'Power', tags: ['power'], type: 'invoice' };
          return journey.send({ type: 'ApplyDocumentRule', by: 'owner-1', effect: { given } });
        },
        (journey) => journey.send({ type: 'CorrectFields', by: 'owner-1', fields: ['type'], values: { type: 'letter' } }),
      ),
    expected: {
      status: 'processing',
      ...clean,
      ready_to_upload: false,
      stages: {},
      outputs: {},
      upload_summary: none,
    },
  },
  'doc-replaced.json': {
    title: 'A document that failed after a person had corrected its title and its sender, and that got another file',
    journey: () =>
      and(
        new Journey().register({ pipeline: 'document', title: 'scan', fileName: 'scan.pdf' }),
        (journey) => journey.run(aConfig([])),
        (journey) => journey.through(...DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf('finalize_document_storage'))),
        (journey) => {
          const values = { title: 'Power', sender: 'Linden' };
          return journey.send({ type: 'CorrectFields', by: 'owner-1', fields: ['title', 'sender'], values });
        },
        (journey) => journey.start('finalize_document_storage'),
        (journey) => journey.fail('finalize_document_storage'),
        (journey) => journey.send({ type: 'ReplaceFile', by: 'owner-1', source: aSource({ sha256: 'b'.repeat(64) }) }),
      ),
    expected: {
      status: 'pending',
      ...clean,
      ready_to_upload: false,
      stages: {},
      outputs: {},
      upload_summary: none,
    },
  },
  'aut-10.json': {
    title: 'AUT-10: a recording whose source names its length, before its download',
    journey: () => aRun(aConfig(), { durationSeconds: 2_700 }),
    expected: {
      status: 'INITIALIZED',
      ...clean,
      ready_to_upload: false,
      stages: stages('PENDING', 'PENDING', 'PENDING', 'PENDING'),
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  'agg-03.json': {
    title: 'AGG-03: deleted while it was uploaded, and past its retention date',
    journey: () =>
      and(
        processed(),
        (journey) => journey.start('deliver:library'),
        (journey) => journey.delete(1_000),
        (journey) => journey.later(5_000).poke(),
      ),
    expected: {
      status: 'EXPIRED',
      ...clean,
      ready_to_upload: false,
      stages: done,
      outputs: { library: 'PENDING' },
      upload_summary: one,
    },
  },
  ...waitScenarios,
  ...previewScenarios,
  ...sessionScenarios,
  ...importScenarios,
};
