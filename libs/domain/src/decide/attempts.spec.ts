import { attemptIdFor } from '@throughline/contracts';
import { aConfig, anArtifact, aRun, STAGES, type Journey } from '../testing/index.js';
import type { Decision } from './decision.js';

const codeOf = (decision: Decision): string | undefined => ('rejected' in decision ? decision.rejected.code : undefined);
const types = (decision: Decision): readonly string[] => ('events' in decision ? decision.events.map(({ type }) => type) : []);
const stranger = '11111111-1111-5111-8111-111111111111';

/** Returns a journey in which TRIM was taken over: its first attempt is closed, its second is current. */
const takenOver = (): { journey: Journey; first: string; second: string } => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  const first = journey.attemptId('TRIM');
  journey.interrupt('TRIM');
  return { journey, first, second: journey.attemptId('TRIM') };
};

describe('starting an attempt', () => {
  it('STG-04: is allowed for a recording without started stages, and records the worker', () => {
    const journey = aRun().through('DOWNLOAD');
    expect(journey.start('TRIM', 'worker-7')).toEqual({
      events: [{ type: 'StepStarted', v: 1, data: { step: 'TRIM', attemptId: journey.attemptId('TRIM'), worker: 'worker-7' } }],
    });
    expect(journey.step('TRIM')).toMatchObject({ phase: 'running', worker: 'worker-7' });
  });

  it('adds nothing when the same worker repeats it', () => {
    const journey = aRun();
    journey.start('DOWNLOAD', 'worker-1');
    expect(journey.start('DOWNLOAD', 'worker-1')).toEqual({ events: [] });
  });

  it('is refused to a second worker', () => {
    const journey = aRun();
    journey.start('DOWNLOAD', 'worker-1');
    expect(codeOf(journey.start('DOWNLOAD', 'worker-2'))).toBe('already-started');
  });

  it('is refused for a closed or unknown attempt', () => {
    const { journey, first } = takenOver();
    expect(codeOf(journey.send({ type: 'StartStep', step: 'TRIM', attemptId: first, worker: 'w' }))).toBe('stale-attempt');
    expect(codeOf(journey.send({ type: 'StartStep', step: 'TRIM', attemptId: stranger, worker: 'w' }))).toBe('unknown-attempt');
    expect(codeOf(journey.send({ type: 'StartStep', step: 'NONE', attemptId: first, worker: 'w' }))).toBe('unknown-attempt');
  });

  it('STG-11, SUB-02: allows topics and subtitles side by side, both scheduled by the end of TRANSCRIBE', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    expect(types(journey.complete('TRANSCRIBE'))).toEqual(['StepCompleted', 'StepScheduled', 'StepScheduled']);
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    expect(journey.step('EXTRACT_TOPICS').phase).toBe('running');
    expect(journey.step('GENERATE_SUBTITLES').phase).toBe('running');
    expect(journey.trail.at(-1)).toBe('PROCESSING');
  });
});

describe('completing an attempt', () => {
  it('UPL-08: stores result, artifacts and address, the address sealed', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    const artifacts = [anArtifact()];
    const decision = journey.complete('deliver:library', { result: { video_id: 'v1' }, artifacts, url: 'file:///x' });
    expect(decision).toEqual({
      events: [
        {
          type: 'StepCompleted',
          v: 2,
          data: {
            step: 'deliver:library',
            attemptId: journey.attemptId('deliver:library'),
            result: { video_id: 'v1' },
            artifacts,
            metrics: {},
          },
          personal: { url: 'file:///x' },
        },
      ],
    });
    expect(JSON.stringify(journey.state)).not.toContain('file:///x');
    expect(journey.personal.steps?.['deliver:library']).toEqual({ url: 'file:///x' });
  });

  it('names the attempt whose result was adopted', () => {
    const { journey, first } = takenOver();
    journey.start('TRIM');
    journey.complete('TRIM', { adoptedFrom: first });
    expect(journey.events.findLast(({ type }) => type === 'StepCompleted')?.data).toMatchObject({ adoptedFrom: first });
  });

  it('is refused before the start', () => {
    const journey = aRun();
    expect(codeOf(journey.complete('DOWNLOAD'))).toBe('not-started');
  });

  it('UPL-10: adds nothing the second time, and never sends an uploaded output again', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(journey.complete('deliver:library')).toEqual({ events: [] });
    expect(codeOf(journey.start('deliver:library'))).toBe('stale-attempt');
  });

  it('ends the run as PROCESSED after the last stage if there are no outputs', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD', ...STAGES);
    expect(journey.trail.at(-1)).toBe('PROCESSED');
  });

  it('starts all outputs side by side', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);
    expect([journey.step('deliver:one').phase, journey.step('deliver:two').phase]).toEqual(['scheduled', 'scheduled']);
  });
});

describe('a skip by a worker', () => {
  it.each([
    { reason: 'no_engine', dependent: 'no_engine' },
    { reason: 'no_engine_for_language', dependent: 'no_engine_for_language' },
    { reason: 'no_audio', dependent: 'no_audio' },
    { reason: 'all_silence', dependent: 'all_silence' },
    { reason: 'error', dependent: 'parent_failed' },
    { reason: 'manual', dependent: 'not_applicable' },
  ] as const)(
    'STG-12, TOP-01, SUB-01: skips what needs TRANSCRIBE for $dependent if TRANSCRIBE is skipped for $reason',
    (skip) => {
      const journey = aRun().through('DOWNLOAD', 'TRIM');
      journey.start('TRANSCRIBE');
      journey.skip('TRANSCRIBE', { reason: skip.reason });
      for (const step of ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES']) {
        expect(journey.step(step)).toMatchObject({ phase: 'skipped', skipReason: skip.dependent });
      }
      expect(journey.step('deliver:library').phase).toBe('scheduled');
      expect(journey.trail.at(-1)).toBe('PROCESSED');
    },
  );

  it('does not prevent the transcription if TRIM finds only silence', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.skip('TRIM', { reason: 'all_silence' });
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
  });

  it('is possible before the start, after a check', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.skip('deliver:library', { reason: 'not_applicable' });
    expect(journey.trail).not.toContain('UPLOADING');
    expect(journey.trail.at(-1)).toBe('PROCESSED');
  });

  it('is refused for the source, which everything depends on', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    expect(codeOf(journey.skip('DOWNLOAD'))).toBe('not-skippable');
  });
});

