import { createHash } from 'node:crypto';
import { commitCodec, newId, type CloudEvent } from '@throughline/contracts';
import { NO_REVISION } from '@throughline/event-store';
import { commitOf, started } from '@throughline/event-store/testing';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { upload } from '../../testing/upload.js';

describe('the export of an item', () => {
  let gateway: MemoryGateway;
  let id: string;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
    ({ id } = await upload(gateway, { fields: { title: 'The zanzibar talk' } }));
  });

  const get = (path: string, token = gateway.token) =>
    gateway.app.inject({ url: `/api/v1/item-exports/${id}/${path}`, headers: { authorization: `Bearer ${token}` } });
  const events = async (path = 'events') =>
    (await get(path)).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CloudEvent & { data: { personal?: object; source?: { key: string } } });
  /** A token of a viewer of the item's library. */
  const viewer = async (): Promise<string> => {
    const user = newId();
    await gateway.ports.users.add({
      id: user,
      name: 'Nora',
      role: 'operator',
      joins: { libraryId: gateway.owner, role: 'viewer' },
    });
    return gateway.tokenFor(['read'], user);
  };

  it('has every event with its texts, and a reference that stays when it is imported and exported again', async () => {
    const exported = await events();
    const { commits } = await gateway.store.load(id);
    expect(exported.map(({ type }) => type)).toEqual(
      commits.flatMap(({ commit }) => commit.events.map(({ type }) => `throughline.${type}`)),
    );
    expect(exported[0]).toMatchObject({ source: `/api/v1/recordings/${id}`, data: { personal: { title: 'The zanzibar talk' } } });
    const other = await openMemoryGateway();
    await other.app.inject({
      method: 'POST',
      url: '/api/v1/admin/imports',
      headers: { authorization: `Bearer ${other.token}` },
      payload: { items: [{ id, events: exported, complete: true }] },
    });
    const again = await other.app.inject({
      url: `/api/v1/item-exports/${id}/events`,
      headers: { authorization: `Bearer ${other.token}` },
    });
    const first = JSON.parse(again.body.split('\n')[0] ?? '') as CloudEvent;
    expect(first.originref).toBe(exported[0]?.originref);
    await other.close();
  });

  it('has no texts with texts=false', async () => {
    const { body } = await get('events?texts=false');
    expect(body).toContain('AssetRegistered');
    expect(body).not.toContain('zanzibar');
  });

  it('has the files that its events name, and no others', async () => {
    const key = (await events()).find(({ data }) => data.source !== undefined)?.data.source?.key ?? '';
    const file = await get(`files?key=${encodeURIComponent(key)}`);
    expect(file.headers['etag']).toBe(`"${createHash('sha256').update(file.rawPayload).digest('hex')}"`);
    expect((await get(`files?key=${encodeURIComponent(`${key}x`)}`)).json()).toMatchObject({ code: 'not-found' });
    await gateway.artifacts.remove(key);
    expect((await get(`files?key=${encodeURIComponent(key)}`)).json()).toMatchObject({ code: 'file-missing' });
  });

  it('has no file of which the artifact store has lost bytes, as a whole or in part', async () => {
    const key = (await events()).find(({ data }) => data.source !== undefined)?.data.source?.key ?? '';
    const path = `files?key=${encodeURIComponent(key)}`;
    const { length } = (await get(path)).rawPayload;
    await gateway.artifacts.remove(key);
    await gateway.artifacts.put(key, Buffer.alloc(0));
    const headers = { authorization: `Bearer ${gateway.token}`, range: 'bytes=1-' };
    const url = `/api/v1/item-exports/${id}/${path}`;
    for (const answer of [await get(path), await gateway.app.inject({ url, headers })])
      expect([answer.statusCode, answer.json()]).toMatchObject([
        409,
        { code: 'file-damaged', detail: expect.stringContaining(String(length)) as string },
      ]);
  });

  it('is refused as quarantined if the log has lost a commit of the item', async () => {
    gateway.store.inject(id, commitCodec.encode(id, commitOf(started()), undefined), newId(), NO_REVISION);
    for (const path of ['events', 'files?key=x'])
      expect([(await get(path)).statusCode, (await get(path)).json()]).toMatchObject([409, { code: 'quarantined' }]);
  });

  it('is hidden from other libraries, and gone after an erasure', async () => {
    const stranger = await gateway.tokenFor(['admin']);
    for (const path of ['events', 'files?key=x']) expect((await get(path, stranger)).statusCode).toBe(404);
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    expect((await get('events')).body).not.toContain('zanzibar');
    expect((await get('files?key=x')).json()).toMatchObject({ code: 'erased' });
  });

  it('gives texts to owners of the library only', async () => {
    const token = await viewer();
    expect((await get('events', token)).json()).toMatchObject({
      code: 'forbidden',
      try_instead: expect.stringContaining('texts=false') as string,
    });
    expect((await get('events?texts=false', token)).statusCode).toBe(200);
  });
});
