import { newId } from '@throughline/contracts';
import type { CredentialType } from '@throughline/credentials';
import { Problem } from '../../kit/http/problems/problem.js';
import { MemoryOutputService } from '../../testing/memory-output-service.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method, type Reply, type RequestParts } from '../../testing/send-request.js';
import { forwardTo, shareMemoryGateway } from '../../testing/shared-memory-gateway.js';

interface Answer {
  readonly id: number;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly [member: string]: unknown;
}

const CONTENT = { type: 'folder', settings: { folder: 'library', path: 'Talks' } };
const FOLDER = { name: 'mine', ...CONTENT };

describe('own outputs', () => {
  let gateway: MemoryGateway;
  let service: MemoryOutputService;
  const nextOwner = shareMemoryGateway({ ports: { outputService: forwardTo(() => service) } });
  beforeEach(async () => {
    service = new MemoryOutputService();
    gateway = await nextOwner();
  });

  const ask = (method: Method, path = '', parts?: RequestParts) =>
    sendRequest<Answer>(gateway, method, `/own-outputs${path}`, parts);
  const create = (change: object = {}): Promise<Reply<Answer>> => ask('POST', '', { payload: { ...FOLDER, ...change } });
  const addCredential = async (libraryId = gateway.owner, type: CredentialType = 'google'): Promise<number> => {
    const account = { sealedClient: undefined, account: undefined };
    return (await gateway.ports.credentials.add({ libraryId, type, name: 'Drive', grantId: newId(), ...account })).id;
  };
  const drive = (credential_id: number): object => ({ type: 'google_drive', settings: {}, credential_id });

  it('are set up, read, listed, replaced and removed', async () => {
    const created = await create();
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { ...FOLDER, credential_id: null, revision: 1 },
    });
    const path = `/${String(created.body.id)}`;
    expect(await ask('GET', path)).toMatchObject({ status: 200, headers: { etag: '"1"' }, text: created.text });
    const payload = { type: 'folder', settings: { folder: 'nas' } };
    const replaced = await ask('PUT', path, { payload, ifMatch: '"1"' });
    expect(replaced).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { settings: { folder: 'nas' }, revision: 2 } });
    expect((await ask('GET')).body['items']).toEqual([replaced.body]);
    expect((await ask('DELETE', path, { ifMatch: '"2"' })).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('have names that are those of no shared output and never change', async () => {
    const { id } = (await create()).body;
    expect(await create({ name: 'library' })).toMatchObject({ status: 409, body: { code: 'output-name-taken' } });
    const renamed = await ask('PUT', `/${String(id)}`, { payload: { ...CONTENT, name: 'other' }, ifMatch: '"1"' });
    expect(renamed).toMatchObject({ status: 400, body: { errors: [{ pointer: '/name' }] } });
    for (const name of ['', ' ', 'Mine', 'a b', 'x'.repeat(41)])
      expect((await create({ name })).body.errors?.map(({ pointer }) => pointer)).toContain('/name');
  });

  it('have names without surrounding spaces', async () => {
    expect(await create({ name: ' my-nas \t' })).toMatchObject({ status: 201, body: { name: 'my-nas' } });
    expect(await create({ name: 'my-nas' })).toMatchObject({ status: 409, body: { code: 'output-name-taken' } });
    expect(await create({ name: ' library ' })).toMatchObject({ status: 409, body: { code: 'output-name-taken' } });
  });

  it('do not reveal whether a foreign credential exists', async () => {
    const foreign = await addCredential('another-library');
    for (const id of [foreign, foreign + 1]) {
      const detail = (act: string): string => `Cannot ${act} preset: credential ${String(id)} not found or access denied`;
      const refusal = (act: string): object => ({ status: 404, body: { code: 'credential-not-found', detail: detail(act) } });
      expect(await create(drive(id))).toMatchObject(refusal('create'));
      expect(await ask('POST', '/test', { payload: drive(id) })).toMatchObject(refusal('test'));
    }
    expect(service.tests).toEqual([]);
  });

  it('use a credential of either type where two of them fit', async () => {
    const field = { key: 'credential', label: 'Account', kind: 'credential', required: true } as const;
    const settings = [{ ...field, credential: 'google', other_credential: 'token' }];
    service.offered = [{ type: 'vk', label: 'VK', settings }];
    const make = async (type: CredentialType): Promise<unknown> =>
      create({ name: type, type: 'vk', settings: {}, credential_id: await addCredential(gateway.owner, type) });
    for (const type of ['google', 'token'] as const) expect(await make(type)).toMatchObject({ status: 201 });
    expect(await make('password')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/credential_id' }] } });
  });

  it('use a credential of the type that theirs needs', async () => {
    const [google, token] = [await addCredential(), await addCredential(gateway.owner, 'token')];
    expect(await create(drive(google))).toMatchObject({ status: 201, body: { credential_id: google } });
    expect(service.tests[0]?.output.settings).toEqual({ credential: google });
    const problem = { status: 400, body: { errors: [{ pointer: '/credential_id' }] } };
    expect(await create(drive(token))).toMatchObject(problem);
    expect(await create({ type: 'google_drive', settings: {} })).toMatchObject(problem);
    expect(await create({ credential_id: google })).toMatchObject(problem);
  });

  it('prevent the removal of their credential, which shows them', async () => {
    const id = await addCredential();
    const { body } = await create(drive(id));
    const request = (method: 'GET' | 'DELETE'): ReturnType<typeof gateway.app.inject> =>
      gateway.app.inject({
        method,
        url: `/api/v1/credentials/${String(id)}`,
        headers: { authorization: `Bearer ${gateway.token}` },
      });
    expect((await request('GET')).json()).toMatchObject({ used_by: ['mine'] });
    const refused = (await request('DELETE')).json<{ code: string; detail: string }>();
    expect([refused.code, refused.detail]).toEqual(['credential-in-use', 'These outputs use the credential: mine.']);
    await ask('DELETE', `/${String(body.id)}`, { ifMatch: '*' });
    expect((await request('DELETE')).statusCode).toBe(204);
  });

  it.each<[object, string, string, RegExp]>(
    [
      ['folder', { path: 'Talks' }, '/settings/folder', /needed/],
      ['folder', { folder: '' }, '/settings/folder', /needed/],
      ['folder', { folder: '/etc' }, '/settings/folder', /must be one of: library, nas/],
      ['folder', { folder: 'library', path: 7 }, '/settings/path', /must be a text/],
      ['folder', { folder: 'library', path: null }, '/settings/path', /must be a text/],
      ['folder', { folder: 'library', path: 'a\tb' }, '/settings/path', /visible/],
      ['folder', { folder: 'library', path: 'x'.repeat(1_001) }, '/settings/path', /1000/],
      ['folder', { folder: 'library', url: 'http://10.0.0.1' }, '/settings/url', /is not a setting/],
      ['google_drive', { credential: 1 }, '/settings/credential', /credential_id/],
      ['s3', { connection: 'a', bucket: 'papers' }, '/settings/bucket', /must be one of: talks/],
      ['s3', { connection: 'a', bucket: 'talks', flag: 'yes' }, '/settings/flag', /true or false/],
      ['s3', { connection: 'a', bucket: 'talks', count: 1 }, '/settings/count', /at least 2/],
      ['ftp', {}, '/type', /available: folder, google_drive, s3/],
    ].map(([type, settings, pointer, words]) => [{ type, settings }, JSON.stringify(settings), pointer, words] as never),
  )('refuse settings that their form does not allow: %j', async (change, _, pointer, words) => {
    const { status, body } = await create(change);
    expect(status).toBe(400);
    expect(body.errors).toContainEqual({ pointer, message: expect.stringMatching(words) as string });
    expect(service.tests).toEqual([]);
  });

  it('are not saved if the destination refuses their settings', async () => {
    service.items = [{ name: 'settings', result: 'wrong', message: 'The path must stay inside its folder' }];
    const refused = await create({ settings: { folder: 'library', path: '../etc' } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/settings', message: /inside/ }] } });
    expect(service.tests.map(({ extent }) => extent)).toEqual(['settings']);
    expect((await ask('GET')).body['items']).toEqual([]);
  });

  it('are tested by a real delivery, before and after they are saved', async () => {
    const { id } = (await create()).body;
    service.items = [
      { name: 'settings', result: 'ok', message: 'The settings are complete.' },
      { name: 'write', result: 'wrong', message: 'There is no space left' },
    ];
    for (const [path, payload] of [
      ['/test', { type: 'folder', settings: FOLDER.settings }],
      [`/${String(id)}/test`, undefined],
    ] as const) {
      const tested = await ask('POST', path, payload === undefined ? {} : { payload });
      expect(tested).toMatchObject({ status: 200, body: { ok: false, items: service.items } });
      expect(service.tests.at(-1)).toMatchObject({ extent: 'delivery', output: { type: 'folder', settings: FOLDER.settings } });
    }
  });

  it('show when they were last tested, and with which result, until they are changed', async () => {
    const path = `/${String((await create()).body.id)}`;
    expect((await ask('GET', path)).body['last_test']).toBeNull();
    service.items = [{ name: 'write', result: 'wrong', message: 'There is no space left' }];
    await ask('POST', '/test', { payload: CONTENT });
    expect((await ask('GET', path)).body['last_test']).toBeNull();
    await ask('POST', `${path}/test`);
    const failed = { at: expect.stringMatching(/Z$/) as string, ok: false, items: service.items };
    const read = await ask('GET', path);
    expect(read).toMatchObject({ headers: { etag: '"1"' }, body: { last_test: failed } });
    expect((await ask('GET')).body['items']).toEqual([read.body]);
    service.items = [{ name: 'write', result: 'ok', message: 'It was written.' }];
    await ask('POST', `${path}/test`);
    expect((await ask('GET', path)).body['last_test']).toMatchObject({ ok: true, items: service.items });
    expect((await ask('PUT', path, { payload: CONTENT, ifMatch: '"1"' })).body['last_test']).toBeNull();
  });

  it('do not show a test with a secret that their credential no longer has', async () => {
    const credential = await addCredential();
    const path = `/${String((await create(drive(credential))).body.id)}`;
    const last = async (): Promise<readonly unknown[]> => {
      const { items } = (await ask('GET')).body as unknown as { readonly items: readonly Reply<Answer>['body'][] };
      return [(await ask('GET', path)).body['last_test'], items[0]?.['last_test']];
    };
    const works = { ok: true };
    await ask('POST', `${path}/test`);
    expect(await last()).toMatchObject([works, works]);
    await gateway.ports.credentials.change(credential, { name: 'Drive of Ann' });
    expect(await last()).toMatchObject([works, works]);
    await gateway.ports.credentials.change(credential, { grantId: newId() });
    expect(await last()).toEqual([null, null]);
    const test = service.test.bind(service);
    service.test = async (question) => {
      const report = await test(question);
      await gateway.ports.credentials.change(credential, { grantId: newId() });
      return report;
    };
    expect((await ask('POST', `${path}/test`)).body).toMatchObject(works);
    expect(await last()).toEqual([null, null]);
    service.test = test;
    await ask('POST', `${path}/test`);
    expect(await last()).toMatchObject([works, works]);
  });

  it('keep the last result if a test found nothing out, or the output changed meanwhile', async () => {
    const path = `/${String((await create()).body.id)}`;
    await ask('POST', `${path}/test`);
    const { last_test: before } = (await ask('GET', path)).body;
    service.items = [
      { name: 'settings', result: 'ok', message: 'The settings are complete.' },
      { name: 'write', result: 'unknown', message: 'Another test of this output has not ended.' },
    ];
    expect((await ask('POST', `${path}/test`)).body).toMatchObject({ ok: false, items: service.items });
    service.trouble = new Problem('no-upload-service');
    expect((await ask('POST', `${path}/test`)).status).toBe(503);
    expect((await ask('GET', path)).body['last_test']).toEqual(before);
    service.trouble = undefined;
    service.items = [{ name: 'write', result: 'ok', message: 'It was written.' }];
    const test = service.test.bind(service);
    service.test = async (question) => {
      const report = await test(question);
      if (question.extent === 'delivery') await ask('PUT', path, { payload: CONTENT, ifMatch: '*' });
      return report;
    };
    expect((await ask('POST', `${path}/test`)).body).toMatchObject({ ok: true });
    expect((await ask('GET', path)).body).toMatchObject({ revision: 2, last_test: null });
  });

  it('have titles and descriptions of their own, unless they have no place for them', async () => {
    const metadata_config = { title_pattern: '{title} ({date})', description_pattern: '' };
    const { body, status } = await create({ metadata_config });
    expect([status, body]).toMatchObject([201, { metadata_config }]);
    const path = `/${String(body.id)}`;
    expect((await ask('PUT', path, { payload: CONTENT, ifMatch: '"1"' })).body).toMatchObject({ metadata_config: {} });
    const s3 = { type: 's3', settings: { connection: 'a', bucket: 'talks' } };
    for (const [change, pointer, words] of [
      [{ metadata_config: { title_pattern: '{titel}' } }, '/metadata_config/title_pattern', /placeholders \{title\}/],
      [{ metadata_config: { topics_display: {} } }, '/metadata_config/topics_display', /./],
      [{ ...s3, metadata_config: { title_pattern: 'A' } }, '/metadata_config/title_pattern', /have no title/],
    ] as const) {
      const refused = await create({ name: 'other', ...change });
      expect(refused).toMatchObject({
        status: 400,
        body: { errors: [{ pointer, message: expect.stringMatching(words) as string }] },
      });
    }
    expect((await create({ name: 'other', ...s3, metadata_config: { description_pattern: '{topics}' } })).status).toBe(201);
  });

  it('say so if the upload service does not answer, and can still be read', async () => {
    const { id } = (await create()).body;
    service.trouble = new Problem('no-upload-service', { headers: { 'retry-after': '30' } });
    const refusal = { status: 503, body: { code: 'no-upload-service' } };
    expect(await create({ name: 'second' })).toMatchObject(refusal);
    expect(await ask('POST', `/${String(id)}/test`)).toMatchObject(refusal);
    expect((await ask('GET', `/${String(id)}`)).status).toBe(200);
  });

  it('are deleted only if no template and no settings name them, or together with their names there', async () => {
    const path = `/${String((await create()).body.id)}`;
    const { templates } = gateway.ports;
    const naming = (...outputs: readonly string[]): object => ({ output_config: { outputs, auto_upload: true } });
    const template = { libraryId: gateway.owner, name: 'Talks', isDraft: false, config: naming('mine', 'library') };
    await templates.insert(template);
    const { settings } = await templates.load(gateway.owner);
    await templates.replaceSettings(gateway.owner, settings.revision, naming('mine'));
    const detail = 'These name the output: the template Talks, your settings.';
    expect(await ask('DELETE', path, { ifMatch: '*' })).toMatchObject({ status: 409, body: { code: 'output-in-use', detail } });
    expect((await ask('DELETE', `${path}?detach=true`, { ifMatch: '"7"' })).status).toBe(412);
    expect((await ask('DELETE', `${path}?detach=true`, { ifMatch: '*' })).status).toBe(204);
    const after = await templates.load(gateway.owner);
    expect(after.templates.map(({ config }) => config)).toEqual([naming('library')]);
    expect(after.settings.config).toEqual(naming());
  });

  it('that another request changes meanwhile are not deleted, and templates still name them', async () => {
    const path = `/${String((await create()).body.id)}`;
    const { templates, ownOutputs } = gateway.ports;
    const config = { output_config: { outputs: ['mine'] } };
    await templates.insert({ libraryId: gateway.owner, name: 'Talks', isDraft: false, config });
    const remove = ownOutputs.remove.bind(ownOutputs);
    ownOutputs.remove = async (read) => {
      await ask('PUT', path, { payload: CONTENT, ifMatch: '*' });
      return remove(read);
    };
    const refused = await ask('DELETE', `${path}?detach=true`, { ifMatch: '"1"' });
    expect(refused).toMatchObject({ status: 412, body: { code: 'output-changed' } });
    expect((await templates.load(gateway.owner)).templates).toMatchObject([{ config }]);
  });

  it('have types with the forms of their settings, and the texts that they have a place for', async () => {
    const headers = { authorization: `Bearer ${gateway.token}` };
    const { items } = (await gateway.app.inject({ url: '/api/v1/output-types', headers })).json<{ items: unknown }>();
    const texts = [['title', 'description'], ['title', 'description'], ['description']];
    expect(items).toEqual((await service.types()).map((type, index) => ({ ...type, texts: texts[index] })));
  });
});
