import { Workshop, done } from '../testing/workshop.js';
import type { WorkerLog } from './worker-log.js';

describe('the log of a worker', () => {
  let shop: Workshop;
  beforeEach(() => {
    shop = new Workshop();
  });
  afterEach(() => shop.close());

  it("names attempt, recording and owner in every line, including the handler's", async () => {
    const lines: object[] = [];
    const keep = (fields: object, text: string): void => {
      lines.push({ ...fields, text });
    };
    const log: WorkerLog = { info: keep, warn: keep, error: keep };
    const assetId = await shop.start();
    const worker = shop.worker(
      'ingest',
      {
        DOWNLOAD: {
          run: (context) => {
            context.log.warn({ bytes: 7 }, 'of the handler');
            return Promise.resolve(done);
          },
        },
      },
      { log },
    );
    const message = await shop.message(assetId, 'DOWNLOAD');
    const settled = (): Promise<void> => Promise.resolve();
    await worker.onWork({
      message,
      subject: '',
      redelivered: false,
      deliveries: 1,
      unseen: 0,
      working: () => undefined,
      ack: settled,
      nak: settled,
      term: settled,
    });
    const task = { task: message.attemptId, rec: assetId, user: 'owner' };
    expect(lines).toEqual([
      { ...task, bytes: 7, text: 'of the handler' },
      expect.objectContaining({ ...task, text: 'attempt ended' }),
    ]);
  });
});
