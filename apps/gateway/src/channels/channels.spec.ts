import { newId, type MirrorRecord } from '@throughline/contracts';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { Mirrors } from './mirrors/mirrors.js';
import { Problem } from '../kit/http/problems/problem.js';
import { MemoryUploadServiceClient } from '../testing/memory-upload-service-client.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { renewMemoryGateway } from '../testing/renewed-memory-gateway.js';
import { sendRequest, type Method, type RequestParts } from '../testing/send-request.js';

const PAGE = '1f0c7c3e-9d0a-4f5d-8f0f-2b110199f5a0';
const AT = '2026-02-05T10:00:00.000Z';
const DIGEST = 'a'.repeat(32);

interface Item {
  readonly id: number;
  readonly secret: string;
  readonly name: string;
}

const record = (assetId: string, given: Partial<MirrorRecord> = {}): MirrorRecord => ({
  v: 1,
  assetId,
  owner: 'me',
  channel: 1,
  page: PAGE,
  runAt: AT,
  wanted: { status: 'Transcribing', digest: DIGEST, since: AT },
  sent: { status: 'Transcribing', digest: DIGEST, at: AT },
  ...given,
});
const trouble = { code: 'page-not-shared', message: 'Share it.', since: AT, at: AT, tries: 3, retryAt: AT };

