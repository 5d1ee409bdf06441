import { WORKER_SERVICES, type PlanStep } from '@throughline/contracts';
import fc from 'fast-check';
import { auditLine } from '../../explain/audit/audit-line.js';
import { evolve } from '../evolve.js';
import { initialState } from '../state.js';
import { explainStatus } from '../../explain/explain-status.js';
import { DRIVE, anAudit, aTranscribedAudit } from '../../testing/audit.js';
import { toHistory } from '../../testing/history-of-commits.js';
import { aConfig, anOutput, type Journey } from '../../testing/journey.js';
import { configs } from '../../testing/random-history.js';
import { itemOf } from '../../testing/describe-decision.js';
import { planAuditProcess } from './audit-process.js';
import { pipelineOf } from './pipelines.js';

const planned = (config = aConfig(['drive'])): readonly PlanStep[] => planAuditProcess(config).steps;

describe('the pipeline of the audit process', () => {
  it('AUD-06: downloads, transcribes and delivers, one after the other, and nothing else', () => {
    expect(planned(aConfig(['one', 'two'])).map(({ step, dependsOn }) => [step, dependsOn])).toEqual([
      ['DOWNLOAD', []],
      ['TRANSCRIBE', ['DOWNLOAD']],
      ['deliver:one', ['DOWNLOAD', 'TRANSCRIBE']],
      ['deliver:two', ['DOWNLOAD', 'TRANSCRIBE']],
    ]);
  });

  it('gives each step its service, lane and failure policy, and requires the transcript', () => {
    const drive = aConfig([], { outputs: [anOutput('drive', { type: 'google_drive' })] });
    expect(
      planned(drive).map(({ step, service, lane, onFailure, required }) => [step, service, lane, onFailure, required]),
    ).toEqual([
      ['DOWNLOAD', 'ingest', 'download', 'restart', undefined],
      ['TRANSCRIBE', 'processing', 'speech', 'rollback', true],
      [DRIVE, 'upload', 'google-drive', 'isolate', undefined],
    ]);
  });

  it('has no trimming, topics and subtitles, and only earlier dependencies, for any configuration', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const seen = new Set<string>();
        for (const step of planned(config)) {
          expect(step.dependsOn.every((parent) => seen.has(parent))).toBe(true);
          expect(WORKER_SERVICES).toContain(step.service);
          seen.add(step.step);
        }
        expect([...seen].filter((step) => !step.startsWith('deliver:'))).toEqual(['DOWNLOAD', 'TRANSCRIBE']);
      }),
    );
  });

  it.each([
    ['DOWNLOAD', 'download'],
    ['TRANSCRIBE', 'transcribe'],
    [DRIVE, 'upload'],
  ])('names %s %s in failed_at_stage, like recordings', (step, word) => {
    expect(pipelineOf('audit-process').stepWord(step)).toBe(word);
  });
});

describe('a video of the audit process', () => {
  it('appears as a recording, with the statuses of recordings', () => {
    const journey = anAudit();
    journey.through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    expect(journey.trail).toEqual([
      'PENDING_SOURCE',
      'INITIALIZED',
      'DOWNLOADING',
      'DOWNLOADED',
      'PROCESSING',
      'PROCESSED',
      'UPLOADING',
      'READY',
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', failed: false, progress: 1 });
  });

  it('AUD-11: returns to the same status as a recording when a step has failed for good', () => {
    const failing = (journey: Journey, step: string): ReturnType<typeof itemOf> => {
      journey.start(step);
      journey.fail(step);
      return itemOf(journey);
    };
    expect(failing(anAudit(), 'DOWNLOAD')).toMatchObject({ status: 'INITIALIZED', failed: true, failed_at_stage: 'download' });
    expect(failing(anAudit().through('DOWNLOAD'), 'TRANSCRIBE')).toMatchObject({
      status: 'DOWNLOADED',
      failed: true,
      failed_at_stage: 'transcribe',
    });
    expect(failing(aTranscribedAudit(), DRIVE)).toMatchObject({ status: 'PROCESSED', failed: true, failed_at_stage: 'upload' });
  });

  it('is delivered even if there was nothing to transcribe', () => {
    const journey = anAudit().through('DOWNLOAD');
    journey.skip('TRANSCRIBE', { reason: 'no_audio' });
    journey.through(DRIVE);
    expect(itemOf(journey).status).toBe('READY');
  });

  it('is explained in the words of recordings', () => {
    const { assetId, commits } = anAudit().through('DOWNLOAD');
    expect(explainStatus(assetId, toHistory(commits)).status).toMatchObject({
      status: 'DOWNLOADED',
      rule: { id: 'AGG-06' },
    });
  });

  it('shows its channel in the audit log', () => {
    const journey = anAudit();
    const [first] = journey.events;
    if (first === undefined) throw new Error('The journey has no event');
    const after = evolve(initialState, first, { assetId: journey.assetId, at: journey.now });
    expect(auditLine(initialState, first, after).message).toBe('Registered from an upload, for a page of channel 7');
  });
});
