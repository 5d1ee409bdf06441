import { Browser } from '../../testing/browser.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { COMMANDS, ask } from '../../testing/ask.js';
import { upload } from '../../testing/upload.js';

interface UserItem {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly library: { readonly id: string; readonly name: string };
  readonly disabled_at: string | null;
  readonly version: string;
}

describe('users', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
  });

  const call = (
    method: 'GET' | 'POST' | 'PATCH',
    path = '',
    payload?: object,
    { token, ifMatch = method === 'PATCH' ? '*' : undefined }: { token?: string; ifMatch?: string } = {},
  ) =>
    sendRequest<UserItem & { code?: string; items: UserItem[] }>(gateway, method, `/admin/users${path}`, {
      payload,
      token,
      ifMatch,
    });
  const letIn = async (body: object): Promise<UserItem> => (await call('POST', '', body)).body;
  const ownName = `user-`;

  it('are created with a library of their own, and are listed by name', async () => {
    const made = await call('POST', '', { name: 'Nora' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Nora', role: 'operator', disabled_at: null } });
    expect(made.body.library).toEqual({ id: made.body.id, name: 'Nora' });
    expect(made.headers['location']).toBe(`/api/v1/admin/users/${made.body.id}`);
    await letIn({ name: 'Ada', role: 'admin' });
    const names = (await call('GET')).body.items.map(({ name }) => name);
    expect(names.filter((name) => !name.startsWith(ownName))).toEqual(['Ada', 'Nora']);
  });

  it.each([
    [{}, '/name'],
    [{ name: '' }, '/name'],
    [{ name: ' Nora' }, '/name'],
    [{ name: 'No\nra' }, '/name'],
    [{ name: 'x'.repeat(65) }, '/name'],
    [{ name: 'Nora', role: 'root' }, '/role'],
    [{ name: 'Nora', library: 'nobody' }, '/library'],
    [{ name: 'Nora', scopes: [] }, '/scopes'],
  ])('are refused with the name %j', async (body, pointer) => {
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/admin/users',
      headers: { authorization: `Bearer ${gateway.token}` },
      payload: body,
    });
    expect(response.json()).toMatchObject({
      status: 400,
      code: 'invalid',
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]) as object[],
    });
  });

  it('have unique names', async () => {
    await letIn({ name: 'Nora' });
    expect((await call('POST', '', { name: 'Nora' })).body).toMatchObject({ status: 409, code: 'name-taken' });
  });

  it('are managed by administrators only', async () => {
    const writer = await gateway.tokenFor(['write'], gateway.owner);
    const { id } = await letIn({ name: 'Nora' });
    for (const asked of [
      call('GET', '', undefined, { token: writer }),
      call('GET', `/${id}`, undefined, { token: writer }),
      call('POST', '', { name: 'x' }, { token: writer }),
      call('PATCH', `/${id}`, {}, { token: writer }),
    ])
      expect((await asked).status).toBe(403);
  });

  it('with the role viewer cannot change anything, with a sign-in or an earlier token', async () => {
    const { id } = await letIn({ name: 'Vera', library: `user-${gateway.owner}` });
    const token = await gateway.tokenFor(['admin'], id);
    const browser = await Browser.signedIn(gateway, 'Vera');
    const recording = await upload(gateway);
    expect((await call('PATCH', `/${id}`, { role: 'viewer' })).body).toMatchObject({ role: 'viewer' });
    for (const { method, path, body } of COMMANDS) {
      const asking = { method, token, ...(body === undefined ? {} : { body }) };
      expect({ path, status: (await ask(gateway, `/${recording.id}${path}`, asking)).statusCode }).toEqual({ path, status: 403 });
      const sent = { method, ...(body === undefined ? {} : { body }) };
      const asked = await browser.send(`/api/v1/recordings/${recording.id}${path}`, sent);
      expect(asked.json()).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect((await ask(gateway, `/${recording.id}`, { method: 'GET', token })).statusCode).toBe(200);
    expect((await browser.send(`/api/v1/recordings/${recording.id}`)).statusCode).toBe(200);
  });

  it('work under their own name in the library that they were given, and in no other', async () => {
    const { id } = await letIn({ name: 'Otto', role: 'operator', library: `user-${gateway.owner}` });
    const token = await gateway.tokenFor(['write'], id);
    const { id: recording } = await upload(gateway, { token, fields: { title: 'By Otto' } });
    // The recording belongs to the library. The log names the user who registered it.
    const { items } = (await ask(gateway, '', { method: 'GET' })).json<{ items: { id: string }[] }>();
    expect(items.map((item) => item.id)).toEqual([recording]);
    const events = (await ask(gateway, `/${recording}/events`, { method: 'GET' })).json<{ items: { actor: object }[] }>();
    expect(events.items[0]?.actor).toEqual({ kind: 'user', id, name: 'Otto' });
    const me = await gateway.app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } });
    expect(me.json()).toMatchObject({ id, name: 'Otto', library: { id: gateway.owner } });
    // In the personal library the user has nothing, and the earlier registrations do not exist there.
    await call('PATCH', `/${id}`, { library: 'Otto' });
    const personal = await gateway.tokenFor(['write'], id);
    const gone = await ask(gateway, `/${recording}`, { method: 'GET', token: personal });
    const missing = await ask(gateway, '/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', { method: 'GET', token: personal });
    expect([gone.statusCode, gone.body]).toEqual([404, missing.body]);
  });

  it('join only a library that the administrator owns', async () => {
    const { id: nora } = await letIn({ name: 'Nora' });
    const refusal = {
      status: 400,
      errors: [{ pointer: '/library', message: 'must be the name of a user whose library you own' }],
    };
    expect((await call('POST', '', { name: 'Otto', library: 'Nora' })).body).toMatchObject(refusal);
    const { id } = await letIn({ name: 'Otto' });
    expect((await call('PATCH', `/${id}`, { library: 'Nora' })).body).toMatchObject(refusal);
    expect((await call('PATCH', `/${id}`, { library: `user-${gateway.owner}` })).body.library.id).toBe(gateway.owner);
    expect((await gateway.ports.users.accessTo(gateway.owner, id))?.library.role).toBe('operator');
    expect(await gateway.ports.users.accessTo(nora, id)).toBeUndefined();
  });

  it('of one library may use the same Idempotency-Key independently', async () => {
    const { id } = await letIn({ name: 'Otto', library: `user-${gateway.owner}` });
    const token = await gateway.tokenFor(['write'], id);
    const register = (as: string) =>
      upload(gateway, { token: as, bytes: 'same', headers: { 'idempotency-key': 'same' }, fields: { allow_duplicate: 'true' } });
    const [first, second] = [await register(gateway.token), await register(token)];
    expect(second.id).not.toBe(first.id);
    expect((await register(token)).id).toBe(second.id);
  });

  it('lose every token, sign-in and link at once when disabled, also once they are enabled again', async () => {
    const { id } = await letIn({ name: 'Nora' });
    const token = await gateway.tokenFor(['write'], id);
    const browser = await Browser.signedIn(gateway, 'Nora');
    const code = new URL(
      (await browser.send('/api/v1/auth/links', { method: 'POST', body: {} })).json<{ url: string }>().url,
    ).hash.slice(1);
    const get = () => ask(gateway, '', { method: 'GET', token });
    expect((await get()).statusCode).toBe(200);
    expect((await call('PATCH', `/${id}`, { disabled: true })).body.disabled_at).not.toBeNull();
    expect((await get()).statusCode).toBe(401);
    expect((await browser.send('/api/v1/me')).statusCode).toBe(401);
    expect((await new Browser(gateway).open(code)).json()).toMatchObject({ code: 'sign-in-refused' });
    const link = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/auth/links',
      headers: { authorization: `Bearer ${gateway.token}` },
      payload: { user: 'Nora' },
    });
    expect(link.json()).toMatchObject({ status: 409, code: 'user-disabled' });
    await call('PATCH', `/${id}`, { disabled: false });
    expect((await get()).statusCode).toBe(401);
    expect((await browser.send('/api/v1/me')).statusCode).toBe(401);
    expect((await new Browser(gateway).open(code)).json()).toMatchObject({ code: 'sign-in-refused' });
    const again = await gateway.tokenFor(['write'], id);
    expect((await ask(gateway, '', { method: 'GET', token: again })).statusCode).toBe(200);
    const entries = await gateway.ports.administrationLog.list({ limit: 4 });
    expect(entries.map(({ kind, subject }) => [kind, subject.name])).toEqual([
      ['user.enabled', 'Nora'],
      ['sign_in.all_ended', 'Nora'],
      ['token.all_revoked', 'Nora'],
      ['user.disabled', 'Nora'],
    ]);
  });

  it('keep their tokens and sign-ins when another property changes', async () => {
    const { id } = await letIn({ name: 'Nora' });
    const token = await gateway.tokenFor(['write'], id);
    await call('PATCH', `/${id}`, { role: 'viewer' });
    await call('PATCH', `/${id}`, { disabled: false });
    expect((await ask(gateway, '', { method: 'GET', token })).statusCode).toBe(200);
  });

  it('always include an administrator', async () => {
    for (const { id } of (await call('GET')).body.items.filter((one) => one.id !== gateway.owner))
      await call('PATCH', `/${id}`, { disabled: true });
    for (const change of [{ role: 'viewer' }, { disabled: true }])
      expect((await call('PATCH', `/${gateway.owner}`, change)).body).toMatchObject({ status: 409, code: 'last-admin' });
    const { id } = await letIn({ name: 'Ada', role: 'admin' });
    expect((await call('PATCH', `/${gateway.owner}`, { role: 'operator' })).status).toBe(200);
    expect((await call('GET')).status).toBe(403);
    const ada = await gateway.tokenFor(['admin'], id);
    expect((await call('PATCH', `/${id}`, { role: 'viewer' }, { token: ada })).body).toMatchObject({ code: 'last-admin' });
  });

  it('can be changed only with their present ETag (412, 428)', async () => {
    const made = await call('POST', '', { name: 'Nora' });
    const { id } = made.body;
    const tag = String(made.headers['etag']);
    const read = await call('GET', `/${id}`);
    expect([read.status, read.headers['etag'], read.body]).toEqual([200, tag, made.body]);
    expect((await call('GET')).body.items.find((one) => one.id === id)).toMatchObject({ version: tag.slice(1, -1) });

    const first = await call('PATCH', `/${id}`, { role: 'viewer' }, { ifMatch: tag });
    expect([first.status, first.body.role]).toEqual([200, 'viewer']);
    expect(first.headers['etag']).not.toBe(tag);
    const late = await call('PATCH', `/${id}`, { disabled: true }, { ifMatch: tag });
    expect(late.body).toMatchObject({ status: 412, code: 'user-changed' });
    const weak = await call('PATCH', `/${id}`, { disabled: true }, { ifMatch: `W/${String(first.headers['etag'])}` });
    expect(weak.status).toBe(412);
    const without = await gateway.app.inject({
      method: 'PATCH',
      url: `/api/v1/admin/users/${id}`,
      headers: { authorization: `Bearer ${gateway.token}` },
      payload: { disabled: true },
    });
    expect(without.json()).toMatchObject({ status: 428, code: 'precondition-required' });
    expect((await call('GET', `/${id}`)).body).toMatchObject({ role: 'viewer', disabled_at: null });
    const again = await call('PATCH', `/${id}`, { disabled: true }, { ifMatch: `"other", ${String(first.headers['etag'])}` });
    expect(again.body.disabled_at).not.toBeNull();
  });

  it('cannot be changed if they do not exist', async () => {
    for (const id of ['01J00000000000000000000000', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', 'x'])
      expect((await call('PATCH', `/${id}`, { role: 'viewer' })).body).toMatchObject({ status: 404, code: 'not-found' });
  });
});
