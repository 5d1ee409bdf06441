import { type Leases } from '@throughline/messaging';
import { ManualClock, MemoryLeases } from '@throughline/messaging/testing';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { startStep } from '../../testing/work-through.js';
import type { ExplanationItem } from './explain-item.js';

const TERM_MS = 20_000;
const STARTED = /^Attempt 1 was started on .* at \d{4}-.*Z, and its end is not in the log\.$/;

describe('the explanation of a step that has started', () => {
  const clock = new ManualClock();
  const leases = new MemoryLeases(clock);
  let gateway: MemoryGateway;
  let asked: Leases['isExpired'];
  beforeAll(async () => {
    await clock.advance(10 * TERM_MS);
    gateway = await openMemoryGateway({ ports: { leases: { isExpired: (...address) => asked(...address) } } });
  });
  beforeEach(() => {
    asked = (...address) => leases.isExpired(...address);
  });
  afterAll(() => gateway.close());

  const download = async (id: string) => {
    const { status, body } = await sendRequest<ExplanationItem>(gateway, 'GET', `/recordings/${id}/explain`);
    expect(status).toBe(200);
    return body.steps.find(({ step }) => step === 'DOWNLOAD');
  };
  const startItem = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    const attemptId = await startStep(gateway, id, 'DOWNLOAD');
    const lease = { assetId: id, step: 'DOWNLOAD', attemptId, worker: 'w', termMs: TERM_MS, startedAt: 'x' };
    await leases.claim({ ...lease, progress: { fraction: 0 } }, undefined);
    return id;
  };

  it('says that it is running while its worker sends heartbeats', async () => {
    const id = await startItem();
    expect(await download(id)).toMatchObject({
      code: 'running',
      lease: { state: 'alive' },
      says: expect.stringContaining(' is running on ') as string,
    });
  });

  it('does not say so once its worker has sent no heartbeat for a term', async () => {
    const id = await startItem();
    await clock.advance(TERM_MS + 1_000);
    const { code, lease, says = '' } = (await download(id)) ?? {};
    expect([code, lease?.state]).toEqual(['running', 'stalled']);
    expect(says).toMatch(/^Attempt 1 was started on .* and its end is not in the log\. The worker does not respond\.$/);
  });

  it('does not say so, nor that the worker does not respond, if the leases cannot be read', async () => {
    const id = await startItem();
    asked = () => Promise.reject(new Error('the broker is away'));
    expect(await download(id)).toMatchObject({ lease: { state: 'unknown' }, says: expect.stringMatching(STARTED) as string });
  });

  it('comes from the row if the log does not answer, without reading the leases', async () => {
    const id = await startItem();
    await waitUntilProjected(gateway, id);
    asked = () => Promise.reject(new Error('the leases were read'));
    const load = gateway.store.load.bind(gateway.store);
    gateway.store.load = () => new Promise(() => undefined);
    const shown = await download(id).finally(() => (gateway.store.load = load));
    expect(shown).toMatchObject({
      lease: { state: 'unknown', says: expect.stringContaining('did not answer in time') as string },
      says: expect.stringMatching(STARTED) as string,
    });
  });
});
