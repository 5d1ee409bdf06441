import { ManualClock } from '@throughline/messaging/testing';
import { findStorageProblem } from '../files/artifacts.js';
import { openMemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';
import { WorkerRegistry } from '../../workers/worker-registry.js';
import type { ExplanationItem } from './explain-item.js';

const GIBIBYTE = 1024 ** 3;

describe('an item on a full disk', () => {
  let free = 0;
  let refusal: string | undefined;
  const storageProblem = (): Promise<string | undefined> =>
    findStorageProblem({ brokerProblem: () => Promise.resolve(refusal), freeBytes: () => Promise.resolve(free) });
  beforeEach(() => {
    free = GIBIBYTE;
    refusal = undefined;
  });

  it.each([
    [
      'NATS',
      "NATS stores no messages (stream 'A' write error): free some space",
      () => void (refusal = "stream 'A' write error"),
    ],
    ['the artifacts', 'The disk of the artifacts is full: free some space', () => void (free = 0)],
  ])('of %s explains why a queued step does not start, instead of naming a free worker', async (_whose, says, trouble) => {
    const workers = new WorkerRegistry(new ManualClock(), 5_000);
    const gateway = await openMemoryGateway({ ports: { storageProblem, workers } });
    workers.listening();
    workers.record({
      v: 1,
      service: 'ingest',
      worker: 'i-1',
      lanes: [{ lane: 'download', concurrency: 2, busy: 0 }],
      everyMs: 5_000,
    });
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    const lane = async (): Promise<object | null | undefined> => {
      const { body } = await sendRequest<ExplanationItem>(gateway, 'GET', `/recordings/${id}/explain`);
      return body.steps.find(({ step }) => step === 'DOWNLOAD')?.lane_service;
    };
    expect(await lane()).toMatchObject({ state: 'served', workers: 1 });
    trouble();
    const steps = 'Steps wait for space, and then continue by themselves.';
    expect(await lane()).toMatchObject({ state: 'unknown', says: `${says}. ${steps}`, workers: null });
    await gateway.close();
  });

  it('is not waited for while the broker does not answer', async () => {
    const gateway = await openMemoryGateway({ ports: { storageProblem: () => new Promise(() => undefined) } });
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    const headers = { authorization: `Bearer ${gateway.token}` };
    const answer = await gateway.app.inject({ url: `/api/v1/recordings/${id}/explain`, headers });
    expect(answer.statusCode).toBe(200);
    await gateway.close();
  });

  it('of the artifacts is not assumed where the free space is unknown', async () => {
    const unknown = { brokerProblem: () => Promise.resolve(undefined) };
    expect(await findStorageProblem({ ...unknown, freeBytes: () => Promise.resolve(undefined) })).toBeUndefined();
    expect(await findStorageProblem({ ...unknown, freeBytes: () => Promise.reject(new Error('gone')) })).toBeUndefined();
  });
});
