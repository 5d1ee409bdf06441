import { setImmediate } from 'node:timers/promises';
import { toCopySignal } from './copy-signal.js';

describe('the signal that ends slow copies', () => {
  it('does not end the copy of a huge file at once', async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error): void => void warnings.push(warning);
    process.on('warning', keep);
    const signal = toCopySignal(2 ** 50, undefined);
    await setImmediate();
    process.off('warning', keep);
    expect([signal.aborted, warnings]).toEqual([false, []]);
  });

  it('ends a copy with the service', () => {
    const stopping = new AbortController();
    const signal = toCopySignal(1, stopping.signal);
    stopping.abort();
    expect(signal.aborted).toBe(true);
  });
});
