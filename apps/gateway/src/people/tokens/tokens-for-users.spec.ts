import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';

interface Body {
  readonly id: string;
  readonly token: string;
  readonly library_id: string;
  readonly scopes: readonly string[];
  readonly items: readonly { readonly id: string; readonly made_by: string | null; readonly made_by_name: string | null }[];
}

const NORA = '01J00000000000000000000007';

describe('tokens that an administrator makes for a user', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
    await gateway.ports.users.add({ id: NORA, name: 'Nora', role: 'operator' });
  });

  interface RequestOptions {
    readonly token?: string;
    readonly body?: object;
    readonly key?: string;
  }
  const call = (method: Method, path: string, { token, body, key }: RequestOptions = {}) =>
    sendRequest<Body>(gateway, method, `/${path}`, { payload: body, token, key, ifMatch: '*' });
  const make = (body: object = {}, { user = NORA, ...asked }: RequestOptions & { user?: string } = {}) =>
    call('POST', `admin/users/${user}/tokens`, { ...asked, body: { name: 'import', ...body } });
  const nameOf = async (id: string) => (await gateway.ports.users.find(id))?.name ?? '';

  it('work as that user, who sees who made them and can revoke them', async () => {
    const made = await make();
    expect(made.status).toBe(201);
    const { id, token } = made.body;
    expect((await call('GET', 'me', { token })).body).toMatchObject({ id: NORA, name: 'Nora', scopes: ['read', 'write'] });
    const own = await gateway.tokenFor(['write'], NORA);
    const { items } = (await call('GET', 'me/tokens', { token: own })).body;
    expect(items.map((one) => [one.id, one.made_by, one.made_by_name])).toEqual([
      [id, gateway.owner, await nameOf(gateway.owner)],
      [expect.any(String), null, null],
    ]);
    expect((await call('GET', 'me/tokens')).body.items.map((one) => one.id)).not.toContain(id);
    expect((await call('DELETE', `me/tokens/${id}`)).status).toBe(404);
    expect((await call('DELETE', `me/tokens/${id}`, { token: own })).status).toBe(204);
    expect((await call('GET', 'me', { token })).status).toBe(401);
  });

  it('are recorded with the names of both, and without the token and its name', async () => {
    const { id, token } = (await make({ name: 'a private name', scopes: ['read'], expires_in_days: 1 })).body;
    const [entry] = await gateway.ports.administrationLog.list({ limit: 1 });
    expect(entry).toMatchObject({
      kind: 'token.created_for_user',
      actor: { type: 'user', id: gateway.owner, name: await nameOf(gateway.owner) },
      subject: { type: 'user', id: NORA, name: 'Nora' },
      changes: { token_id: { from: null, to: id }, scopes: { from: null, to: 'read' }, expires_at: { from: null } },
    });
    for (const secret of [token, 'a private name']) expect(JSON.stringify(entry)).not.toContain(secret);
  });

  it.each([
    ['viewer', ['read', 'write'], 'read'],
    ['operator', ['admin'], 'read, write'],
    ['operator', ['read', 'admin'], 'read, write'],
  ] as const)('never have more rights than a user with the role %s: not %j', async (role, scopes, granted) => {
    await gateway.ports.users.change(NORA, { role });
    expect((await make({ scopes })).body).toMatchObject({
      status: 400,
      code: 'invalid',
      errors: [{ pointer: '/scopes', message: `must be among the rights of the user in this library: ${granted}` }],
    });
    expect(await gateway.ports.tokens.list(NORA)).toEqual([]);
    expect((await make({ scopes: ['read'] })).status).toBe(201);
  });

  it('lose rights with the role of their user', async () => {
    const { token } = (await make()).body;
    await gateway.ports.libraries.addMember(gateway.owner, NORA, 'operator');
    await call('PATCH', `admin/users/${NORA}`, { body: { role: 'viewer' } });
    expect((await call('GET', 'me', { token })).body.scopes).toEqual(['read']);
  });

  it('work in a library of their user, by default the one in which new sign-ins start', async () => {
    expect((await make()).body.library_id).toBe(NORA);
    const foreign = { status: 400, errors: [{ pointer: '/library_id' }] };
    expect((await make({ library_id: gateway.owner })).body).toMatchObject(foreign);
    await gateway.ports.libraries.addMember(gateway.owner, NORA, 'viewer');
    expect((await make({ library_id: gateway.owner })).body).toMatchObject({ status: 400, errors: [{ pointer: '/scopes' }] });
    const { token, library_id } = (await make({ library_id: gateway.owner, scopes: ['read'] })).body;
    expect(library_id).toBe(gateway.owner);
    const { id } = await upload(gateway);
    expect((await call('GET', `recordings/${id}`, { token })).status).toBe(200);
    await gateway.ports.users.change(NORA, { libraryId: gateway.owner });
    expect((await make({ scopes: ['read'] })).body.library_id).toBe(gateway.owner);
  });

  it('are refused for another administrator, and made for oneself as by the own request', async () => {
    await gateway.ports.users.change(NORA, { role: 'admin' });
    expect((await make({ scopes: ['read'] })).body).toMatchObject({ status: 409, code: 'other-administrator' });
    expect(await gateway.ports.tokens.list(NORA)).toEqual([]);
    const own = await make({ scopes: ['admin'] }, { user: gateway.owner });
    expect(own).toMatchObject({ status: 201, body: { made_by: null, made_by_name: null, library_id: gateway.owner } });
    const [entry] = await gateway.ports.administrationLog.list({ limit: 1 });
    expect(entry).toMatchObject({ kind: 'token.created', subject: { type: 'token', name: 'import' } });
  });

  it.each([
    ['user-disabled', { disabled: true }],
    ['user-being-deleted', { disabled: true, isDeleting: true }],
  ] as const)('are refused with %s', async (code, change) => {
    await gateway.ports.users.change(NORA, change);
    expect((await make()).body).toMatchObject({ status: 409, code });
  });

  it('are made by administrators only, and for existing users', async () => {
    const writer = await gateway.tokenFor(['write'], gateway.owner);
    expect((await make({}, { token: writer })).body).toMatchObject({ status: 403, code: 'forbidden' });
    for (const user of ['01J00000000000000000000000', 'x']) expect((await make({}, { user })).status).toBe(404);
  });

  it('are made once for one Idempotency-Key', async () => {
    const [first, second] = [await make({}, { key: 'once' }), await make({}, { key: 'once' })];
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(await gateway.ports.tokens.list(NORA)).toHaveLength(1);
  });

  it('end with the account of their user', async () => {
    const { token } = (await make()).body;
    expect((await call('GET', 'me', { token })).status).toBe(200);
    await call('PATCH', `admin/users/${NORA}`, { body: { disabled: true } });
    expect((await call('GET', 'me', { token })).status).toBe(401);
  });
});
