import type { OutputConfig } from '@throughline/contracts';
import { OutputGate } from './output-gate.js';

const STILL_MS = 1_000;
const output = (name: string): OutputConfig => ({ name, type: 'folder', settings: {} });
const [one, other] = [output('one'), output('other')];

describe('the output gate', () => {
  let now: number;
  let gate: OutputGate;
  beforeEach(() => {
    now = 0;
    gate = new OutputGate(STILL_MS, () => now);
  });
  const isOpen = (to: OutputConfig): boolean => {
    try {
      gate.admit(to);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ kind: 'waiting', code: 'output-not-responding' });
      return false;
    }
  };

  it('admits any number of attempts while they make progress', () => {
    const passes = Array.from({ length: 10 }, () => gate.enter(one));
    now = STILL_MS - 1;
    for (const pass of passes) pass.moved();
    now += STILL_MS - 1;
    expect(isOpen(one)).toBe(true);
  });

  it('rejects attempts at an output that does not answer, and admits them once it makes progress', () => {
    const pass = gate.enter(one);
    now = STILL_MS;
    expect([isOpen(one), isOpen(other)]).toEqual([false, true]);
    pass.moved();
    expect(isOpen(one)).toBe(true);
  });

  it('admits other follow-ups and deliveries while a follow-up gets no answer', () => {
    gate.enter(one, 'captions');
    now = STILL_MS;
    expect(() => {
      gate.admit(one, 'captions');
    }).toThrow("another follow-up 'captions' already waits for it");
    expect(() => {
      gate.admit(one, 'playlist');
    }).not.toThrow();
    expect(isOpen(one)).toBe(true);
  });

  it('admits one at a time to try whether the output answers again', () => {
    const first = gate.enter(one);
    now = STILL_MS;
    first.leave();
    expect(isOpen(one)).toBe(true);
    const second = gate.enter(one);
    expect(isOpen(one)).toBe(false);
    second.moved();
    expect(isOpen(one)).toBe(true);
  });

  it('still admits attempts at an output after an attempt has ended early', () => {
    gate.enter(one).leave();
    const next = gate.enter(one);
    expect(isOpen(one)).toBe(true);
    next.leave();
  });

  it('distinguishes outputs with equal names by their settings', () => {
    gate.enter(one);
    now = STILL_MS;
    expect(isOpen({ ...one, settings: { folder: 'elsewhere' } })).toBe(true);
  });

  it('ends a request without an answer, and throws to its caller', async () => {
    const soon = new OutputGate(5);
    let over: AbortSignal | undefined;
    const deaf = (signal: AbortSignal): Promise<never> => {
      over = signal;
      return new Promise(() => undefined);
    };
    await expect(soon.within(one, deaf)).rejects.toMatchObject({ code: 'output-not-responding' });
    expect(over?.aborted).toBe(true);
    await expect(soon.within(one, () => Promise.resolve('here'))).resolves.toBe('here');
  });

  it('ends a request when the attempt is aborted', async () => {
    const stop = new AbortController();
    const listening = (over: AbortSignal): Promise<never> =>
      new Promise((_, reject) => {
        over.addEventListener('abort', () => {
          reject(over.reason as Error);
        });
      });
    const asking = gate.within(one, listening, stop.signal);
    stop.abort(new Error('told to stop'));
    await expect(asking).rejects.toThrow('told to stop');
    await expect(gate.within(one, listening, stop.signal)).rejects.toThrow('told to stop');
  });
});
