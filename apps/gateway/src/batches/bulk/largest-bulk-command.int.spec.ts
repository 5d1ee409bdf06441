import { newAssetId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { openFreshControl } from '../../testing/control-database.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';
import type { BulkItemListAnswer, BulkPreviewAnswer, BulkProgressAnswer } from './bulk-answers.js';

const MOST = 10_000;
/** The items of the runner's batch. */
const BATCH = 64;
const BATCHES = 20;
const DONE = BATCH * BATCHES;
/** The others do not exist: each of them is decided and counted too, without a history that would have to be written first. */
const REAL = 50;
const EVERY = MOST / REAL;
const REAL_DONE = Math.ceil(DONE / EVERY);

describe('a bulk command with 10,000 items', () => {
  let control: Awaited<ReturnType<typeof openFreshControl>>;
  let gateway: MemoryGateway;
  /** Runs after each batch of commands, before its outcomes are stored. */
  let onBatch: () => Promise<void> = () => Promise.resolve();
  beforeAll(async () => {
    control = await openFreshControl();
    gateway = await openMemoryGateway({
      limits: { maxBodyBytes: 1_000_000 },
      ports: { bulkCommands: control.bulkCommands },
      failpoint: (name, phase) => (name === 'gateway.bulk-decided' && phase === 'run' ? onBatch() : Promise.resolve()),
    });
    await control.users.add({ id: gateway.owner, name: 'owner', role: 'operator' });
  });
  afterAll(async () => {
    await gateway.close();
    await control.close();
  });

  const send = async <Body = BulkProgressAnswer>(method: 'GET' | 'POST', path: string, payload?: object): Promise<Body> => {
    const { status, text, body } = await sendRequest<Body>(gateway, method, path, { payload });
    if (status >= 300) throw new Error(text);
    return body;
  };
  const waitFor = (id: string, state: string): Promise<BulkProgressAnswer> =>
    until(
      async () => {
        const bulk = await send('GET', `/bulk/${id}`);
        return bulk.state === state ? bulk : undefined;
      },
      { timeout: 120_000, interval: 100 },
    );

  it('works in the background with progress, and leaves out the rest when it is stopped', async () => {
    const real: string[] = [];
    for (let index = 0; index < REAL; index += 1) real.push((await upload(gateway)).id);
    const ids = Array.from({ length: MOST }, (_, index) => (index % EVERY === 0 ? real[index / EVERY] : newAssetId()));
    const body = { action: 'tag', add_tags: ['exam'], recording_ids: ids };
    const { id } = await send<BulkPreviewAnswer>('POST', '/recordings/bulk/preview', body);
    expect(await waitFor(id, 'previewed')).toMatchObject({ total: MOST, verdict_totals: { change: REAL, refuse: MOST - REAL } });

    const seen: number[] = [];
    let stopping: Promise<unknown> | undefined;
    onBatch = async () => {
      // The end of a stopped bulk command looks once more for commands whose outcome was lost.
      if (stopping !== undefined) return;
      seen.push((await send('GET', `/bulk/${id}`)).done);
      if (seen.length < BATCHES) return;
      stopping = send('POST', `/bulk/${id}/stop`);
      await waitFor(id, 'stopping');
    };
    expect(await send('POST', `/bulk/${id}/execute`)).toMatchObject({ state: 'running', total: MOST });
    const stopped = await waitFor(id, 'stopped');
    await stopping;
    expect(seen).toEqual(Array.from({ length: BATCHES }, (_, index) => index * BATCH));
    expect(stopped).toMatchObject({
      done: DONE,
      outcome_totals: { changed: REAL_DONE, refused: DONE - REAL_DONE, left_out: MOST - DONE },
    });
    const changed = await send<BulkItemListAnswer>('GET', `/bulk/${id}/items?outcome=changed&limit=200`);
    expect(changed.items.map((item) => item.item_id)).toEqual(real.slice(0, REAL_DONE));
    const commits = await Promise.all(real.map(async (one) => (await gateway.store.load(one)).commits.length));
    expect(commits).toEqual(real.map((_, index) => (index < REAL_DONE ? 2 : 1)));
  }, 240_000);
});
