import { Journey, STAGES, aConfig, aRun } from '../testing/journey.js';
import { describeDecision, itemOf } from '../testing/describe-decision.js';
import { allowedActions } from '../kinds/allowed-actions.js';

const STEP = 'deliver:library';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const delivering = (outputs: readonly string[] = ['library']): Journey => aRun(aConfig(outputs)).through('DOWNLOAD', ...STAGES);
const waiting = (overrides: Parameters<Journey['wait']>[1] = {}): Journey => {
  const journey = delivering();
  journey.wait(STEP, { for: 'quota-exceeded', retryAfterMs: HOUR_MS, ...overrides });
  return journey;
};
/** Registers an item whose file is not here yet. */
const registered = (sourceKind: string): Journey => {
  const journey = new Journey();
  const item = { assetId: journey.assetId, owner: 'owner-1', title: 'A talk', language: 'en', isMapped: true };
  journey.send({ type: 'RegisterAsset', ...item, sourceKind });
  return journey;
};
const refusal = (decision: ReturnType<Journey['checkNow']>): unknown => ('rejected' in decision ? decision.rejected : decision);
const check = ({ state }: Journey): unknown => allowedActions(state).find(({ action }) => action === 'check');

describe('a requested check of what an item waits for', () => {
  it('replaces the attempt that is due later by one that starts now, and names the person', () => {
    const journey = waiting().later(MINUTE_MS);
    const attemptId = journey.attemptId(STEP);
    expect(describeDecision(journey.checkNow())).toEqual([`CheckRequested ${STEP}`, `StepScheduled ${STEP}`]);
    expect(journey.events.find(({ type }) => type === 'CheckRequested')?.data).toEqual({ step: STEP, attemptId, by: 'owner-1' });
    expect(journey.notBefore(STEP)).toBeUndefined();
    expect(journey.attemptId(STEP)).not.toBe(attemptId);
    expect(journey.step(STEP)).toMatchObject({ phase: 'scheduled', failures: 0, crashes: 0 });
  });

  it('keeps the wait with its start until the check has started, since nobody knows yet whether it is over', () => {
    const journey = waiting();
    const since = journey.now;
    journey.later(MINUTE_MS).checkNow();
    expect(itemOf(journey)).toMatchObject({
      status: 'PROCESSED',
      waiting_for: [{ step: STEP, for: 'quota-exceeded', message: 'no space left', since, until: journey.now }],
    });
    journey.start(STEP);
    expect(itemOf(journey).waiting_for).toEqual([]);
    journey.wait(STEP, { for: 'quota-exceeded', retryAfterMs: HOUR_MS });
    expect(itemOf(journey).waiting_for).toMatchObject([{ since, until: journey.notBefore(STEP) }]);
    expect(journey.step(STEP)).toMatchObject({ waiting: { looks: 2 } });
  });

  it('does not shorten the later waits of the step', () => {
    const journey = delivering();
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      journey.wait(STEP, { for: 'output-busy' });
      waits.push(Date.parse(journey.notBefore(STEP) ?? '') - Date.parse(journey.now));
      journey.later(MINUTE_MS).checkNow();
    }
    expect([...waits].sort((one, other) => one - other)).toEqual(waits);
    expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? 0);
  });

  it('adds nothing while an earlier check is queued', () => {
    const journey = waiting().later(MINUTE_MS);
    journey.checkNow();
    expect(journey.checkNow()).toMatchObject({ events: [], satisfied: { code: 'already-checking' } });
    expect(journey.later(HOUR_MS).checkNow()).toMatchObject({ events: [], satisfied: { code: 'already-checking' } });
  });

  it('is refused within a minute of the last check, with the time from which it is possible', () => {
    const journey = waiting();
    const next = new Date(Date.parse(journey.now) + MINUTE_MS).toISOString();
    expect(refusal(journey.checkNow())).toMatchObject({
      code: 'checked-recently',
      detail: expect.stringContaining(`${STEP} can be checked again from ${next} on`) as unknown,
    });
    journey.later(MINUTE_MS).checkNow();
    journey.wait(STEP, { for: 'quota-exceeded', retryAfterMs: HOUR_MS });
    expect(refusal(journey.checkNow())).toMatchObject({ code: 'checked-recently' });
  });

  it('checks only the steps whose last check is long enough ago', () => {
    const journey = delivering(['library', 'archive']);
    journey.wait(STEP, { retryAfterMs: HOUR_MS });
    journey.later(MINUTE_MS);
    journey.wait('deliver:archive', { retryAfterMs: HOUR_MS });
    expect(describeDecision(journey.checkNow())).toEqual([`CheckRequested ${STEP}`, `StepScheduled ${STEP}`]);
  });

  it('checks the named step alone', () => {
    const journey = delivering(['library', 'archive']);
    journey.wait(STEP, { retryAfterMs: HOUR_MS });
    journey.wait('deliver:archive', { retryAfterMs: HOUR_MS });
    journey.later(MINUTE_MS);
    expect(describeDecision(journey.checkNow('deliver:archive'))).toEqual([
      'CheckRequested deliver:archive',
      'StepScheduled deliver:archive',
    ]);
    expect(refusal(journey.checkNow('TRIM'))).toMatchObject({ code: 'nothing-to-check' });
    expect(refusal(journey.checkNow('BREW'))).toMatchObject({ code: 'unknown-step' });
  });

  it.each([
    ['is watched', { for: 'speech-model', checkEveryMs: 30_000 }, 'speech-model'],
    ['is a quota of the library', { for: 'quota-deliveries', until: '2026-02-01T00:00:00.000Z' }, 'quota of deliveries'],
  ])('is refused for something that %s: it continues without a check', (_why, overrides, named) => {
    const journey = waiting(overrides).later(MINUTE_MS);
    expect(refusal(journey.checkNow())).toMatchObject({
      code: 'checked-automatically',
      detail: expect.stringContaining(named) as unknown,
    });
  });

  it('is refused without a wait, with the reason and what to do instead', () => {
    const paused = aRun(aConfig(['library'])).through('DOWNLOAD');
    paused.start('TRIM');
    paused.wait('TRIM', { retryAfterMs: HOUR_MS });
    paused.pause();
    const retried = aRun();
    retried.start('DOWNLOAD');
    retried.fail('DOWNLOAD', { retryable: true });
    const awaited = registered('zoom');
    const uploaded = registered('upload');
    expect(
      [paused, retried, awaited, uploaded, aRun()].map((journey) => refusal(journey.later(MINUTE_MS).checkNow())),
    ).toMatchObject([
      { code: 'nothing-to-check', tryInstead: 'To continue, run the item.' },
      { code: 'nothing-to-check', tryInstead: 'To try it again now, restart the step (unstick).' },
      { code: 'nothing-to-check', tryInstead: 'Sync the source: each sync checks it.' },
      { code: 'nothing-to-check', tryInstead: 'Finish the upload.' },
      { code: 'nothing-to-check', tryInstead: 'Read why the item has its status (why).' },
    ]);
  });

  it('leaves an attempt that has started: it finds out by itself', () => {
    const journey = waiting().later(HOUR_MS);
    journey.start(STEP);
    expect(refusal(journey.checkNow())).toMatchObject({ code: 'nothing-to-check' });
  });

  it('is offered as long as there is something to check, whatever the time', () => {
    expect(check(waiting())).toEqual({ action: 'check', allowed: true });
    expect(check(delivering())).toMatchObject({ allowed: false, code: 'nothing-to-check' });
  });

  it('keeps the records of its attempts few, however often it is asked for', () => {
    const journey = waiting();
    for (let round = 0; round < 50; round += 1) {
      journey.later(MINUTE_MS).checkNow();
      journey.wait(STEP, { for: 'quota-exceeded', retryAfterMs: HOUR_MS });
    }
    expect(journey.step(STEP).attempts.length).toBeLessThan(10);
  });
});

describe('the time of the next check', () => {
  const waitsByName = (overrides: Parameters<Journey['wait']>[1]): unknown => {
    const step = waiting({ retryAfterMs: 0, ...overrides }).step(STEP);
    return 'waiting' in step ? (step.waiting.named ?? false) : undefined;
  };

  it('tells whether the other side or its limits name it, for people who want to check earlier', () => {
    expect(waitsByName({ retryAfterMs: HOUR_MS })).toBe(true);
    expect(waitsByName({ until: '2026-02-01T00:00:00.000Z' })).toBe(true);
    expect(waitsByName({})).toBe(false);
    expect(waitsByName({ retryAfterMs: 1_000 })).toBe(false);
    expect(waitsByName({ retryAfterMs: HOUR_MS, checkWithinMs: MINUTE_MS })).toBe(false);
  });
});
