import { defaultRunConfig } from '../asset/config/defaults.js';
import { aConfig, aRun, STAGES, type Journey } from '../testing/index.js';
import { currentWork } from '../asset/steps/current-work.js';
import type { Decision } from './decision.js';

const types = (decision: Decision): readonly string[] =>
  'events' in decision ? decision.events.map(({ type }) => type) : [decision.rejected.code];

const crash = (journey: Journey, step: string, progress = 0): Decision => {
  journey.start(step);
  return journey.interrupt(step, { progress });
};

describe('an interruption', () => {
  it('closes the attempt and schedules the next one immediately, in the same commit', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    const first = journey.attemptId('DOWNLOAD');
    const decision = journey.interrupt('DOWNLOAD', { progress: 0.3 });
    expect('events' in decision ? decision.events : []).toEqual([
      {
        type: 'StepInterrupted',
        v: 1,
        data: { step: 'DOWNLOAD', attemptId: first, cause: 'lease-expired', by: 'worker-2', progress: 0.3 },
      },
      { type: 'StepScheduled', v: 1, data: { step: 'DOWNLOAD', attempt: 2, attemptId: journey.attemptId('DOWNLOAD') } },
    ]);
    expect(journey.attemptId('DOWNLOAD')).not.toBe(first);
  });

  it('keeps the status', () => {
    const journey = aRun().through('DOWNLOAD');
    crash(journey, 'TRIM');
    expect(journey.trail.at(-1)).toBe('PROCESSING');
    journey.through(...STAGES);
    crash(journey, 'deliver:library');
    expect(journey.trail.at(-1)).toBe('UPLOADING');
  });

  it('U18: uses up no retry', () => {
    const journey = aRun();
    for (const progress of [0.1, 0.2, 0.3, 0.4, 0.5]) crash(journey, 'DOWNLOAD', progress);
    expect(journey.step('DOWNLOAD')).toMatchObject({ failures: 0, phase: 'scheduled' });
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true });
    expect(journey.step('DOWNLOAD')).toMatchObject({ failures: 1, phase: 'scheduled' });
  });

  it('adds nothing when it is repeated', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    const interrupt = {
      type: 'InterruptStep',
      step: 'DOWNLOAD',
      attemptId: journey.attemptId('DOWNLOAD'),
      cause: 'lease-expired',
      by: 'w',
      progress: 0,
    } as const;
    expect(types(journey.send(interrupt))).toEqual(['StepInterrupted', 'StepScheduled']);
    expect(journey.send(interrupt)).toEqual({ events: [] });
  });

  it('is refused for an attempt that has not started', () => {
    expect(types(aRun().interrupt('DOWNLOAD'))).toEqual(['not-started']);
  });

  it('passes on checkpoints, and the attempts whose results may be adopted, newest first', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    const first = journey.attemptId('DOWNLOAD');
    journey.send({ type: 'CheckpointStep', step: 'DOWNLOAD', attemptId: first, data: { session: 's' } });
    journey.interrupt('DOWNLOAD');
    const second = journey.attemptId('DOWNLOAD');
    crash(journey, 'DOWNLOAD');
    expect(currentWork(journey.state, 'DOWNLOAD')).toMatchObject({
      attempt: 3,
      adoptFrom: [second, first],
      checkpoints: { session: 's' },
    });
  });
});

describe('a crash loop', () => {
  const retry = { ...defaultRunConfig.retry, max_crashes: 3 };

  it('ends as worker-crashed after the configured number of crashes in a row, and rolls back', () => {
    const journey = aRun(aConfig(['library'], { retry })).through('DOWNLOAD');
    crash(journey, 'TRIM');
    crash(journey, 'TRIM');
    expect(types(crash(journey, 'TRIM'))).toEqual(['StepInterrupted', 'StepFailed', 'RunRolledBack']);
    expect(journey.step('TRIM')).toMatchObject({
      phase: 'failed',
      error: { code: 'worker-crashed', retryable: false },
    });
    expect(journey.personal.steps?.['TRIM']?.message).toContain('3 times');
    expect(journey.trail.at(-1)).toBe('DOWNLOADED');
  });

  it('fails only the output of a delivery', () => {
    const journey = aRun(aConfig(['one', 'two'], { retry })).through('DOWNLOAD', ...STAGES, 'deliver:one');
    for (let crashes = 0; crashes < 3; crashes += 1) crash(journey, 'deliver:two');
    expect(journey.step('deliver:two').phase).toBe('failed');
    expect(journey.trail.at(-1)).toBe('UPLOADED');
  });

  it('ends with progress: only crashes without progress between them count', () => {
    const journey = aRun();
    crash(journey, 'DOWNLOAD', 0.2);
    crash(journey, 'DOWNLOAD', 0.2);
    crash(journey, 'DOWNLOAD', 0.1);
    expect(journey.step('DOWNLOAD').crashes).toBe(2);
    crash(journey, 'DOWNLOAD', 0.3);
    expect(journey.step('DOWNLOAD').crashes).toBe(0);
  });

  it('ends with a checkpoint', () => {
    const journey = aRun();
    crash(journey, 'DOWNLOAD');
    crash(journey, 'DOWNLOAD');
    journey.start('DOWNLOAD');
    journey.send({ type: 'CheckpointStep', step: 'DOWNLOAD', attemptId: journey.attemptId('DOWNLOAD'), data: { part: 1 } });
    journey.interrupt('DOWNLOAD');
    expect(journey.step('DOWNLOAD')).toMatchObject({ crashes: 0, phase: 'scheduled' });
  });

  it.each(['shutdown', 'fenced'] as const)('does not count interruptions by %s, which are no crashes', (cause) => {
    const journey = aRun();
    for (let times = 0; times < 10; times += 1) {
      journey.start('DOWNLOAD');
      journey.interrupt('DOWNLOAD', { cause });
    }
    expect(journey.step('DOWNLOAD')).toMatchObject({ crashes: 0, phase: 'scheduled' });
  });
});
