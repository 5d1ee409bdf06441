import { explainSteps } from '../explain/explain-steps.js';
import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';
import { summarizeDecision, itemOf, describeDecision } from '../testing/describe-decision.js';

const WAITS = { max_attempts: 2, backoff_ms: [1_000], max_crashes: 2, wait_ms: [5_000, 60_000], budget_ms: 10_000 };
const trimming = (): Journey => {
  const journey = aRun(aConfig(['library'], { retry: WAITS })).through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};
const waitOf = (journey: Journey, step = 'TRIM'): number => Date.parse(journey.notBefore(step) ?? '') - Date.parse(journey.now);

describe('a wait for a dependency (U21)', () => {
  it('ends the attempt without a failure, queues the next check in the same commit, and seals the message', () => {
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

  it('shows the dependency, the start and the next check, while the status stays and nothing has failed', () => {
    const journey = trimming();
    journey.wait('TRIM');
    const since = journey.now;
    expect(itemOf(journey)).toMatchObject({
      status: 'PROCESSING',
      failed: false,
      waiting_for: [{ step: 'TRIM', for: 'disk-full', message: 'no space left', since, until: journey.notBefore('TRIM') }],
    });
    journey.start('TRIM');
    expect(itemOf(journey).waiting_for).toEqual([]);
    journey.wait('TRIM');
    expect(itemOf(journey).waiting_for).toMatchObject([{ since }]);
    journey.through('TRIM');
    expect(itemOf(journey).waiting_for).toMatchObject([{ step: 'TRANSCRIBE', for: 'queue' }]);
    expect(journey.step('TRIM')).not.toHaveProperty('waiting');
  });

  it('grows with each check, lasts at least as long as the other side asks, and restarts after progress or for another dependency', () => {
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

  it('has begun with the first wait without progress, whatever it is for and whoever interrupts its checks', () => {
    const journey = trimming();
    journey.wait('TRIM');
    const since = journey.now;
    journey.later(60_000).start('TRIM');
    journey.wait('TRIM', { for: 'quota' });
    expect(itemOf(journey).waiting_for).toMatchObject([{ for: 'quota', since }]);
    journey.later(60_000).start('TRIM');
    journey.interrupt('TRIM');
    journey.later(60_000).start('TRIM');
    journey.wait('TRIM', { for: 'quota' });
    expect(itemOf(journey).waiting_for).toMatchObject([{ for: 'quota', since }]);
  });

  it('begins anew after progress, a failure or the end of the step', () => {
    const journey = trimming();
    journey.wait('TRIM');
    journey.later(60_000).start('TRIM');
    journey.interrupt('TRIM', { progress: 0.5 });
    journey.later(60_000).start('TRIM');
    journey.wait('TRIM', { progress: 0.5 });
    expect(itemOf(journey).waiting_for).toMatchObject([{ since: journey.now }]);
    journey.later(60_000).start('TRIM');
    journey.interrupt('TRIM', { progress: 0.5 });
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true });
    expect(journey.step('TRIM')).not.toHaveProperty('waitedSince');
    journey.through('TRIM');
    expect(journey.step('TRIM')).not.toHaveProperty('waitedSince');
  });

  it('lasts until the time at which the dependency comes, if that is known', () => {
    const journey = trimming();
    journey.wait('TRIM', { for: 'quota-bytes', until: '2026-02-01T00:00:00.000Z' });
    expect(journey.notBefore('TRIM')).toBe('2026-02-01T00:00:00.000Z');
    journey.start('TRIM');
    journey.wait('TRIM', { for: 'quota-bytes', until: 'tomorrow' });
    expect(waitOf(journey)).toBe(60_000);
    journey.start('TRIM');
    journey.wait('TRIM', { for: 'quota-bytes', until: '2020-01-01T00:00:00.000Z' });
    expect(waitOf(journey)).toBeGreaterThan(0);
  });

  it('is never longer than the given limit, for something that comes by itself', () => {
    const journey = trimming();
    const waits = [1, 2, 3].map(() => {
      journey.wait('TRIM', { checkWithinMs: 30_000 });
      const wait = waitOf(journey);
      journey.start('TRIM');
      return wait;
    });
    expect(waits).toEqual([5_000, 30_000, 30_000]);
  });

  it('may last any time, uses up no retry, and keeps the state small', () => {
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

  it('does not use up the retry budget: a failure after a long wait is retried', () => {
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
    expect(describeDecision(patient.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
    journey.start('TRIM');
    expect(describeDecision(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'RunRolledBack TRIM']);
  });

  it('clears earlier crashes if the attempt made progress, and otherwise none', () => {
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

  it('may come before the start, after a check, and then shows no UPLOADING (AGG-16)', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    expect(describeDecision(journey.wait('deliver:library', { for: 'output-unreachable' }))).toEqual([
      'StepWaiting deliver:library',
      'StepScheduled deliver:library',
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', waiting_for: [{ for: 'output-unreachable' }] });
  });

  it('of one output does not delay the others', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES);
    journey.start('deliver:one');
    journey.wait('deliver:one');
    journey.through('deliver:two');
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', upload_summary: { uploaded: 1, failed: 0 } });
    expect(journey.step('deliver:one').phase).toBe('scheduled');
  });

  it('D36: does not follow another step’s final failure', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    expect(describeDecision(journey.wait('GENERATE_SUBTITLES'))).toEqual([
      'StepWaiting GENERATE_SUBTITLES',
      'RunRolledBack EXTRACT_TOPICS',
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: true, waiting_for: [] });
  });

  it('adds nothing when it is repeated, and is late for a closed attempt', () => {
    const journey = trimming();
    const attemptId = journey.attemptId('TRIM');
    journey.wait('TRIM');
    expect(summarizeDecision(journey.wait('TRIM', { attemptId }))).toBe('nothing ');
    const fenced = trimming();
    const sleeper = fenced.attemptId('TRIM');
    fenced.unstick();
    expect(describeDecision(fenced.wait('TRIM', { attemptId: sleeper }))).toEqual(['LateResultIgnored TRIM']);
    expect(fenced.step('TRIM')).not.toHaveProperty('waiting');
  });
});

describe('a wait that is checked regularly (ADR 107)', () => {
  const model = { for: 'speech-model', checkEveryMs: 30_000 };
  const waiting = (): Journey => {
    const journey = aRun(aConfig([], { retry: WAITS })).through('DOWNLOAD', 'TRIM');
    journey.wait('TRANSCRIBE', model);
    return journey;
  };

  it('is one commit, however often it is checked, and its attempt stays', () => {
    const journey = waiting();
    const [commits, attemptId] = [journey.commits.length, journey.attemptId('TRANSCRIBE')];
    expect(journey.commits.at(-1)?.commit.events).toMatchObject([
      { type: 'StepWaiting', data: { for: 'speech-model', everyMs: 30_000 } },
      { type: 'StepScheduled', data: { attempt: 2 } },
    ]);
    expect(waitOf(journey, 'TRANSCRIBE')).toBe(30_000);
    for (let check = 0; check < 20; check += 1) {
      journey.later(30_000);
      expect(summarizeDecision(journey.wait('TRANSCRIBE', model))).toBe('nothing ');
    }
    expect([journey.commits.length, journey.attemptId('TRANSCRIBE')]).toEqual([commits, attemptId]);
    expect(describeDecision(journey.start('TRANSCRIBE'))).toEqual(['StepStarted TRANSCRIBE']);
  });

  it('shows what is missing and since when, and no time of a check that no event records', () => {
    const journey = waiting();
    const since = journey.now;
    journey.later(3_600_000);
    expect(itemOf(journey)).toMatchObject({
      waiting_for: [{ step: 'TRANSCRIBE', for: 'speech-model', message: 'no space left', since, until: null }],
      processing_stages: expect.arrayContaining([
        expect.objectContaining({ stage_type: 'TRANSCRIBE', attempt: 2, retry_at: null }),
      ]) as unknown,
    });
    expect(explainSteps(journey.state, journey.now).map(({ explanation }) => explanation)).toContainEqual(
      expect.objectContaining({
        ...{ step: 'TRANSCRIBE', code: 'waiting', for: 'speech-model', since, until: null },
        says: 'Waiting for speech-model; checked every 30 s.',
      }),
    );
  });

  it.each<[string, Parameters<Journey['wait']>[1]]>([
    ['waits for something else', { ...model, for: 'quota' }],
    ['is checked at another interval', { ...model, checkEveryMs: 60_000 }],
    ['is no longer checked regularly', { for: model.for }],
    ['has made progress', { ...model, progress: 0.5 }],
  ])('is another commit once the step %s', (_what, next) => {
    expect(describeDecision(waiting().wait('TRANSCRIBE', next))).toEqual(['StepWaiting TRANSCRIBE', 'StepScheduled TRANSCRIBE']);
  });

  it('is another commit after a change of the language, because its message may advise that change', () => {
    const journey = waiting();
    journey.send({ type: 'ChangeLanguage', by: 'owner-1', language: 'ru' });
    expect(describeDecision(journey.wait('TRANSCRIBE', model))).toEqual(['StepWaiting TRANSCRIBE', 'StepScheduled TRANSCRIBE']);
    expect(summarizeDecision(journey.wait('TRANSCRIBE', model))).toBe('nothing ');
  });

  it('is another commit if the attempt has started, because it ends there', () => {
    const journey = waiting();
    journey.start('TRANSCRIBE');
    expect(describeDecision(journey.wait('TRANSCRIBE', model))).toEqual(['StepWaiting TRANSCRIBE', 'StepScheduled TRANSCRIBE']);
  });

  it('goes on after a pause without a commit of its own', () => {
    const journey = waiting();
    const { now: since } = journey;
    journey.later(60_000).pause();
    journey.later(60_000).run();
    expect(summarizeDecision(journey.wait('TRANSCRIBE', model))).toBe('nothing ');
    expect(itemOf(journey)).toMatchObject({ waiting_for: [{ for: 'speech-model', since, until: null }] });
  });

  it('of a cancelled run adds only that its report came late', () => {
    const journey = waiting();
    const attemptId = journey.attemptId('TRANSCRIBE');
    journey.cancel();
    expect(describeDecision(journey.wait('TRANSCRIBE', { ...model, attemptId }))).toEqual(['LateResultIgnored TRANSCRIBE']);
  });
});

describe('the retry budget', () => {
  it('allows no retry that starts after its end', () => {
    const journey = aRun(aConfig([], { retry: { ...WAITS, max_attempts: 9 } })).through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true });
    journey.later(5_000).start('TRIM');
    expect(describeDecision(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
    journey.later(5_000).start('TRIM');
    expect(describeDecision(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'RunRolledBack TRIM']);
  });

  it('also ends if the other side asks for a longer wait than is left', () => {
    const journey = trimming();
    expect(describeDecision(journey.fail('TRIM', { retryable: true, retryAfterMs: 60_000 }))).toEqual([
      'StepFailed TRIM',
      'RunRolledBack TRIM',
    ]);
  });

  it('restarts with each run', () => {
    const journey = trimming();
    journey.fail('TRIM', { retryable: true, retryAfterMs: 60_000 });
    journey.later(3_600_000).run(aConfig(['library'], { retry: WAITS }));
    journey.start('TRIM');
    expect(describeDecision(journey.fail('TRIM', { retryable: true }))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
  });

  it('keeps only the last five idle attempts, and all that left files for others', () => {
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
    // The next attempt uses other files. The state still knows the owner of the first ones.
    journey.start('TRIM');
    journey.checkpoint('TRIM', { part: 'elsewhere' });
    journey.wait('TRIM');
    expect(journey.step('TRIM').attempts[0]).toMatchObject({ attemptId: leaver, left: true });
  });
});
