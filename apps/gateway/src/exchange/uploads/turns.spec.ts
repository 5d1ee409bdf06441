import { Problem } from '../../kit/http/problems/problem.js';
import { Turns, type Turn } from './turns.js';

const LOCKED: unknown = expect.objectContaining({ code: 'upload-locked' });

describe('turns on one upload', () => {
  const clock = { now: 0 };
  let turns: Turns;
  let holder: Turn;
  beforeEach(async () => {
    clock.now = 0;
    turns = new Turns({ silentMs: 2_000, timeoutMs: 30 }, () => clock.now);
    holder = await turns.take('a');
  });

  it('go to one of two tabs, and the other one has to retry', async () => {
    holder.recordActivity();
    await expect(turns.take('a')).rejects.toEqual(LOCKED);
    clock.now = 1_999;
    await expect(turns.take('a')).rejects.toEqual(LOCKED);
    expect(holder.wanted.aborted).toBe(false);
  });

  it('are separate for each upload', async () => {
    holder.recordActivity();
    await expect(turns.take('b')).resolves.toBeDefined();
  });

  it('pass from a silent sender to the next request, once its bytes are stored', async () => {
    holder.recordActivity();
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

  it('are not taken while a recording is registered: the next request waits, and then has to retry', async () => {
    holder.recordActivity();
    holder.endActivity();
    clock.now = 10_000;
    await expect(turns.take('a')).rejects.toEqual(LOCKED);
    expect(holder.wanted.aborted).toBe(false);
    const next = turns.take('a');
    holder.release();
    await expect(next).resolves.toBeDefined();
  });

  it('end for every sender at shutdown, and no new ones begin', async () => {
    holder.recordActivity();
    turns.endAll();
    expect(holder.wanted.aborted).toBe(true);
    await expect(turns.take('b')).rejects.toEqual(LOCKED);
  });
});
