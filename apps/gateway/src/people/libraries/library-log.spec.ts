import { ulid } from 'ulid';
import type { EntryPage } from '../administration-log/index.js';
import type { LibraryRole } from '../../kit/http/access.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';

describe('the log of a library', () => {
  let gateway: MemoryGateway;
  let libraryId: string;
  let nora: string;
  const call = (method: Method, path: string, { body, token }: CallOptions = {}) =>
    sendRequest<EntryPage & { readonly id: string }>(gateway, method, `/libraries${path}`, {
      payload: body,
      token,
      ifMatch: '*',
    });
  interface CallOptions {
    readonly body?: object;
    readonly token?: string;
  }
  const join = async (role: LibraryRole): Promise<string> => {
    const id = ulid();
    await gateway.ports.users.add({ id, name: `member-${id}`, role: 'operator', joins: { libraryId, role } });
    return id;
  };
  const log = (query = '', options: CallOptions = {}) => call('GET', `/${libraryId}/log${query}`, options);

  beforeAll(async () => {
    gateway = await openMemoryGateway();
    libraryId = (await call('POST', '', { body: { name: 'Institute' } })).body.id;
    await call('POST', '', { body: { name: 'Another' } });
    nora = await join('viewer');
    await call('PATCH', `/${libraryId}/members/${nora}`, { body: { role: 'operator' } });
  });
  afterAll(() => gateway.close());

  it('has the entries of this library only, without the addresses and tokens of their requests', async () => {
    const { status, headers, body } = await log();
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    const facts = { actor: { id: gateway.owner }, library_id: libraryId, address: null, credential: null };
    expect(body).toMatchObject({
      items: [
        { ...facts, kind: 'member.role_changed', changes: [{ field: 'role', from: 'viewer', to: 'operator' }] },
        { ...facts, kind: 'library.created', sentence: 'Created the library Institute' },
      ],
      next_cursor: null,
    });
    // The log of the server has what the library's owners do not see.
    const [entry] = await gateway.ports.administrationLog.list({ libraryId, limit: 1 });
    expect(entry).toMatchObject({ address: expect.any(String) as string, credential: { kind: 'token' } });
  });

  it('is read page by page, and filtered', async () => {
    const first = (await log('?limit=1')).body;
    expect(first.items).toMatchObject([{ kind: 'member.role_changed' }]);
    expect((await log(`?limit=1&cursor=${first.next_cursor ?? ''}`)).body).toMatchObject({
      items: [{ kind: 'library.created' }],
      next_cursor: null,
    });
    expect((await log('?kind=library')).body.items).toMatchObject([{ kind: 'library.created' }]);
    for (const query of ['?cursor=x', '?until=soon', '?limit=0']) expect((await log(query)).status).toBe(400);
  });

  it('is closed to other members, and does not exist for strangers', async () => {
    const token = await gateway.tokenFor(['write'], nora);
    expect(await log('', { token })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const owner = await join('owner');
    expect((await log('', { token: await gateway.tokenFor(['read'], owner) })).status).toBe(403);
    expect((await log('', { token: await gateway.tokenFor(['write'], owner) })).status).toBe(200);
    expect((await log('', { token: await gateway.tokenFor(['admin']) })).status).toBe(404);
    for (const query of ['', '?until=soon']) expect((await call('GET', `/${ulid()}/log${query}`)).status).toBe(404);
  });
});
