import { Problem } from '../problems/problem.js';
import { Turns, type Turn } from './turns.js';

const LOCKED: unknown = expect.objectContaining({ code: 'upload-locked' });

describe('turns on one upload', () => {
  const clock = { now: 0 };
  let turns: Turns;
  let holder: Turn;
  beforeEach(async () => {
    clock.now = 0;
    turns = new Turns({ silentMs: 2_000, patienceMs: 30 }, () => clock.now);
    holder = await turns.take('a');
  });

  it('go to one of two tabs; the other is told to wait', async () => {
    holder.heard();
    await expect(turns.take('a')).rejects.toEqual(LOCKED);
    clock.now = 1_999;
    await expect(turns.take('a')).rejects.toEqual(LOCKED);
    expect(holder.wanted.aborted).toBe(false);
  });

  it('of other uploads are other turns', async () => {
    holder.heard();
    await expect(turns.take('b')).resolves.toBeDefined();
  });

  it('pass from a sender that has fallen silent to the next, when what has come is put away', async () => {
    holder.heard();
    clock.now = 2_000;
    const order: string[] = [];
    holder.wanted.addEventListener('abort', () => {
      order.push('put away');
      holder.release();
    });
    await turns.take('a');
    order.push('taken');
    expect(order).toEqual(['put away', 'taken']);
    expect(holder.wanted.reason).toBeInstanceOf(Problem);
  });

  it('are not taken from whoever makes a recording of it: the next waits for a while, and is told to wait', async () => {
    holder.heard();
    holder.quiet();
    clock.now = 10_000;
    await expect(turns.take('a')).rejects.toEqual(LOCKED);
    expect(holder.wanted.aborted).toBe(false);
    const next = turns.take('a');
    holder.release();
    await expect(next).resolves.toBeDefined();
  });

  it('are given back by every sender when the process is to end, and nobody gets one any more', async () => {
    holder.heard();
    turns.endAll();
    expect(holder.wanted.aborted).toBe(true);
    await expect(turns.take('b')).rejects.toEqual(LOCKED);
  });
});