describe('checkpoints', () => {
  it('are merged and passed to the next attempt of the run', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    const attemptId = journey.attemptId('TRIM');
    journey.send({ type: 'CheckpointStep', step: 'TRIM', attemptId, data: { session: 'a', part: 1 } });
    journey.send({ type: 'CheckpointStep', step: 'TRIM', attemptId, data: { part: 2 } });
    journey.interrupt('TRIM');
    expect(journey.step('TRIM').checkpoints).toEqual({ session: 'a', part: 2 });
  });

  it('add nothing if they repeat known data, whatever the order of keys', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    const checkpoint = { type: 'CheckpointStep', step: 'DOWNLOAD', attemptId: journey.attemptId('DOWNLOAD') } as const;
    journey.send({ ...checkpoint, data: { job: { id: 1, at: [1, 2] }, more: null } });
    expect(journey.send({ ...checkpoint, data: { more: null, job: { at: [1, 2], id: 1 } } })).toEqual({ events: [] });
    expect(types(journey.send({ ...checkpoint, data: { job: { at: [2, 1], id: 1 } } }))).toEqual(['StepCheckpointed']);
  });

  it('are refused before the start and after the end', () => {
    const { journey, first, second } = takenOver();
    const checkpoint = { type: 'CheckpointStep', step: 'TRIM', data: { a: 1 } } as const;
    expect(codeOf(journey.send({ ...checkpoint, attemptId: first }))).toBe('stale-attempt');
    expect(codeOf(journey.send({ ...checkpoint, attemptId: second }))).toBe('not-started');
  });
});

describe('a late report of a closed attempt (U16)', () => {
  const result = { result: {}, artifacts: [], metrics: {} };

  it.each([
    { command: { type: 'CompleteStep', ...result }, outcome: 'completed' },
    { command: { type: 'SkipStep', reason: 'no_engine' }, outcome: 'skipped' },
    { command: { type: 'FailStep', code: 'x', message: 'm', retryable: true, progress: 0 }, outcome: 'failed' },
    { command: { type: 'RecordLate', outcome: 'aborted' }, outcome: 'aborted' },
  ] as const)('is recorded as late once and changes nothing: $outcome', ({ command, outcome }) => {
    const { journey, first, second } = takenOver();
    const late = { ...command, step: 'TRIM', attemptId: first };
    const before = journey.step('TRIM');
    expect(journey.send(late)).toEqual({
      events: [{ type: 'LateResultIgnored', v: 1, data: { step: 'TRIM', attemptId: first, outcome } }],
    });
    expect(journey.send(late)).toEqual({ events: [] });
    const { attempts: _now, ...after } = journey.step('TRIM');
    const { attempts: _then, ...rest } = before;
    expect(after).toEqual(rest);
    expect(journey.attemptId('TRIM')).toBe(second);
  });

  it('is recorded even if it comes from an earlier run', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    const sleeper = journey.attemptId('TRIM');
    journey.interrupt('TRIM');
    journey.start('TRIM');
    journey.fail('TRIM');
    journey.run();
    journey.through('TRIM');
    expect(types(journey.send({ type: 'CompleteStep', step: 'TRIM', attemptId: sleeper, ...result }))).toEqual([
      'LateResultIgnored',
    ]);
    expect(journey.step('TRIM').phase).toBe('completed');
  });

  it('is recorded even if its step is no longer in the plan', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    journey.start('deliver:two');
    const sleeper = journey.attemptId('deliver:two');
    journey.interrupt('deliver:two');
    journey.start('deliver:two');
    journey.fail('deliver:two');
    journey.run(aConfig(['one', 'three']));
    expect(types(journey.send({ type: 'CompleteStep', step: 'deliver:two', attemptId: sleeper, ...result }))).toEqual([
      'LateResultIgnored',
    ]);
    expect(journey.step('deliver:two').phase).toBe('skipped');
  });

  it('FLR-18: leaves an uploaded output uploaded if it is a failure', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    const sleeper = journey.attemptId('deliver:library');
    journey.interrupt('deliver:library');
    journey.through('deliver:library');
    journey.send({
      type: 'FailStep',
      step: 'deliver:library',
      attemptId: sleeper,
      code: 'x',
      message: 'm',
      retryable: false,
      progress: 0,
    });
    journey.fail('deliver:library');
    expect(journey.trail.at(-1)).toBe('READY');
  });

  it('is refused for the running attempt, and for an unknown one', () => {
    const { journey, second } = takenOver();
    expect(codeOf(journey.send({ type: 'RecordLate', step: 'TRIM', attemptId: second, outcome: 'aborted' }))).toBe(
      'still-current',
    );
    const unknown = attemptIdFor({ assetId: 'a', runId: 'r', step: 'TRIM', attempt: 9 });
    expect(codeOf(journey.send({ type: 'RecordLate', step: 'TRIM', attemptId: unknown, outcome: 'aborted' }))).toBe(
      'unknown-attempt',
    );
  });
});
