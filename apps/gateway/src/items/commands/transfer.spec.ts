import { newId } from '@throughline/contracts';
import { hashOf } from '../../people/tokens/token.js';
import { UNLIMITED } from '../../people/quotas/quota.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { workThrough } from '../../testing/work-through.js';

const MAX_ITEMS = 8;

describe('a request to move an item to another library', () => {
  let gateway: MemoryGateway;
  const tokens = { writable: '', readable: '', foreign: '' };
  const libraries = { writable: '', readable: '', foreign: '' };
  const names = ['writable', 'readable', 'foreign'] as const;

  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { quotas: { ...UNLIMITED, items: MAX_ITEMS } } });
    for (const name of names) {
      tokens[name] = await gateway.tokenFor(['write']);
      libraries[name] = (await ask('GET', 'me', tokens[name])).json<{ id: string }>().id;
    }
    // Before the first request of the owner, whose libraries are cached then.
    await gateway.ports.libraries.addMember(libraries.writable, gateway.owner, 'operator');
    await gateway.ports.libraries.addMember(libraries.readable, gateway.owner, 'viewer');
  });
  afterAll(() => gateway.close());

  const ask = (method: 'GET' | 'POST', path: string, token = gateway.token, payload?: object, headers: object = {}) =>
    gateway.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  const transfer = (id: string, library_id: string, query = '', headers: object = {}) =>
    ask('POST', `recordings/${id}/transfer${query}`, gateway.token, { library_id }, headers);

  it('moves it, says what stays behind, and repeats its answer for the same Idempotency-Key', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    const key = { 'idempotency-key': 'move-1' };
    const moved = await transfer(id, libraries.writable, '', key);
    expect([moved.statusCode, moved.json()]).toMatchObject([200, { id, status: 'READY', outcome: { code: 'transferred' } }]);
    expect((await ask('GET', `recordings/${id}`)).statusCode).toBe(404);
    expect((await ask('GET', `recordings/${id}`, tokens.writable)).json()).toMatchObject({
      id,
      outputs: [{ status: 'UPLOADED' }],
    });
    expect((await transfer(id, libraries.writable, '', key)).body).toBe(moved.body);
    expect((await transfer(id, libraries.writable)).statusCode).toBe(404);
  });

  it('shows with dry_run what would happen, and changes nothing', async () => {
    const { id } = await upload(gateway);
    const preview = await transfer(id, libraries.writable, '?dry_run=true');
    expect(preview.json()).toMatchObject({
      dry_run: true,
      outcome: { code: 'transferred', detail: 'The item would move to the other library.' },
    });
    expect((await ask('GET', `recordings/${id}`)).statusCode).toBe(200);
  });

  it('gives a library of others, one to read only, and an unknown one the same answer', async () => {
    const { id } = await upload(gateway);
    const targets = [libraries.foreign, libraries.readable, '01J8Z3V5W6X7Y8Z9A0B1C2D3E4'];
    const answers = await Promise.all(targets.map((library) => transfer(id, library)));
    for (const answer of answers)
      expect(answer.json()).toMatchObject({
        code: 'invalid',
        errors: [{ pointer: '/library_id', message: 'must be a library in which you may write' }],
      });
    expect((await transfer(id, 'no-id')).json()).toMatchObject({ code: 'invalid', errors: [{ pointer: '/library_id' }] });
    expect((await ask('GET', `recordings/${id}`)).statusCode).toBe(200);
  });

  it('is refused for a token of a shared library, which works in that library only', async () => {
    const { id } = await upload(gateway);
    await transfer(id, libraries.writable);
    const secret = 'tl_confined_token_of_the_transfer_spec';
    const token = { id: newId(), name: 'confined', scopes: ['write' as const], hash: hashOf(secret), expiresAt: undefined };
    await gateway.ports.tokens.add({ ...token, userId: gateway.owner, libraryId: libraries.writable });
    const answer = await ask('POST', `recordings/${id}/transfer`, secret, { library_id: gateway.owner });
    expect(answer.json()).toMatchObject({ code: 'invalid', errors: [{ pointer: '/library_id' }] });
    expect((await ask('GET', `recordings/${id}`, secret)).statusCode).toBe(200);
  });

  it('is refused for an unknown item, for readers, and during a run', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    expect((await transfer('0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', libraries.writable)).statusCode).toBe(404);
    expect((await transfer(id, libraries.writable)).json()).toMatchObject({ status: 409, code: 'already-running' });
    const reader = await gateway.tokenFor(['read'], gateway.owner).catch(() => '');
    expect((await ask('POST', `recordings/${id}/transfer`, reader, { library_id: libraries.writable })).statusCode).not.toBe(200);
  });

  it('needs room in the quotas of the other library, and leaves the use of the month where it was', async () => {
    const { id } = await upload(gateway);
    const usedQuota = async (token = gateway.token): Promise<unknown> =>
      (await ask('GET', 'me/quota', token)).json<{ quotas: unknown }>();
    const before = [await usedQuota(), await usedQuota(tokens.writable)];
    expect((await transfer(id, libraries.writable)).statusCode).toBe(200);
    expect([await usedQuota(), await usedQuota(tokens.writable)]).toEqual(before);
    const { id: other } = await upload(gateway);
    for (let count = 0; count < MAX_ITEMS; count += 1) await upload(gateway, { token: tokens.writable });
    expect((await transfer(other, libraries.writable)).json()).toMatchObject({ code: 'quota-exceeded' });
  });
});
