import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';
import { answered, itemOf, told } from '../testing/told.js';

const WAITS = { max_attempts: 2, backoff_ms: [1_000], max_crashes: 2, wait_ms: [5_000, 60_000], budget_ms: 10_000 };
const trimming = (): Journey => {
  const journey = aRun(aConfig(['library'], { retry: WAITS })).through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};
const waitOf = (journey: Journey, step = 'TRIM'): number =>
  Date.parse(journey.step(step).notBefore ?? '') - Date.parse(journey.now);

describe('waiting is not failing (U21)', () => {
  it('ends the attempt without a failure, queues the next look in the same commit, and seals the words apart', () => {
    const journey = trimming();
    const attemptId = journey.attemptId('TRIM');
    const decision = journey.wait('TRIM', { progress: 0.25 });
    const until = new Date(Date.parse(journey.now) + 5_000).toISOString();
    expect(decision).toEqual({
      events: [
        {
          type: 'StepWaiting',
          v: 1,
          data: { step: 'TRIM', attemptId, for: 'disk-full', until, progress: 0.25 },
          personal: { message: 'no space left' },
        },
        expect.objectContaining({
          type: 'StepScheduled',
          data: expect.objectContaining({ attempt: 2, notBefore: until }) as unknown,
        }),
      ],
    });
    expect(journey.step('TRIM')).toMatchObject({ failures: 0, crashes: 0 });
    expect(JSON.stringify(journey.state)).not.toContain('no space left');
  });

  it('shows what is waited for, since when and until when, while the status stays and nothing has failed', () => {
    const journey = trimming();
    journey.wait('TRIM');
    const since = journey.now;
    expect(itemOf(journey)).toMatchObject({
      status: 'PROCESSING',
      failed: false,
      waiting_for: [{ step: 'TRIM', for: 'disk-full', message: 'no space left', since, until: journey.step('TRIM').notBefore }],
    });
    journey.start('TRIM');
    expect(itemOf(journey).waiting_for).toEqual([]);
    journey.wait('TRIM');
    expect(itemOf(journey).waiting_for).toMatchObject([{ since }]);
    journey.through('TRIM');
    expect(itemOf(journey).waiting_for).toEqual([]);
    expect(journey.step('TRIM').waiting).toBeUndefined();
  });

  it('looks ever less often, at least as late as the other side asks, and anew for something else or after getting further', () => {
    const journey = trimming();
    const look = (overrides: Parameters<Journey['wait']>[1] = {}): number => {
      journey.wait('TRIM', overrides);
      const wait = waitOf(journey);
      journey.start('TRIM');
      return wait;
    };
    expect([look(), look(), look(), look({ retryAfterMs: 90_000 }), look({ retryAfterMs: 10 })]).toEqual([
      5_000, 60_000, 60_000, 90_000, 60_000,
    ]);
    expect([look({ for: 'quota' }), look({ for: 'quota' })]).toEqual([5_000, 60_000]);
    expect([look({ for: 'quota', progress: 0.5 }), look({ for: 'quota', progress: 0.5 })]).toEqual([5_000, 60_000]);
    journey.checkpoint('TRIM', { part: 1 });
    expect(look({ for: 'quota', progress: 0.5 })).toBe(5_000);
    expect(look({ for: 'Not a code!' })).toBe(5_000);
  });

  it('goes on for as long as it takes, uses up no retry, and keeps the state small', () => {
    const journey = trimming();
    journey.fail('TRIM', { retryable: true });
    for (let looks = 0; looks < 500; looks += 1) {
      journey.start('TRIM');
      journey.wait('TRIM');
      journey.later(60_000);
    }
    expect(journey.step('TRIM')).toMatchObject({ phase: 'scheduled', failures: 1, waiting: { looks: 500 } });
    expect(journey.step('TRIM').attempts.length).toBeLessThan(10);
    expect(journey.step('TRIM').attempts.at(-1)?.number).toBe(502);
    journey.through('TRIM');
    expect(journey.step('TRIM').phase).toBe('completed');
  });

  it('is not taken from the budget of retries: what fails after a long wait is tried again', () => {
    const journey = trimming();
    journey.fail('TRIM', { retryable: true });
    journey.start('TRIM');
    journey.wait('TRIM');
    const patient = aRun(aConfig([], { retry: { ...WAITS, max_attempts: 5 } })).through('DOWNLOAD');
    patient.start('TRIM');
    patient.fail('TRIM', { retryable: true });
    patient.start('TRIM');
    patient.wait('TRIM');
    patient.later(3_600_000).start('TRIM');
    expect(told(patient.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
    // The number of failures still counts.
    journey.start('TRIM');
    expect(told(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'RunRolledBack TRIM']);
  });

  it('forgives earlier crashes where the attempt got further, and none where it did not', () => {
    const journey = trimming();
    journey.interrupt('TRIM');
    expect(journey.step('TRIM').crashes).toBe(1);
    journey.start('TRIM');
    journey.wait('TRIM');
    expect(journey.step('TRIM').crashes).toBe(1);
    journey.start('TRIM');
    journey.wait('TRIM', { progress: 0.5 });
    expect(journey.step('TRIM').crashes).toBe(0);
  });

  it('may come before the start, where a check says so, and then shows no UPLOADING (AGG-16)', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    expect(told(journey.wait('deliver:library', { for: 'output-unreachable' }))).toEqual([
      'StepWaiting deliver:library',
      'StepScheduled deliver:library',
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', waiting_for: [{ for: 'output-unreachable' }] });
  });

  it('of one output holds back no other', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:one');
    journey.wait('deliver:one');
    journey.through('deliver:two');
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADING', upload_summary: { uploaded: 1, failed: 0 } });
    expect(journey.step('deliver:one').phase).toBe('scheduled');
  });

  it('D36: where another step has finally failed there is nothing to wait for', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    expect(told(journey.wait('GENERATE_SUBTITLES'))).toEqual(['StepWaiting GENERATE_SUBTITLES', 'RunRolledBack EXTRACT_TOPICS']);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, waiting_for: [] });
  });

  it('repeated adds nothing, and of a closed attempt is late', () => {
    const journey = trimming();
    const attemptId = journey.attemptId('TRIM');
    journey.wait('TRIM');
    expect(answered(journey.wait('TRIM', { attemptId }))).toBe('nothing ');
    const fenced = trimming();
    const sleeper = fenced.attemptId('TRIM');
    fenced.unstick();
    expect(told(fenced.wait('TRIM', { attemptId: sleeper }))).toEqual(['LateResultIgnored TRIM']);
    expect(fenced.step('TRIM').waiting).toBeUndefined();
  });
});

