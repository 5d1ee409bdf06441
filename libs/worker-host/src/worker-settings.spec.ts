import { SOFT_LIMIT_MS } from '@throughline/contracts';
import { workerSettings } from './worker-settings.js';

describe('what every worker reads from its environment', () => {
  const waits = Object.values(workerSettings).filter(({ name }) => name.endsWith('_MS'));

  it.each(waits.map((setting) => [setting.name, setting] as const))(
    'lets %s reach no 3300 s: a step would be over before what it waits for (TMO-10)',
    (_name, setting) => {
      expect(setting.read(String(SOFT_LIMIT_MS))).toEqual({ problem: expect.stringMatching(/^must be a whole number/) });
      expect(setting.read('1000')).toEqual({ value: 1_000 });
    },
  );

  it('has such settings', () => {
    expect(waits.map(({ name }) => name)).toEqual(expect.arrayContaining(['TL_LEASE_TERM_MS', 'TL_ACK_WAIT_MS']));
  });
});
