import { assetTimers, dueCommands } from './due.js';
import { STAGES, aConfig, aRun, anOutput, type Journey } from '../testing/journey.js';
import { itemOf as item, describeDecision as types } from '../testing/describe-decision.js';

const trimming = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};
const inOneHour = (journey: Journey): string => new Date(Date.parse(journey.now) + 3_600_000).toISOString();

describe('a pause', () => {
  it('U8: records who asked and the end; the reason is sealed', () => {
    const journey = trimming();
    const until = inOneHour(journey);
    expect(journey.pause({ until, reason: 'the speaker asked' })).toEqual({
      events: [{ type: 'PauseRequested', v: 1, data: { by: 'owner-1', until }, personal: { reason: 'the speaker asked' } }],
    });
    expect(item(journey)).toMatchObject({ on_pause: true, pause_until: until, pause_reason: 'the speaker asked' });
    expect(JSON.stringify(journey.state)).not.toContain('speaker');
  });

  it('ends automatically at its time, and queues the next step in the same commit', () => {
    const journey = trimming();
    const until = inOneHour(journey);
    journey.pause({ until });
    journey.complete('TRIM');
    expect(assetTimers(journey.state)).toEqual([{ purpose: 'pause', dueAt: until }]);
    expect(journey.poke()).toEqual([]);
    expect(journey.later(3_600_000).poke().map(types)).toEqual([['Resumed', 'StepScheduled TRANSCRIBE']]);
    expect(journey.events.find(({ type }) => type === 'Resumed')?.data).toEqual({ by: 'ingest', cause: 'expired' });
    expect(item(journey)).toMatchObject({ on_pause: false, pause_until: null, pause_reason: null });
    expect(journey.poke()).toEqual([]);
  });

  it('does not end by a poke that is early, late, or about a postponed end', () => {
    const journey = trimming();
    const first = inOneHour(journey);
    journey.pause({ until: first });
    const [due] = dueCommands(journey.state, { now: first, by: 'ingest' });
    journey.pause({ until: new Date(Date.parse(first) + 3_600_000).toISOString() });
    journey.later(3_600_000);
    expect(due === undefined ? undefined : journey.send(due)).toEqual({ events: [] });
    journey.run();
    expect(due === undefined ? undefined : journey.send(due)).toEqual({ events: [] });
  });

  it('accepts another end, keeps its start, and rejects a past or invalid end', () => {
    const journey = trimming();
    journey.pause();
    const since = journey.now;
    const until = inOneHour(journey);
    expect(types(journey.pause({ until }))).toEqual(['PauseRequested']);
    expect(item(journey)).toMatchObject({ pause_requested_at: since, pause_until: until });
    expect(types(journey.pause({ until: '2020-01-01T00:00:00Z' }))).toEqual(['pause-is-over']);
    expect(types(journey.pause({ until: 'tomorrow' }))).toEqual(['bad-date']);
    expect(types(journey.pause({ until: '2036-01-01T02:00:00+02:00' }))).toEqual(['PauseRequested']);
    expect(item(journey).pause_until).toBe('2036-01-01T00:00:00.000Z');
  });

  it('loses its end when a pause without an end replaces it, and keeps its reason', () => {
    const journey = trimming();
    const until = inOneHour(journey);
    journey.pause({ until, reason: 'lunch' });
    expect(item(journey)).toMatchObject({ on_pause: true, can_pause: false });
    expect(types(journey.pause({ reason: 'the disk is being moved' }))).toEqual(['PauseRequested']);
    expect(item(journey)).toMatchObject({ on_pause: true, pause_until: null, pause_reason: 'the disk is being moved' });
    expect(assetTimers(journey.state)).toEqual([]);
    expect(journey.later(3_600_000).poke()).toEqual([]);
    journey.pause({ until: inOneHour(journey) });
    expect(types(journey.pause())).toEqual(['PauseRequested']);
    expect(item(journey)).toMatchObject({ pause_until: null, pause_reason: 'the disk is being moved' });
    expect(journey.pause()).toMatchObject({ events: [], satisfied: { code: 'already-paused' } });
  });

  it('records another reason even if its end stays', () => {
    const journey = trimming();
    journey.pause();
    expect(types(journey.pause({ reason: 'the speaker asked' }))).toEqual(['PauseRequested']);
    expect(item(journey)).toMatchObject({ pause_reason: 'the speaker asked' });
  });

  it('holds a retry back, and keeps the time of the retry', () => {
    const journey = trimming();
    journey.fail('TRIM', { retryable: true });
    const retryAt = journey.notBefore('TRIM');
    journey.pause();
    expect(journey.step('TRIM')).toMatchObject({ phase: 'pending', retryAt, failures: 1 });
    journey.run();
    expect(journey.step('TRIM')).toMatchObject({ phase: 'scheduled', notBefore: retryAt, failures: 1 });
  });

  it('holds back attempts that fail, wait or are interrupted during it', () => {
    for (const end of ['fail', 'wait', 'interrupt'] as const) {
      const journey = trimming();
      journey.pause();
      if (end === 'fail') journey.fail('TRIM', { retryable: true });
      else journey[end]('TRIM');
      expect(journey.step('TRIM').phase).toBe('pending');
      expect(types(journey.run())).toEqual(['Resumed', 'StepScheduled TRIM']);
    }
  });

  it('does not use up the retry budget', () => {
    const retry = { max_attempts: 5, backoff_ms: [1_000], max_crashes: 3, budget_ms: 60_000 };
    const journey = aRun(aConfig([], { retry })).through('DOWNLOAD');
    journey.start('TRIM');
    journey.pause();
    journey.fail('TRIM', { retryable: true });
    journey.later(3_600_000).run();
    journey.start('TRIM');
    expect(types(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
  });

  it('ends with its run', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    journey.pause();
    journey.complete('deliver:library');
    expect(item(journey)).toMatchObject({ status: 'READY', on_pause: false, pause_requested_at: null });
    expect(assetTimers(journey.state)).toEqual([]);
  });

  it('D36: ends when its run is rolled back, which waits for the stage that still runs', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.pause();
    expect(types(journey.fail('EXTRACT_TOPICS'))).toEqual(['StepFailed EXTRACT_TOPICS']);
    expect(item(journey)).toMatchObject({ status: 'PROCESSING', on_pause: true });
    expect(types(journey.complete('GENERATE_SUBTITLES'))).toEqual([
      'StepCompleted GENERATE_SUBTITLES',
      'RunRolledBack EXTRACT_TOPICS',
    ]);
    expect(item(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, on_pause: false });
  });

  it('does not delay a tolerated failure: steps that can no longer run are skipped immediately', () => {
    const tolerant = aConfig([], { transcription: { ...aConfig().transcription, allow_errors: true } });
    const journey = aRun(tolerant).through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.pause();
    journey.fail('TRANSCRIBE');
    expect(item(journey)).toMatchObject({ status: 'PROCESSED', failed: false, on_pause: false });
  });

  it('loses nothing when it races with a completion', () => {
    const first = trimming();
    first.pause();
    first.complete('TRIM');
    const second = trimming();
    second.complete('TRIM');
    second.pause();
    for (const journey of [first, second]) {
      expect(item(journey)).toMatchObject({ on_pause: true, status: 'PROCESSING' });
      expect(journey.step('TRIM').phase).toBe('completed');
      expect(journey.step('TRANSCRIBE').phase).toBe('pending');
      journey.run();
      expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
    }
  });

  it('D10: also holds follow-ups back, and run ends it although the recording is READY', () => {
    const config = aConfig([], { outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] });
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    journey.pause();
    journey.complete('deliver:library');
    expect(item(journey)).toMatchObject({ status: 'READY', on_pause: true, can_run: true });
    expect(types(journey.run())).toEqual(['Resumed', 'StepScheduled deliver:library/thumbnail']);
  });
});
