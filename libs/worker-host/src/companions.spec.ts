import { until } from '@throughline/stack/testing';
import { Companions } from './companions.js';

describe('a companion of a worker', () => {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const open = (run: (signal: AbortSignal) => Promise<void>, logs: string[] = []): Companions =>
    new Companions(
      [{ name: 'mirror', run }],
      {
        ...silent,
        warn: (_about: object, text: string) => void logs.push(text),
        error: (_about: object, text: string) => void logs.push(text),
      },
      1,
    );
  const untilAborted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });

  it('runs until the worker stops, which waits for its end', async () => {
    const stopping = new AbortController();
    let isOver = false;
    const companions = open(async (signal) => {
      await untilAborted(signal);
      await Promise.resolve();
      isOver = true;
    });
    companions.start(stopping.signal);
    stopping.abort();
    await companions.ended();
    expect(isOver).toBe(true);
  });

  it('is restarted and logged if it fails or ends', async () => {
    const stopping = new AbortController();
    const logs: string[] = [];
    let starts = 0;
    const companions = open((signal) => {
      starts += 1;
      if (starts === 1) return Promise.reject(new Error('the broker is away'));
      return starts === 2 ? Promise.resolve() : untilAborted(signal);
    }, logs);
    companions.start(stopping.signal);
    await until(() => starts === 3, { what: 'the third start' });
    stopping.abort();
    await companions.ended();
    expect(logs).toEqual(['a background loop failed, restarting it', 'a background loop ended, restarting it']);
  });
});