describe('channels', () => {
  let gateway: MemoryGateway;
  let uploadService: MemoryUploadServiceClient;
  let pages: MemoryKeyValueStore;
  let stop: AbortController;
  const renew = renewMemoryGateway(() => ({
    settings: {
      publicUrl: 'https://recordings.example',
      outputs: [
        { name: 'library', type: 'folder', settings: { folder: 'library' } },
        { name: 'drive', type: 'google_drive', settings: { credential: 1, folder: 'x' } },
      ],
    },
  }));
  beforeEach(async () => {
    [uploadService, pages, stop] = [new MemoryUploadServiceClient(), new MemoryKeyValueStore(), new AbortController()];
    const mirrors = new Mirrors();
    gateway = await renew({ uploadService, mirrors });
    void mirrors.follow(pages, stop.signal);
  });
  afterEach(() => {
    stop.abort();
  });

  const ask = (method: Method, path = '', parts?: RequestParts) => sendRequest(gateway, method, `/channels${path}`, parts);
  const make = async (payload: object = { name: 'audits' }): Promise<Item> => (await ask('POST', '', { payload })).body as Item;
  const change = (payload: object, etag = '*') => ask('PATCH', '/1', { payload, ifMatch: etag });
  const token = async (): Promise<number> => {
    const payload = { type: 'token', name: 'Notion', token: 'ntn_1' };
    return (await sendRequest<{ id: number }>(gateway, 'POST', '/credentials', { payload })).body.id;
  };
  const uploadIsThere = (): void => {
    gateway.ports.workers.listening();
    gateway.ports.workers.record({ v: 1, service: 'upload', worker: 'upload-1', lanes: [], everyMs: 600_000 });
  };
  const health = async (): Promise<unknown> => ((await ask('GET', '/1')).body as { health: unknown }).health;
  const page = (one: MirrorRecord): Promise<unknown> => pages.write(`page.${one.assetId}`, JSON.stringify(one), 'anything');

  it('are created with defaults, show their secret once, and are sent to the upload service', async () => {
    const made = await ask('POST', '', { payload: { name: 'audits' } });
    expect([made.status, made.headers['cache-control'], made.body]).toMatchObject([
      201,
      'no-store',
      {
        id: 1,
        action_type: 'update_origin',
        field_map: { status: 'Transcript Process Status', process_errors: 'ProcessErrors' },
        credential_id: null,
        outputs: ['drive'],
        language: 'auto',
        webhook_url: 'https://recordings.example/api/v1/webhooks/audits',
        secret: expect.stringMatching(/^tlw_[\w-]{43}$/) as string,
        // Without a credential nothing can be written.
        health: { state: 'failing', last_success_at: null, backlog: null, last_error: { code: 'no-credential', retry_at: null } },
      },
    ]);
    const { secret } = made.body as Item;
    expect((await ask('GET')).text + (await ask('GET', '/1')).text).not.toContain(secret);
    expect(JSON.stringify([await gateway.ports.channels.list(gateway.owner), [...uploadService.notes]])).not.toContain(secret);
    expect(uploadService.notes.get(1)).toMatchObject({
      channel: 1,
      owner: gateway.owner,
      name: 'audits',
      actionType: 'update_origin',
    });
  });

  it.each([
    [{ name: 'Audits' }, '/name'],
    [{ name: 'audits', field_map: { status: 'A', process_errors: 'A' } }, '/field_map/process_errors'],
    [{ name: 'audits', field_map: { mood: 'A' } }, '/field_map/mood'],
    [{ name: 'audits', language: 'klingonisch-und-mehr-als-das' }, '/language'],
    [{ name: 'audits', action_type: 'delete_everything' }, '/action_type'],
  ])('are refused with an invalid field: %j', async (payload, pointer) => {
    const { status, body } = await ask('POST', '', { payload });
    expect([status, body]).toMatchObject([400, { errors: [{ pointer }] }]);
    expect([(await ask('GET')).body, uploadService.notes.size]).toEqual([{ items: [] }, 0]);
  });

  it('do not reveal whether a foreign credential exists', async () => {
    const account = { sealedClient: undefined, account: undefined };
    const add = (libraryId: string, type: 'google' | 'token') =>
      gateway.ports.credentials.add({ libraryId, type, name: 'Notion', grantId: newId(), ...account });
    await make({ name: 'talks' });
    const foreign = (await add('another-library', 'token')).id;
    for (const id of [foreign, foreign + 99]) {
      const refusal = (act: string): object => ({
        status: 404,
        body: {
          code: 'credential-not-found',
          detail: `Cannot ${act} channel: credential ${String(id)} not found or access denied`,
        },
      });
      expect(await ask('POST', '', { payload: { name: 'audits', credential_id: id } })).toMatchObject(refusal('create'));
      expect(await change({ credential_id: id })).toMatchObject(refusal('change'));
    }
    const { id: google } = await add(gateway.owner, 'google');
    expect(await change({ credential_id: google })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/credential_id' }] },
    });
  });

  it('deliver to own outputs of their library, and find neither unknown outputs nor those of others', async () => {
    const content = { type: 'folder', settings: { folder: 'library' }, credentialId: undefined };
    const add = (libraryId: string, name: string) => gateway.ports.ownOutputs.add({ libraryId, name, ...content });
    await Promise.all([add(gateway.owner, 'mine'), add('another-library', 'theirs')]);
    expect(await make({ name: 'audits', outputs: ['mine', 'library'] })).toMatchObject({ outputs: ['mine', 'library'] });
    for (const name of ['theirs', 'unknown']) {
      const refusal = {
        status: 404,
        body: {
          code: 'output-not-found',
          errors: [
            { pointer: '/outputs/1', message: 'is not an output of the server or your library; available: library, drive, mine' },
          ],
        },
      };
      expect(await ask('POST', '', { payload: { name: 'talks', outputs: ['mine', name] } })).toMatchObject(refusal);
      expect(await change({ outputs: ['mine', name] })).toMatchObject(refusal);
    }
    expect((await ask('GET')).body).toMatchObject({ items: [{ outputs: ['mine', 'library'] }] });
  });

  it('need an output, unless the request gives an empty list', async () => {
    const bare = await openMemoryGateway();
    const post = (payload: object) =>
      bare.app.inject({
        method: 'POST',
        url: '/api/v1/channels',
        headers: { authorization: `Bearer ${bare.token}` },
        payload,
      });
    expect((await post({ name: 'audits' })).json()).toMatchObject({ status: 422, code: 'channel-without-output' });
    expect((await post({ name: 'audits', outputs: [] })).statusCode).toBe(201);
    await bare.close();
  });

  it('have unique names within a library', async () => {
    await make();
    expect((await ask('POST', '', { payload: { name: 'audits' } })).body).toMatchObject({ code: 'channel-name-taken' });
    await make({ name: 'talks' });
    expect((await change({ name: 'talks' })).body).toMatchObject({ status: 409, code: 'channel-name-taken' });
  });

  it('change only with the ETag that was read', async () => {
    await make();
    const { headers } = await ask('GET', '/1');
    const etag = String(headers['etag']);
    expect((await ask('PATCH', '/1', { payload: { language: 'de' } })).body).toMatchObject({ code: 'precondition-required' });
    const credential = await token();
    const changed = await change({ field_map: { status: 'Stand' }, credential_id: credential, data_source_id: 'ds' }, etag);
    expect(changed.body).toMatchObject({ field_map: { status: 'Stand' }, credential_id: credential, outputs: ['drive'] });
    expect(changed.headers['etag']).not.toBe(etag);
    expect(uploadService.notes.get(1)).toMatchObject({ fieldMap: { status: 'Stand' }, credential, dataSource: 'ds', version: 2 });
    expect((await change({ language: 'de' }, etag)).body).toMatchObject({ status: 412, code: 'channel-changed' });
    expect((await change({ credential_id: null, data_source_id: null })).body).toMatchObject({
      credential_id: null,
      data_source_id: null,
    });
    expect(uploadService.notes.get(1)).not.toHaveProperty('credential');
  });

  it('stay unchanged while the bus is unavailable', async () => {
    await make();
    uploadService.trouble = Object.assign(new Error('away'), { kind: 'infrastructure' });
    const answers = [
      await change({ language: 'de' }),
      await ask('DELETE', '/1'),
      await ask('POST', '', { payload: { name: 'b' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    uploadService.trouble = undefined;
    expect((await ask('GET')).body).toMatchObject({ items: [{ name: 'audits', language: 'auto' }] });
  });

  it('prevent the removal of their credential', async () => {
    const credential = await token();
    await make({ name: 'audits', credential_id: credential, outputs: [] });
    const remove = () =>
      gateway.app.inject({
        method: 'DELETE',
        url: `/api/v1/credentials/${String(credential)}`,
        headers: { authorization: `Bearer ${gateway.token}` },
      });
    expect((await remove()).json()).toMatchObject({
      code: 'credential-in-use',
      detail: 'These outputs use the credential: drive. These channels use the credential: audits.',
    });
    const item = await gateway.app.inject({
      url: `/api/v1/credentials/${String(credential)}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    expect(item.json()).toMatchObject({ used_by: ['drive', 'audits'] });
  });

  it('answer 404 to other users, and can only be read by viewers', async () => {
    await make();
    const stranger = { token: await gateway.tokenFor(['write']) };
    const answers = await Promise.all([
      ask('GET', '/1', stranger),
      ask('PATCH', '/1', { ...stranger, payload: { name: 'mine' }, ifMatch: '*' }),
      ask('DELETE', '/1', stranger),
      ...['secret', 'check', 'resync'].map((what) => ask('POST', `/1/${what}`, stranger)),
      ask('GET', '/999', stranger),
      ask('GET', '/x', stranger),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(answers[0].status).toBe(404);
    const viewer = { token: await gateway.tokenFor(['read'], gateway.owner) };
    expect((await ask('GET', '/1', viewer)).status).toBe(200);
    expect((await ask('DELETE', '/1', viewer)).status).toBe(403);
    expect((await ask('POST', '/1/secret', viewer)).status).toBe(403);
  });

  it('accept no video when they are removed, and are removed from the upload service', async () => {
    await make();
    expect((await ask('DELETE', '/1')).status).toBe(204);
    expect([(await ask('GET', '/1')).status, uploadService.notes.size]).toEqual([404, 0]);
  });

  it('are sent again by the sweep, which also repeats removals', async () => {
    await make();
    await make({ name: 'talks' });
    await ask('DELETE', '/2');
    const note = uploadService.notes.get(1);
    uploadService.notes.clear();
    if (note !== undefined) uploadService.notes.set(2, { ...note, channel: 2 });
    expect(await gateway.channels.sweep(new AbortController().signal)).toBe(2);
    expect([...uploadService.notes.keys()]).toEqual([1]);
  });

  it('are checked by the upload service, with the given page', async () => {
    await make();
    expect((await ask('POST', '/1/check')).body).toMatchObject({ ok: true, items: [{ name: 'client' }] });
    await ask('POST', '/1/check', { payload: { page_id: `https://www.notion.so/Weekly-${PAGE.replaceAll('-', '')}?pvs=4` } });
    expect(uploadService.checks).toMatchObject([{ channel: { name: 'audits' } }, { page: PAGE }]);
    expect((await ask('POST', '/1/check', { payload: { page_id: 'the one with the talk' } })).body).toMatchObject({
      errors: [{ pointer: '/page_id' }],
    });
    uploadService.report = { v: 1, items: [{ name: 'field:status', result: 'unknown', message: 'No page.', mend: 'Name one.' }] };
    expect((await ask('POST', '/1/check')).body).toMatchObject({ ok: false, items: [{ mend: 'Name one.' }] });
    uploadService.report = new Problem('no-upload-service', { headers: { 'retry-after': '30' } });
    expect(await ask('POST', '/1/check')).toMatchObject({ status: 503, body: { code: 'no-upload-service' } });
  });

  it('are failing without a credential, unless they write no pages', async () => {
    uploadIsThere();
    await make();
    expect(await health()).toMatchObject({ state: 'failing', backlog: 0, last_error: { code: 'no-credential', retry_at: null } });
    await change({ credential_id: await token() });
    // A token is known to be valid only after it has written a page.
    expect(await health()).toEqual({ state: 'unknown', last_success_at: null, backlog: 0, last_error: null });
    await change({ credential_id: null, action_type: 'none' });
    expect(await health()).toMatchObject({ state: 'off', last_error: null });
  });

  it('are never healthy while no upload service is running', async () => {
    await make({ name: 'audits', credential_id: await token() });
    await page(record('one'));
    expect(await health()).toMatchObject({ state: 'unknown', last_success_at: AT, backlog: null });
    uploadIsThere();
    expect(await health()).toMatchObject({ state: 'ok', backlog: 0 });
    gateway.ports.workers.listening();
    await page(record('two', { sent: { status: 'Downloading', digest: 'b'.repeat(32), at: AT } }));
    expect(await health()).toMatchObject({ state: 'behind', backlog: 1 });
    await page(record('two', { trouble }));
    expect(await health()).toMatchObject({ state: 'failing', backlog: 1, last_error: { code: 'page-not-shared' } });
    await change({ action_type: 'none' });
    expect(await health()).toMatchObject({ state: 'off', backlog: 0 });
  });

  it('report the health of all their pages, and nothing while it is unknown', async () => {
    uploadIsThere();
    await make({ name: 'audits', credential_id: await token() });
    await page(record('one'));
    await page(record('two', { trouble, sent: { status: 'Downloading', digest: 'b'.repeat(32), at: AT } }));
    await page(record('other', { channel: 2, trouble }));
    expect(await health()).toMatchObject({
      state: 'failing',
      last_success_at: AT,
      backlog: 1,
      last_error: { code: 'page-not-shared', retry_at: AT },
    });
    expect((await ask('POST', '/1/resync')).body).toEqual({ asked: 2 });
    expect([...uploadService.resends.keys()]).toEqual(['one', 'two']);
    await page(record('two'));
    expect(await health()).toMatchObject({ state: 'ok', backlog: 0, last_error: null });
    await change({ action_type: 'none' });
    expect(await health()).toMatchObject({ state: 'off' });
    stop.abort();
    // Lets the follower notice the abort.
    await new Promise((resolve) => setImmediate(resolve));
    expect(await health()).toEqual({ state: 'unknown', last_success_at: null, backlog: null, last_error: null });
    expect((await ask('POST', '/1/resync')).status).toBe(503);
  });
});