describe('the budget of retries', () => {
  it('lets no retry begin later than it after the first failure', () => {
    const journey = aRun(aConfig([], { retry: { ...WAITS, max_attempts: 9 } })).through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true });
    journey.later(5_000).start('TRIM');
    expect(told(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
    journey.later(5_000).start('TRIM');
    expect(told(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'RunRolledBack TRIM']);
  });

  it('also ends where the other side asks for a longer wait than it has left', () => {
    const journey = trimming();
    expect(told(journey.fail('TRIM', { retryable: true, retryAfterMs: 60_000 }))).toEqual([
      'StepFailed TRIM',
      'RunRolledBack TRIM',
    ]);
  });

  it('is new with each run', () => {
    const journey = trimming();
    journey.fail('TRIM', { retryable: true, retryAfterMs: 60_000 });
    journey.later(3_600_000).run(aConfig(['library'], { retry: WAITS }));
    journey.start('TRIM');
    expect(told(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
  });

  it('forgets attempts that only waited but for the last five, and none that has left files for others', () => {
    const journey = trimming();
    journey.checkpoint('TRIM', { part: `an/artifact/of/${journey.attemptId('TRIM')}/part.bin` });
    const leaver = journey.attemptId('TRIM');
    journey.wait('TRIM');
    for (let look = 0; look < 8; look += 1) {
      journey.start('TRIM');
      journey.wait('TRIM');
    }
    const kept = journey.step('TRIM').attempts;
    expect(kept.map(({ number }) => number)).toEqual([1, 5, 6, 7, 8, 9, 10]);
    expect(kept[0]).toMatchObject({ attemptId: leaver, end: 'waited', left: true });
    expect(kept.slice(1).some((attempt) => 'left' in attempt)).toBe(false);
    // The next attempt goes on with other files: whose the first ones are is still known.
    journey.start('TRIM');
    journey.checkpoint('TRIM', { part: 'elsewhere' });
    journey.wait('TRIM');
    expect(journey.step('TRIM').attempts[0]).toMatchObject({ attemptId: leaver, left: true });
  });
});
