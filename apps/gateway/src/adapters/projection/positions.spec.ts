import { randomUUID } from 'node:crypto';
import { newAssetId } from '@throughline/contracts';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { formOf } from '../../testing/forms.js';
import { upload, type UploadedItem } from '../../testing/upload.js';
import { startStep } from '../../testing/work-through.js';

const POSITION = 'throughline-position';

describe('the position of the log in answers and requests', () => {
  let gateway: MemoryGateway;
  beforeEach(async () => {
    gateway = await openMemoryGateway();
  });
  afterEach(() => gateway.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    gateway.app.inject({ url: `/api/v1/recordings${path}`, headers: { authorization: `Bearer ${gateway.token}`, ...headers } });
  const register = async (): Promise<{ item: UploadedItem; position: string }> => {
    const form = formOf({ run: 'true' }, { bytes: randomUUID() });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/recordings', headers, payload: form.payload });
    return { item: response.json<UploadedItem>(), position: String(response.headers[POSITION]) };
  };
  const running = async (): Promise<UploadedItem> => {
    const item = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, item.id, 'DOWNLOAD');
    await waitUntilProjected(gateway, item.id);
    return item;
  };
  const pause = (id: string) =>
    gateway.app.inject({
      method: 'POST',
      url: `/api/v1/recordings/${id}/pause`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });

  it("is in every answer to a token, also in refusals, and at least the position of the answer's content", async () => {
    const { item, position } = await register();
    expect(Number(position)).toBeGreaterThanOrEqual(Number(item.revision));
    for (const path of ['', '/none', '?limit=none']) expect((await get(path)).headers[POSITION]).toMatch(/^\d+$/);
  });

  it('is in no answer to strangers, who could watch by it how much the server writes', async () => {
    await register();
    const urls = [
      '/',
      '/s',
      '/manifest.webmanifest',
      '/service-worker.js',
      '/health/live',
      '/api/v1/about',
      '/api/v1/recordings',
    ];
    const codes = [
      '/api/v1/shared/x',
      `/api/v1/feeds/${'x'.repeat(43)}/feed.xml`,
      `/api/v1/embedded/${'x'.repeat(43)}`,
      '/nowhere',
    ];
    for (const url of [...urls, ...codes]) {
      const { headers } = await gateway.app.inject({ url, headers: { [POSITION]: '7' } });
      expect([url, headers[POSITION], headers['x-request-id']]).toEqual([url, undefined, expect.any(String)]);
    }
  });

  it('keeps answers of one gateway from being older than earlier ones, although the rows lag', async () => {
    const item = await running();
    gateway.projection.pause();
    await pause(item.id);
    const [one, list, events] = await Promise.all([get(`/${item.id}`), get(''), get(`/${item.id}/events`)]);
    expect(one.json()).toMatchObject({ on_pause: true });
    expect(list.json<{ items: object[] }>().items).toMatchObject([{ id: item.id, on_pause: true }]);
    expect(events.json<{ items: { type: string }[] }>().items.at(-1)).toMatchObject({ type: 'PauseRequested' });
  });

  it('lists a library whose rows lag although the history of an item cannot be read', async () => {
    const [good, bad] = [await running(), await running()];
    gateway.store.inject(bad.id, new TextEncoder().encode('no commit'));
    gateway.rows.quarantine(bad.id);
    gateway.projection.pause();
    await pause(good.id);
    const { items } = (await get('')).json<{ items: { id: string }[] }>();
    expect(new Map(items.map((item) => [item.id, item]))).toEqual(
      new Map([
        [good.id, expect.objectContaining({ on_pause: true, quarantined: false })],
        [bad.id, expect.objectContaining({ quarantined: true })],
      ]),
    );
  });

  it('keeps reads from going back to an older row after the log was shown', async () => {
    gateway.projection.pause();
    const { item } = await register();
    await startStep(gateway, item.id, 'DOWNLOAD');
    const first = (await get(`/${item.id}`)).json<UploadedItem>();
    gateway.projection.resume();
    gateway.projection.pause();
    expect((await get(`/${item.id}`)).json<UploadedItem>().revision).toBe(first.revision);
  });

  it('makes a list wait for rows that another gateway has shown', async () => {
    gateway.projection.pause();
    const assetId = newAssetId();
    const { owner } = gateway;
    const now = new Date().toISOString();
    const { asset } = await gateway.ports.commands.execute(
      assetId,
      { type: 'RegisterAsset', now, assetId, owner, title: 'Elsewhere', language: 'auto', isMapped: true },
      { commandId: 'elsewhere', actor: { kind: 'user', id: owner }, correlationId: 'spec' },
    );
    const listed = get('', { [POSITION]: asset.revision });
    gateway.projection.resume();
    expect((await listed).json<{ items: object[] }>().items).toMatchObject([{ title: 'Elsewhere' }]);
  });

  it('costs no wait if no commit of the item is missing', async () => {
    const [mine, other] = [await upload(gateway), await upload(gateway)];
    await waitUntilProjected(gateway, mine.id, other.id);
    gateway.projection.isSilent = true;
    const place = jest.spyOn(gateway.projection, 'place');
    expect((await get(`/${mine.id}`, { [POSITION]: other.revision })).json()).toMatchObject({ revision: mine.revision });
    await get(`/${mine.id}`, { [POSITION]: other.revision });
    expect(place.mock.calls.length).toBeLessThanOrEqual(1);
  });

  it('beyond the end of the log costs no wait, and affects no other client', async () => {
    const item = await running();
    expect((await get(`/${item.id}`, { [POSITION]: '999999999999' })).statusCode).toBe(200);
    gateway.projection.pause();
    await pause(item.id);
    expect((await get(`/${item.id}`)).json()).toMatchObject({ on_pause: true });
  });

  it('is refused if no answer can have given it', async () => {
    const response = await get('', { [POSITION]: 'yesterday' });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ pointer: '/headers/throughline-position' }] });
  });
});
