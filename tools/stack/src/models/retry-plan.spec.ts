import { planRetry } from './retry-plan.js';

const minute = 60_000;

describe('the retries of a model download', () => {
  it.each([
    ['without a network', 'download-failed'],
    ['on a full disk', 'disk-full'],
  ])('stop waiting for the model after three attempts over ten minutes %s, but go on trying', (_where, code) => {
    let [failingMs, failures] = [0, 1];
    const plans = [];
    for (; failures <= 3; failures += 1) {
      const plan = planRetry({ code, failures, failingMs });
      plans.push(plan.phase);
      failingMs += plan.waitMs ?? 0;
    }
    expect(plans).toEqual(['retrying', 'retrying', 'stopped']);
    expect(planRetry({ code, failures: 9, failingMs: 99 * minute })).toEqual({
      phase: 'stopped',
      waitMs: 30 * minute,
    });
  });

  it('do not stop because several processes try at the same time', () => {
    expect(planRetry({ code: 'download-failed', failures: 5, failingMs: minute }).phase).toBe('retrying');
  });

  it('follow soon if the attempt has brought bytes', () => {
    expect(planRetry({ code: 'download-failed', failures: 0, failingMs: 0 })).toEqual({ phase: 'retrying', waitMs: minute / 2 });
  });

  it.each(['wrong-checksum', 'data-folder-unusable', 'unexpected'])('do not follow on %s', (code) => {
    expect(planRetry({ code, failures: 1, failingMs: 0 })).toEqual({ phase: 'stopped', waitMs: undefined });
  });
});
