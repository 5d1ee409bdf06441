import { inTurns } from './in-turns.js';

/** Ends when somebody else has had a turn. */
function* untilTold(isTold: () => boolean): Generator<undefined, string> {
  while (!isTold()) yield;
  return 'done';
}

describe('a work of many steps', () => {
  it('lets others have their turn, and gives what has come of it', async () => {
    let isTold = false;
    setImmediate(() => {
      isTold = true;
    });
    // One that keeps the turn for itself never ends.
    const giveUpAt = performance.now() + 5_000;
    expect(await inTurns(untilTold(() => isTold || performance.now() > giveUpAt))).toBe('done');
    expect(isTold).toBe(true);
  });

  it('fails with the step that fails', async () => {
    const steps = untilTold(() => {
      throw new Error('no step');
    });
    await expect(inTurns(steps)).rejects.toThrow('no step');
  });
});
