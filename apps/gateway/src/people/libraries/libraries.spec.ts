import { ulid } from 'ulid';
import type { LibraryRole, Role } from '../../kit/http/access.js';
import { Browser } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';

interface LibraryItem {
  readonly id: string;
  readonly name: string;
  readonly role: LibraryRole;
  readonly version: string;
}

describe('libraries', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
  });
  afterEach(() => gateway.close());

  const call = (method: Method, path: string, { body, token, ifMatch = '*' }: CallOptions = {}) =>
    sendRequest<Answer>(gateway, method, path, { payload: body, token, ...(method === 'PATCH' && { ifMatch }) });
  interface CallOptions {
    readonly body?: object;
    readonly token?: string;
    readonly ifMatch?: string;
  }
  interface Answer extends LibraryItem {
    readonly items: readonly (LibraryItem & { user_id: string })[];
    readonly code?: string;
    readonly token: string;
  }
  const createLibrary = async (name = 'Institute'): Promise<string> =>
    (await call('POST', '/libraries', { body: { name } })).body.id;
  const member = async (libraryId: string, role: LibraryRole, serverRole: Role = 'operator'): Promise<string> => {
    const id = ulid();
    await gateway.ports.users.add({ id, name: `member-${id}`, role: serverRole, joins: { libraryId, role } });
    return id;
  };

  it('are made, listed with the own role, read and renamed', async () => {
    const created = await call('POST', '/libraries', { body: { name: 'Institute' } });
    expect(created).toMatchObject({ status: 201, body: { name: 'Institute', personal: false, role: 'owner', members: 1 } });
    const id = created.body.id;
    const { body } = await call('GET', '/libraries');
    expect(body.items).toMatchObject([
      { id: gateway.owner, personal: true, current: true },
      { id, personal: false, current: false },
    ]);
    expect((await call('GET', `/libraries/${id}`)).body).toEqual(created.body);
    expect((await call('PATCH', `/libraries/${id}`, { body: { name: 'Faculty' }, ifMatch: '"1"' })).body).toMatchObject({
      name: 'Faculty',
    });
    const late = await call('PATCH', `/libraries/${id}`, { body: { name: 'Late' }, ifMatch: '"1"' });
    expect(late.body).toMatchObject({ status: 412, code: 'library-changed' });
  });

  it('are limited in number, because quotas count in each', async () => {
    await gateway.close();
    gateway = await openMemoryGateway({ limits: { librariesPerUser: 1 } });
    const first = await createLibrary();
    expect(await call('POST', '/libraries', { body: { name: 'Second' } })).toMatchObject({
      status: 409,
      body: { code: 'too-many-libraries' },
    });
    expect((await call('DELETE', `/libraries/${first}`)).status).toBe(204);
    expect((await call('POST', '/libraries', { body: { name: 'Second' } })).status).toBe(201);
  });

  it('are limited in number also for members who become owners', async () => {
    await gateway.close();
    gateway = await openMemoryGateway({ limits: { librariesPerUser: 1 } });
    const id = await createLibrary();
    const member = ulid();
    const token = await gateway.tokenFor(['write'], member);
    await gateway.ports.libraries.addMember(id, member, 'operator');
    const own = (await call('POST', '/libraries', { token, body: { name: 'Own' } })).body.id;
    const path = `/libraries/${id}`;
    const tooMany = { status: 409, body: { code: 'too-many-libraries' } };
    const promote = () => call('PATCH', `${path}/members/${member}`, { body: { role: 'owner' } });
    expect(await promote()).toMatchObject(tooMany);
    expect(await call('POST', `${path}/transfer`, { body: { user_id: member } })).toMatchObject(tooMany);
    expect((await call('DELETE', `/libraries/${own}`, { token })).status).toBe(204);
    expect((await promote()).status).toBe(200);
    expect((await promote()).status).toBe(200);
  });

  it('are not deleted while something is set up in them', async () => {
    const library = await createLibrary();
    const webhook = { name: 'Chat', url: 'https://hooks.example/throughline', events: ['item.ready'] };
    const token = (await call('POST', '/me/tokens', { body: { name: 'set-up', scopes: ['write'], library_id: library } })).body
      .token;
    expect((await call('POST', '/webhook-endpoints', { body: webhook, token })).status).toBe(201);
    expect(await call('DELETE', `/libraries/${library}`)).toMatchObject({ status: 409, body: { code: 'library-not-empty' } });
  });

  it('do not exist for users who are not members', async () => {
    const id = await createLibrary();
    const stranger = await gateway.tokenFor(['admin']);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', '', undefined],
      ['GET', '/members', undefined],
      ['PATCH', `/members/${gateway.owner}`, { role: 'viewer' }],
      ['DELETE', `/members/${gateway.owner}`, undefined],
      ['POST', '/members', { user: 'nobody' }],
      ['POST', '/leave', undefined],
      ['POST', '/transfer', { user_id: gateway.owner }],
    ] as const)
      expect([path, (await call(method, `/libraries/${id}${path}`, { token: stranger, ...(body && { body }) })).status]).toEqual([
        path,
        404,
      ]);
  });

  it('show a switched sign-in the items of the present library only', async () => {
    const id = await createLibrary();
    const personal = await upload(gateway, { fields: { title: 'personal' } });
    const browser = await Browser.signedIn(gateway, `user-${gateway.owner}`);
    const libraryNames = async (): Promise<readonly string[]> =>
      (await browser.send('/api/v1/recordings')).json<{ items: { id: string }[] }>().items.map((item) => item.id);
    expect(await libraryNames()).toEqual([personal.id]);
    const switched = await browser.send('/api/v1/me', { method: 'PATCH', body: { library_id: id } });
    expect(switched.json()).toMatchObject({ library: { id, role: 'owner' }, libraries: [{ id: gateway.owner }, { id }] });
    expect(await libraryNames()).toEqual([]);
    expect((await browser.send(`/api/v1/recordings/${personal.id}`)).statusCode).toBe(404);
    const unknown = await browser.send('/api/v1/me', { method: 'PATCH', body: { library_id: ulid() } });
    expect(unknown.json()).toMatchObject({ status: 400, errors: [{ pointer: '/library_id' }] });
  });

  it('give a member who has been removed back the personal library, and refuse the tokens for them', async () => {
    const user = await member(gateway.owner, 'viewer');
    const token = await gateway.tokenFor(['read'], user);
    const browser = await Browser.signedIn(gateway, `member-${user}`);
    const recording = await upload(gateway);
    expect((await browser.send(`/api/v1/recordings/${recording.id}`)).statusCode).toBe(200);
    expect((await call('DELETE', `/libraries/${gateway.owner}/members/${user}`)).status).toBe(204);
    expect((await call('GET', `/recordings/${recording.id}`, { token })).status).toBe(401);
    expect((await browser.send(`/api/v1/recordings/${recording.id}`)).statusCode).toBe(404);
    expect((await browser.send('/api/v1/me')).json()).toMatchObject({ library: { id: user, role: 'owner' } });
  });

  it('give a viewer who administers the server no more than reading, and the administration', async () => {
    const user = await member(gateway.owner, 'viewer', 'admin');
    const token = await gateway.tokenFor(['admin'], user);
    expect((await call('GET', '/me', { token })).body).toMatchObject({ scopes: ['read', 'admin'] });
    expect((await call('GET', '/admin/users', { token })).status).toBe(200);
    expect((await call('PUT', '/me/vocabulary', { token, body: { terms: [] } })).status).toBe(403);
  });

  it('get members by name from administrators who own them', async () => {
    const id = await createLibrary();
    const user = await member(gateway.owner, 'viewer');
    const path = `/libraries/${id}/members`;
    const body = { user: `member-${user}`, role: 'operator' };
    const added = await call('POST', path, { body });
    expect(added).toMatchObject({
      status: 201,
      body: { items: expect.arrayContaining([expect.objectContaining({ user_id: user, role: 'operator' })]) as unknown },
    });
    const [entry] = await gateway.ports.administrationLog.list({ limit: 1 });
    expect(entry).toMatchObject({
      kind: 'member.added',
      libraryId: id,
      subject: { id: user },
      changes: { role: { to: 'operator' } },
    });
    for (const refused of [body, { user: 'nobody' }])
      expect((await call('POST', path, { body: refused })).body).toMatchObject({ status: 400, errors: [{ pointer: '/user' }] });
    const owner = await member(id, 'owner');
    expect((await call('POST', path, { body, token: await gateway.tokenFor(['write'], owner) })).status).toBe(403);
    const stranger = await gateway.tokenFor(['admin'], await member(id, 'viewer', 'admin'));
    expect((await call('POST', path, { body, token: stranger })).status).toBe(403);
  });

  it('change and transfer hands only by their owners', async () => {
    const id = await createLibrary();
    const [operator, viewer] = [await member(id, 'operator'), await member(id, 'viewer')];
    const token = await gateway.tokenFor(['write'], operator);
    expect((await call('PATCH', `/libraries/${id}/members/${operator}`, { token, body: { role: 'owner' } })).status).toBe(403);
    const changed = await call('PATCH', `/libraries/${id}/members/${viewer}`, { body: { role: 'operator' } });
    expect(changed.body.items.find(({ user_id: userId }) => userId === viewer)).toMatchObject({ role: 'operator' });
    expect((await call('POST', `/libraries/${id}/leave`)).body).toMatchObject({ status: 409, code: 'last-owner' });
    expect((await call('POST', `/libraries/${id}/transfer`, { body: { user_id: ulid() } })).status).toBe(400);
    expect((await call('POST', `/libraries/${id}/transfer`, { body: { user_id: operator } })).status).toBe(200);
    expect((await call('PATCH', `/libraries/${id}/members/${operator}`, { body: { role: 'viewer' } })).status).toBe(403);
    expect((await call('POST', `/libraries/${id}/leave`)).status).toBe(204);
    expect((await call('GET', `/libraries/${id}`)).status).toBe(404);
  });

  it('are deleted only if they are empty and not personal', async () => {
    expect((await call('DELETE', `/libraries/${gateway.owner}`)).body).toMatchObject({ code: 'library-personal' });
    const id = await createLibrary();
    const { body } = await call('POST', '/me/tokens', { body: { name: 'shared', scopes: ['write'], library_id: id } });
    expect(body).toMatchObject({ library_id: id, library_name: 'Institute' });
    await upload(gateway, { token: body.token });
    expect((await call('DELETE', `/libraries/${id}`)).body).toMatchObject({ status: 409, code: 'library-not-empty' });
    const empty = await createLibrary('Empty');
    expect((await call('DELETE', `/libraries/${empty}`)).status).toBe(204);
    expect((await call('GET', `/libraries/${empty}`)).status).toBe(404);
  });

  it('confine a token of a library that its user has joined', async () => {
    const id = await createLibrary();
    const { body } = await call('POST', '/me/tokens', { body: { name: 'shared', scopes: ['write'], library_id: id } });
    const token = body.token;
    expect((await call('GET', '/libraries', { token })).body.items.map((library) => library.id)).toEqual([id]);
    expect((await call('GET', `/libraries/${gateway.owner}`, { token })).status).toBe(404);
    for (const [method, path, sent, status] of [
      ['POST', '/libraries', { name: 'Another' }, 403],
      ['POST', '/auth/links', {}, 403],
      ['PATCH', '/me', { library_id: gateway.owner }, 403],
      ['POST', '/me/tokens', { name: 'wider', scopes: ['read'], library_id: gateway.owner }, 400],
    ] as const)
      expect([path, (await call(method, path, { token, body: sent })).status]).toEqual([path, status]);
  });
});
