import { WrongMasterKeyError } from '@throughline/event-store';
import { retryUntilAvailable } from './retry-until-available.js';

describe('waiting for a dependency of the gateway', () => {
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };

  it('continues until the dependency is available, and logs it', async () => {
    const outcomes = [() => Promise.reject(new Error('away')), () => Promise.resolve('here')];
    expect(
      await retryUntilAvailable('NATS', log, () => outcomes.shift()?.() ?? Promise.reject(new Error('asked too often'))),
    ).toBe('here');
    expect(warnings).toEqual(['NATS is not available yet, retrying']);
  });

  it('ends at once if only a person can help', async () => {
    let asked = 0;
    const task = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new WrongMasterKeyError());
    };
    await expect(retryUntilAvailable('NATS', log, task)).rejects.toMatchObject({ kind: 'wrong-master-key' });
    expect(asked).toBe(1);
  });
});
