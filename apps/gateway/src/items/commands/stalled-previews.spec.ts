import { PREVIEW } from '@throughline/contracts';
import { isAttemptRunning } from '@throughline/domain';
import { ManualClock, MemoryLeases } from '@throughline/messaging/testing';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { currentAttemptId, startStep } from '../../testing/work-through.js';
import { StallWatch } from '../../workers/stall-watch.js';

const TERM_MS = 20_000;

interface Answer {
  readonly stalled: boolean;
  readonly outcome: { readonly code: string };
}

describe('previews whose worker has stopped responding', () => {
  const clock = new ManualClock();
  const leases = new MemoryLeases(clock);
  const stopping = new AbortController();
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    const stalls = new StallWatch({
      leases,
      isRunning: async (attempt) => isAttemptRunning((await gateway.ports.commands.load(attempt.assetId))?.state, attempt),
      clock,
      onProblem: (error) => {
        throw error;
      },
    });
    await clock.advance(10 * TERM_MS);
    await leases.watch({
      onLease: (lease) => {
        stalls.record(lease);
      },
      signal: stopping.signal,
    });
    stalls.start(stopping.signal);
    gateway = await openMemoryGateway({ ports: { leases, stalls } });
    ({ id } = await upload(gateway));
    await ask(gateway, `/${id}/previews`);
    const attemptId = await startStep(gateway, id, PREVIEW);
    const begun = { startedAt: '2026-01-01T00:00:00.000Z', progress: { fraction: 0 } };
    await leases.claim({ assetId: id, step: PREVIEW, attemptId, worker: 'worker-7', termMs: TERM_MS, ...begun }, undefined);
  });
  afterAll(async () => {
    stopping.abort();
    await gateway.close();
  });

  const request = async (path = 'previews', body?: object): Promise<readonly [number, string, boolean]> => {
    const response = await ask(gateway, `/${id}/${path}`, body === undefined ? {} : { body });
    const { outcome, stalled } = response.json<Answer>();
    return [response.statusCode, outcome.code, stalled];
  };

  it('are left to a worker that responds, and taken from one that does not, once', async () => {
    const first = await currentAttemptId(gateway, id, PREVIEW);
    expect(await request()).toEqual([200, 'previews-queued', false]);
    await clock.advance(2 * TERM_MS);
    expect(await request()).toEqual([202, 'previews-requested', false]);
    const second = await currentAttemptId(gateway, id, PREVIEW);
    expect(second).not.toBe(first);
    expect(await request()).toEqual([200, 'previews-queued', false]);
    expect(await currentAttemptId(gateway, id, PREVIEW)).toBe(second);
  });

  it('are restarted by their name at any time', async () => {
    const before = await currentAttemptId(gateway, id, PREVIEW);
    expect(await request('unstick', {})).toEqual([200, 'nothing-stuck', false]);
    expect(await request('unstick', { step: PREVIEW })).toEqual([202, 'unstuck', false]);
    expect(await currentAttemptId(gateway, id, PREVIEW)).not.toBe(before);
  });
});
