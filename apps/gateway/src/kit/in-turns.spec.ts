import { runInTurns } from './in-turns.js';

function* yieldUntil(isTold: () => boolean): Generator<undefined, string> {
  while (!isTold()) yield;
  return 'done';
}

describe('work in many small steps', () => {
  it('lets other code run in between, and returns its result', async () => {
    let isTold = false;
    setImmediate(() => {
      isTold = true;
    });
    // Without yielding, `isTold` never becomes true and only this timeout ends the loop.
    const giveUpAt = performance.now() + 120_000;
    expect(await runInTurns(yieldUntil(() => isTold || performance.now() > giveUpAt))).toBe('done');
    expect(isTold).toBe(true);
  });

  it('fails if one of its steps fails', async () => {
    const steps = yieldUntil(() => {
      throw new Error('no step');
    });
    await expect(runInTurns(steps)).rejects.toThrow('no step');
  });
});
