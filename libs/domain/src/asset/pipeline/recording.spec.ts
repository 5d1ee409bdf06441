import { STAGE_TYPES, WORKER_SERVICES, type PlanStep } from '@throughline/contracts';
import fc from 'fast-check';
import { aConfig } from '../../testing/journey.js';
import { configs } from '../../testing/random-history.js';
import { planRecording, recordingStepWord } from './recording.js';

const steps = (config = aConfig()): ReadonlyMap<string, PlanStep> =>
  new Map(planRecording(config).steps.map((step) => [step.step, step]));

describe('the pipeline of recordings', () => {
  it('STG-01: has exactly the four stages, after the download and before the deliveries', () => {
    const plan = planRecording(aConfig(['one', 'two']));
    expect(plan.steps.filter(({ kind }) => kind === 'stage').map(({ step }) => step)).toEqual([...STAGE_TYPES]);
    expect(plan.steps.map(({ step }) => step)).toEqual(['DOWNLOAD', ...STAGE_TYPES, 'deliver:one', 'deliver:two']);
  });

  it('STG-08: plans TRIM before TRANSCRIBE, with its switch', () => {
    expect(steps().get('TRIM')).toMatchObject({ dependsOn: ['DOWNLOAD'], enabledBy: 'trimming.enable_trimming' });
    expect(steps().get('TRANSCRIBE')?.dependsOn).toEqual(['TRIM']);
  });

  it('STG-10: makes topics and subtitles depend on a completed TRANSCRIBE, and not on each other', () => {
    for (const step of ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES']) {
      expect(steps().get(step)).toMatchObject({ dependsOn: ['TRANSCRIBE'], needs: ['TRANSCRIBE'] });
    }
  });

  it('gives each step its service, lane and failure policy', () => {
    expect(planRecording(aConfig()).steps.map(({ step, service, lane, onFailure }) => [step, service, lane, onFailure])).toEqual([
      ['DOWNLOAD', 'ingest', 'download', 'restart'],
      ['TRIM', 'processing', 'media', 'rollback'],
      ['TRANSCRIBE', 'processing', 'speech', 'rollback'],
      ['EXTRACT_TOPICS', 'processing', 'text', 'rollback'],
      ['GENERATE_SUBTITLES', 'processing', 'text', 'rollback'],
      ['deliver:library', 'upload', 'folder', 'isolate'],
    ]);
  });

  it('gives every type of output a lane that is valid in a subject', () => {
    const config = { ...aConfig([]), outputs: [{ name: 'one', type: 'google_drive', settings: {} }] };
    expect(steps(config).get('deliver:one')?.lane).toBe('google-drive');
  });

  it('has only earlier dependencies for any configuration, so that every step can be reached', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const seen = new Set<string>();
        for (const step of planRecording(config).steps) {
          expect(step.dependsOn.every((parent) => seen.has(parent))).toBe(true);
          expect((step.needs ?? []).every((parent) => step.dependsOn.includes(parent))).toBe(true);
          expect(WORKER_SERVICES).toContain(step.service);
          expect(step.lane).toMatch(/^[a-z0-9-]{1,40}$/u);
          seen.add(step.step);
        }
      }),
    );
  });

  it.each([
    ['DOWNLOAD', 'download'],
    ['TRIM', 'trim'],
    ['TRANSCRIBE', 'transcribe'],
    ['EXTRACT_TOPICS', 'topics'],
    ['GENERATE_SUBTITLES', 'subtitles'],
    ['deliver:library', 'upload'],
    ['SOMETHING_NEW', 'something_new'],
  ])('FLR-02 to FLR-05, FLR-13: names %s %s in failed_at_stage', (step, word) => {
    expect(recordingStepWord(step)).toBe(word);
  });
});
