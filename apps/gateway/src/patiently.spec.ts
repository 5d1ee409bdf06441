import { WrongMasterKeyError } from '@throughline/event-store';
import { patiently } from './patiently.js';

describe('waiting for what the gateway needs', () => {
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };

  it('goes on until it is there, and says so', async () => {
    const outcomes = [() => Promise.reject(new Error('away')), () => Promise.resolve('here')];
    expect(await patiently('NATS', log, () => outcomes.shift()?.() ?? Promise.reject(new Error('asked too often')))).toBe('here');
    expect(warnings).toEqual(['NATS cannot be used yet; trying again']);
  });

  it('is given up at once where only a person can help', async () => {
    let asked = 0;
    const task = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new WrongMasterKeyError());
    };
    await expect(patiently('NATS', log, task)).rejects.toMatchObject({ kind: 'wrong-master-key' });
    expect(asked).toBe(1);
  });
});
