import { itemOf } from '../testing/describe-decision.js';
import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';

const CODE = 'quota-deliveries';
const STEP = 'deliver:library';
const HOUR_MS = 3_600_000;

const waiting = (): Journey => {
  const journey = aRun(aConfig(['library'])).through('DOWNLOAD', ...STAGES);
  journey.wait(STEP, { for: CODE, retryAfterMs: HOUR_MS });
  return journey;
};
const endWait = (code = CODE) => ({ type: 'EndWait', step: STEP, for: code, by: 'gateway' }) as const;

describe('the early end of a wait', () => {
  it('replaces the attempt that is due later by one that starts now', () => {
    const journey = waiting();
    const later = journey.attemptId(STEP);
    journey.send(endWait());
    expect(journey.attemptId(STEP)).not.toBe(later);
    expect(journey.notBefore(STEP)).toBeUndefined();
    expect(journey.step(STEP)).toMatchObject({ phase: 'scheduled', failures: 0, crashes: 0 });
    expect(journey.step(STEP)).not.toHaveProperty('waiting');
  });

  it('keeps the start of the wait, which goes on if the next attempt waits again, also for something else', () => {
    for (const code of [CODE, 'output-unreachable']) {
      const journey = waiting();
      const since = journey.now;
      journey.later(HOUR_MS / 2).send(endWait());
      journey.later(HOUR_MS).wait(STEP, { for: code });
      expect(itemOf(journey).waiting_for).toMatchObject([{ step: STEP, for: code, since }]);
      expect(journey.step(STEP)).toMatchObject({ waiting: { looks: 1 } });
      expect(journey.step(STEP)).not.toHaveProperty('waitedSince');
    }
  });

  it('adds nothing if it is repeated', () => {
    const journey = waiting();
    journey.send(endWait());
    expect(journey.send(endWait())).toMatchObject({ events: [] });
  });

  it('leaves a step that waits for something else', () => {
    const journey = waiting();
    expect(journey.send(endWait('disk-full'))).toMatchObject({ events: [] });
  });

  it('leaves an attempt that has started', () => {
    const journey = waiting();
    journey.later(HOUR_MS).start(STEP);
    expect(journey.send(endWait())).toMatchObject({ events: [] });
  });

  it('leaves a step whose check is due, because its timer starts it', () => {
    const journey = waiting();
    journey.later(HOUR_MS);
    expect(journey.send(endWait())).toMatchObject({ events: [] });
  });

  it('leaves the steps of a paused run', () => {
    const journey = aRun(aConfig(['library'])).through('DOWNLOAD');
    journey.start('TRIM');
    journey.wait('TRIM', { for: CODE, retryAfterMs: HOUR_MS });
    journey.pause();
    expect(journey.send({ ...endWait(), step: 'TRIM' })).toMatchObject({ events: [] });
  });
});
