import { planRetry } from './retry-plan.js';

const minute = 60_000;

describe('the retries of a model download', () => {
  it.each([
    ['if the server refuses', 'download-failed'],
    ['on a full disk', 'disk-full'],
  ])('stop waiting for the model after three attempts over ten minutes %s, but go on trying', (_where, code) => {
    let [failingMs, failures] = [0, 1];
    const plans = [];
    for (; failures <= 3; failures += 1) {
      const plan = planRetry({ code, failures, failingMs, unreachable: false });
      plans.push(plan.phase);
      failingMs += plan.waitMs ?? 0;
    }
    expect(plans).toEqual(['retrying', 'retrying', 'stopped']);
    expect(planRetry({ code, failures: 9, failingMs: 99 * minute, unreachable: false })).toEqual({
      phase: 'stopped',
      waitMs: 30 * minute,
      givesUp: true,
    });
  });

  it('stop waiting for the model at the first attempt without a network, and go on trying as before', () => {
    const away = { code: 'download-failed', unreachable: true };
    expect(planRetry({ ...away, failures: 1, failingMs: 0 })).toEqual({ phase: 'stopped', waitMs: 2 * minute, givesUp: false });
    expect(planRetry({ ...away, failures: 3, failingMs: 10 * minute })).toMatchObject({ phase: 'stopped', givesUp: true });
    // A connection that broke during the download is no missing network yet.
    expect(planRetry({ ...away, failures: 0, failingMs: 0 }).phase).toBe('retrying');
  });

  it('do not stop because several processes try at the same time', () => {
    expect(planRetry({ code: 'download-failed', failures: 5, failingMs: minute, unreachable: false }).phase).toBe('retrying');
  });

  it('follow soon if the attempt has brought bytes', () => {
    expect(planRetry({ code: 'download-failed', failures: 0, failingMs: 0, unreachable: false })).toEqual({
      phase: 'retrying',
      waitMs: minute / 2,
      givesUp: false,
    });
  });

  it.each(['wrong-checksum', 'data-folder-unusable', 'unexpected'])('do not follow on %s', (code) => {
    const plan = planRetry({ code, failures: 1, failingMs: 0, unreachable: false });
    expect(plan).toEqual({ phase: 'stopped', waitMs: undefined, givesUp: true });
  });
});
