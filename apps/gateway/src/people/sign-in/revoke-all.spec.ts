import { Browser, createSignInCode } from '../../testing/browser.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';

describe('ending everything that opens an account', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
    await gateway.ports.users.add({ id: NORA, name: 'Nora', role: 'operator' });
  });

  const NORA = '01J00000000000000000000007';
  const remove = (path: string, token?: string) =>
    sendRequest<{ revoked?: number; code?: string }>(gateway, 'DELETE', path, { token });
  const statusOf = async (token: string) =>
    (await gateway.app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } })).statusCode;
  const me = async (browser: Browser) => (await browser.send('/api/v1/me')).statusCode;

  it('signs out all other browsers at once, withdraws links, and spares tokens and other users', async () => {
    const [laptop, phone] = [await Browser.signedIn(gateway, 'Nora'), await Browser.signedIn(gateway, 'Nora')];
    const admin = await Browser.signedIn(gateway);
    const token = await gateway.tokenFor(['write'], NORA);
    const link = await createSignInCode(gateway, { user: 'Nora' });
    for (const browser of [laptop, phone, admin]) expect(await me(browser)).toBe(200);
    const ended = await laptop.send('/api/v1/auth/sessions', { method: 'DELETE' });
    expect([ended.statusCode, ended.json()]).toEqual([200, { revoked: 1 }]);
    expect([await me(laptop), await me(phone), await me(admin)]).toEqual([200, 401, 200]);
    expect((await new Browser(gateway).open(link)).json()).toMatchObject({ code: 'sign-in-refused' });
    expect(await statusOf(token)).toBe(200);
  });

  it('revokes all other tokens at once, and spares the one of the request, sign-ins and other users', async () => {
    const [first, second] = [await gateway.tokenFor(['write'], NORA), await gateway.tokenFor(['write'], NORA)];
    const browser = await Browser.signedIn(gateway, 'Nora');
    expect(await statusOf(first)).toBe(200);
    expect(await remove('/me/tokens', second)).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect([await statusOf(first), await statusOf(second), await statusOf(gateway.token)]).toEqual([401, 200, 200]);
    expect((await browser.send('/api/v1/me/tokens', { method: 'DELETE' })).json()).toEqual({ revoked: 1 });
    expect([await statusOf(second), await me(browser)]).toEqual([401, 200]);
  });

  it('is possible for an administrator, separately for sign-ins and tokens of one user', async () => {
    const token = await gateway.tokenFor(['write'], NORA);
    const [browser, admin] = [await Browser.signedIn(gateway, 'Nora'), await Browser.signedIn(gateway)];
    expect([await me(browser), await statusOf(token)]).toEqual([200, 200]);
    expect(await remove(`/admin/users/${NORA}/sessions`)).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect([await me(browser), await statusOf(token)]).toEqual([401, 200]);
    expect(await remove(`/admin/users/${NORA}/tokens`)).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect([await statusOf(token), await statusOf(gateway.token), await me(admin)]).toEqual([401, 200, 200]);
    expect(await remove(`/admin/users/${NORA}/tokens`)).toMatchObject({ status: 200, body: { revoked: 0 } });
    const entries = await gateway.ports.administrationLog.list({ limit: 10 });
    expect(entries.map(({ kind, actor, subject }) => [kind, actor.id, subject.id])).toEqual(
      expect.arrayContaining([
        ['sign_in.all_ended', gateway.owner, NORA],
        ['token.all_revoked', gateway.owner, NORA],
      ]),
    );
  });

  it('of another user is refused to everybody else, and of an unknown user is not found', async () => {
    const writer = await gateway.tokenFor(['write']);
    for (const part of ['sessions', 'tokens']) {
      expect(await remove(`/admin/users/${NORA}/${part}`, writer)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      for (const id of ['01J00000000000000000000000', 'x'])
        expect(await remove(`/admin/users/${id}/${part}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });
});
