import { SOFT_LIMIT_MS } from '@throughline/contracts';
import { workerSettings } from './worker-settings.js';

describe('the settings of every worker', () => {
  const waits = Object.values(workerSettings).filter(({ name }) => name.endsWith('_MS'));

  it.each(waits.map((setting) => [setting.name, setting] as const))(
    'keep %s below 3300 s, the limit of a step (TMO-10)',
    (_name, setting) => {
      expect(setting.read(String(SOFT_LIMIT_MS))).toEqual({ problem: expect.stringMatching(/^must be a whole number/) });
      expect(setting.read('1000')).toEqual({ value: 1_000 });
    },
  );

  it('include waits', () => {
    expect(waits.map(({ name }) => name)).toEqual(expect.arrayContaining(['TL_LEASE_TERM_MS', 'TL_ACK_WAIT_MS']));
  });
});
