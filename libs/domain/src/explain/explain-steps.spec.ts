import { AT, STAGES, aConfig, aRun, type Journey } from '../testing/index.js';
import { initialState } from '../asset/state.js';
import { explainRun } from './explain-run.js';
import { explainSteps, type StepExplanation } from './explain-steps.js';

const LONG_AFTER = '2027-01-01T00:00:00.000Z';

const explained = (journey: Journey, step: string, now = journey.now): StepExplanation | undefined =>
  explainSteps(journey.state, now).find(({ explanation }) => explanation.step === step)?.explanation;
const codes = (journey: Journey): Readonly<Record<string, string>> =>
  Object.fromEntries(explainSteps(journey.state, journey.now).map(({ explanation: { step, code } }) => [step, code]));

describe('the explanation of an unfinished step', () => {
  it('names the steps that it waits for', () => {
    const journey = aRun().through('DOWNLOAD');
    expect(explained(journey, 'TRANSCRIBE')).toMatchObject({
      code: 'depends',
      says: 'Starts after TRIM.',
      depends_on: ['TRIM'],
      attempt: 0,
      worker: null,
    });
  });

  it('names the earlier dependencies if a person has skipped the stage between', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.send({ type: 'SkipStage', step: 'TRIM', by: 'owner-1' });
    expect(explained(journey, 'TRANSCRIBE')).toMatchObject({ code: 'depends', depends_on: ['DOWNLOAD'] });
  });

  it('shows the lane and the time since it was queued', () => {
    const journey = aRun();
    expect(explained(journey, 'DOWNLOAD')).toMatchObject({
      code: 'queued',
      says: 'Attempt 1 is queued for a worker.',
      service: 'ingest',
      lane: 'download',
      attempt: 1,
      since: journey.now,
    });
  });

  it('shows the worker, the start, and the attempt for a look-up of the lease', () => {
    const journey = aRun();
    journey.start('DOWNLOAD', 'ingest-7');
    expect(explained(journey, 'DOWNLOAD')).toMatchObject({
      code: 'running',
      says: 'Attempt 1 is running on ingest-7. It is stopped after 15 min without progress, and about 2026-01-01T00:55:03.000Z at the latest.',
      worker: 'ingest-7',
      since: journey.now,
    });
    expect(explainSteps(journey.state, journey.now)[0]?.attempt?.attemptId).toBe(journey.attemptId('DOWNLOAD'));
  });

  it('names the quota that it waits for, and the day on which that renews', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.wait('TRANSCRIBE', { for: 'quota-transcription-minutes', until: '2026-02-01T00:00:00.000Z' });
    expect(explained(journey, 'TRANSCRIBE')).toMatchObject({
      code: 'waiting',
      says: 'Waits because it would exceed the monthly quota of transcription minutes. The quota renews on 2026-02-01 (UTC); a higher limit lets the step start earlier.',
      for: 'quota-transcription-minutes',
      until: '2026-02-01T00:00:00.000Z',
    });
  });

  it('shows the time of a retry, and queued once that time has passed', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true, code: 'timeout' });
    expect(explained(journey, 'DOWNLOAD')).toMatchObject({
      code: 'retry',
      says: 'Attempt 2 starts at 2026-01-01T00:00:06.000Z. The last attempt failed with timeout.',
      until: '2026-01-01T00:00:06.000Z',
      for: 'timeout',
    });
    expect(explained(journey, 'DOWNLOAD', LONG_AFTER)).toMatchObject({ code: 'queued', until: null });
  });

  it('U21: shows a wait since its first check, not since its last', () => {
    const journey = aRun();
    for (const _ of [1, 2]) {
      journey.start('DOWNLOAD');
      const attemptId = journey.attemptId('DOWNLOAD');
      journey.send({ type: 'WaitStep', step: 'DOWNLOAD', attemptId, for: 'disk-full', message: '', progress: 0 });
    }
    const waiting = explained(journey, 'DOWNLOAD');
    expect(waiting).toMatchObject({ code: 'waiting', for: 'disk-full', since: '2026-01-01T00:00:04.000Z' });
    expect(waiting?.says).toBe('Waiting for disk-full; checked 2 times. Next check at 2026-01-01T00:00:21.000Z.');
    expect(explained(journey, 'DOWNLOAD', LONG_AFTER)?.says).toContain('The next check is queued.');
  });

  it('shows that a pause withdrew the queued attempt', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.complete('TRIM');
    journey.send({ type: 'PauseRun', by: 'owner-1', until: LONG_AFTER });
    expect(explained(journey, 'TRANSCRIBE')).toMatchObject({
      code: 'paused',
      says: `The queued attempt was withdrawn because the run is paused until ${LONG_AFTER}.`,
      since: journey.now,
      until: LONG_AFTER,
    });
    expect(explained(journey, 'EXTRACT_TOPICS')?.code).toBe('depends');
    expect(explainRun(journey.state)).toMatchObject({
      code: 'paused',
      says: `The run is paused by owner-1, until ${LONG_AFTER}.`,
    });
  });

  it('keeps the missing dependency during a pause', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:two');
    journey.start('deliver:one');
    const attemptId = journey.attemptId('deliver:one');
    journey.send({ type: 'WaitStep', step: 'deliver:one', attemptId, for: 'quota', message: '', progress: 0 });
    const since = journey.now;
    journey.send({ type: 'PauseRun', by: 'owner-1' });
    expect(explained(journey, 'deliver:one')).toMatchObject({
      code: 'paused',
      says: `The queued attempt was withdrawn because the run is paused. Before the pause it waited since ${since}, last for quota.`,
      until: null,
      for: 'quota',
    });
  });

  it('shows unconfirmed until a person has settled the delivery', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { unconfirmed: true } });
    expect(explained(journey, 'deliver:library')).toMatchObject({ code: 'unconfirmed', since: journey.now });
    expect(explainRun(journey.state).says).toBe('Every step of the run has ended. Unconfirmed deliveries: library.');
    journey.send({ type: 'SettleDelivery', step: 'deliver:library', delivered: true, by: 'owner-1' });
    expect(explainSteps(journey.state, journey.now)).toEqual([]);
    expect(explainRun(journey.state).says).toBe('Every step of the run has ended.');
  });

  it('shows that a completed transcription found no speech', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.complete('TRANSCRIBE', { result: { words: 0 } });
    expect(explained(journey, 'TRANSCRIBE')).toMatchObject({
      code: 'no-speech',
      says: expect.stringContaining('no speech was found') as string,
      since: journey.now,
    });
  });

  it('shows the reason of a skip, also after a tolerated failure', () => {
    const config = aConfig();
    const journey = aRun({ ...config, transcription: { ...config.transcription, allow_errors: true, enable_topics: false } });
    journey.through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE', { code: 'model-gone' });
    expect(explained(journey, 'TRANSCRIBE')).toMatchObject({
      code: 'skipped',
      says: 'Skipped: it failed permanently, which this run allows (model-gone).',
      for: 'error',
    });
    expect(explained(journey, 'GENERATE_SUBTITLES')).toMatchObject({ code: 'skipped', for: 'parent_failed' });
    expect(explained(journey, 'EXTRACT_TOPICS')).toMatchObject({
      says: 'Skipped: it is switched off in the configuration.',
      for: 'disabled',
    });
  });

  it('D36: shows that a step will not start after a sibling has failed, while another still runs', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS', { code: 'no-model' });
    expect(codes(journey)).toEqual({
      EXTRACT_TOPICS: 'failed',
      GENERATE_SUBTITLES: 'running',
      'deliver:library': 'run-failing',
    });
    expect(explained(journey, 'deliver:library')).toMatchObject({ for: 'no-model' });
    journey.complete('GENERATE_SUBTITLES');
    expect(codes(journey)).toEqual({ EXTRACT_TOPICS: 'failed', 'deliver:library': 'rolled-back' });
    expect(explainRun(journey.state)).toMatchObject({
      code: 'rolled-back',
      says: expect.stringContaining('EXTRACT_TOPICS failed with no-model') as string,
    });
  });

  it('shows that its run was cancelled', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.send({ type: 'CancelRun', by: 'owner-1' });
    expect(new Set(Object.values(codes(journey)))).toEqual(new Set(['cancelled']));
    expect(explainRun(journey.state)).toEqual({
      code: 'cancelled',
      says: 'The run was cancelled by owner-1.',
      since: journey.now,
    });
  });

  it('shows an output that failed for good while another continues', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:one');
    journey.fail('deliver:one', { code: 'no-room' });
    expect(codes(journey)).toEqual({ 'deliver:one': 'failed', 'deliver:two': 'queued' });
  });

  it('is empty for a finished run, and without a run', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(explainSteps(journey.state, journey.now)).toEqual([]);
    expect(explainRun(journey.state)).toEqual({ code: 'ended', says: 'Every step of the run has ended.', since: journey.now });
    expect(explainSteps(initialState, AT)).toEqual([]);
    expect(explainRun(initialState)).toMatchObject({ code: 'none', since: null });
  });
});
