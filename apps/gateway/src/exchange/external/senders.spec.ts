import type { WaitingSender } from '@throughline/messaging';
import { Metrics } from '@throughline/service-kit';
import { Problem } from '../../kit/http/problems/problem.js';
import { openMemoryGateway } from '../../testing/memory-gateway.js';
import { SenderCounts } from './sender-counts.js';
import { Senders, type SenderState } from './senders.js';
import type { EventVerdict } from './verdict.js';

const accepted: EventVerdict = { status: 'accepted', id: 'a', itemId: 'x', revision: '1' };
const refusal = (code: 'attempt-closed' | 'not-found'): EventVerdict => ({
  status: 'refused',
  id: 'a',
  problem: new Problem(code),
});
const lab = { library: 'one', name: 'lab' };

describe('the senders of events', () => {
  let now: number;
  let counts: SenderCounts;
  let problems: unknown[];
  beforeEach(() => {
    now = Date.parse('2026-03-01T10:00:00Z');
    counts = new SenderCounts(new Metrics('gateway'), () => now);
    problems = [];
  });
  const list = (waiting: () => Promise<readonly WaitingSender[]> = () => Promise.resolve([])) =>
    new Senders({ inbox: { senders: waiting }, counts, since: '', onProblem: (error) => void problems.push(error) }).list();
  const stateOf = async (waiting?: number): Promise<Partial<SenderState>> => {
    const { senders } = await list(() => Promise.resolve(waiting === undefined ? [] : [{ ...lab, waiting }]));
    return senders.find(({ sender }) => sender === 'nats:lab') ?? {};
  };
  const repeat = (times: number, act: () => void): void => {
    for (let done = 0; done < times; done += 1) act();
  };

  it('are listed with their verdicts, their refusals by code, and the last hour', async () => {
    counts.count('nats:lab', refusal('not-found'));
    now += 3_600_000;
    counts.count('nats:lab', accepted);
    repeat(2, () => {
      counts.count('nats:lab', refusal('attempt-closed'));
    });
    counts.defer('nats:lab', 'rate');
    counts.defer('nats:lab', 'unavailable');
    counts.count('user:1', accepted);
    expect((await list()).senders).toEqual([
      {
        sender: 'nats:lab',
        accepted: 1,
        repeated: 0,
        refused: 3,
        refusals: [
          { code: 'attempt-closed', count: 2 },
          { code: 'not-found', count: 1 },
        ],
        lastHour: { events: 3, refused: 2, delayed: 1 },
        lastEventAt: '2026-03-01T11:00:00.000Z',
        waiting: 0,
        concern: undefined,
      },
      expect.objectContaining({ sender: 'user:1', accepted: 1, refusals: [] }),
    ]);
  });

  it('are a concern if much of the last hour was refused', async () => {
    repeat(20, () => {
      counts.count('nats:lab', refusal('attempt-closed'));
    });
    repeat(20, () => {
      counts.count('nats:lab', accepted);
    });
    expect(await stateOf()).toMatchObject({ concern: 'refused' });
    counts.count('nats:lab', accepted);
    expect(await stateOf()).toMatchObject({ concern: undefined });
    now += 3_600_000;
    expect(await stateOf()).toMatchObject({ refused: 20, lastHour: { events: 0, refused: 0 } });
  });

  it('are a concern if they are too fast', async () => {
    expect(await stateOf(499)).toMatchObject({ waiting: 499, accepted: 0, concern: undefined });
    expect(await stateOf(500)).toMatchObject({ concern: 'too-fast' });
    repeat(20, () => {
      counts.defer('nats:lab', 'rate');
    });
    expect(await stateOf()).toMatchObject({ concern: 'too-fast' });
  });

  it('are listed without the bus if the broker does not answer', async () => {
    counts.count('nats:lab', accepted);
    const { senders } = await list(() => Promise.reject(new Error('the broker is away')));
    expect(senders).toMatchObject([{ sender: 'nats:lab', waiting: undefined, concern: undefined }]);
    expect(problems).toHaveLength(1);
  });

  it('are shown to administrators only', async () => {
    const gateway = await openMemoryGateway();
    try {
      const read = async (token: string) => {
        const headers = { authorization: `Bearer ${token}` };
        return gateway.app.inject({ method: 'GET', url: '/api/v1/admin/events/senders', headers });
      };
      const payload = { events: [{ id: 'odd' }] };
      const headers = { authorization: `Bearer ${gateway.token}` };
      await gateway.app.inject({ method: 'POST', url: '/api/v1/admin/events', headers, payload });
      expect((await read(gateway.token)).json()).toMatchObject({
        items: [
          { sender: `user:${gateway.owner}`, refused: 1, refusals: [{ code: 'invalid', count: 1 }], waiting: 0, concern: null },
        ],
      });
      expect((await read(await gateway.tokenFor(['read', 'write']))).statusCode).toBe(403);
    } finally {
      await gateway.close();
    }
  });
});
