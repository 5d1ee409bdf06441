import { ulid } from 'ulid';
import type { Role } from '../../kit/http/access.js';
import { Browser } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';

const HOUR_MS = 3_600_000;

interface Answer {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly state: string;
  readonly items: readonly Answer[];
}

describe('invitations to a library', () => {
  const at = { now: Date.parse('2026-02-05T10:00:00.000Z') };
  let gateway: MemoryGateway;
  let libraryId: string;
  const defaults = () => ({ ports: { now: () => new Date(at.now) } });
  const renew = renewMemoryGateway(defaults);
  const openGateway = async (options?: Parameters<typeof openMemoryGateway>[0]): Promise<void> => {
    gateway = await (options === undefined ? renew() : openMemoryGateway({ ...defaults(), ...options }));
    libraryId = (await call('POST', 'libraries', { name: 'Institute' })).body.id;
  };
  beforeEach(() => openGateway());
  afterEach(() => gateway.close());

  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = { authorization: `Bearer ${gateway.token}` },
  ) => {
    const response = await gateway.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers,
      ...(payload === undefined ? {} : { payload }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: (response.body === '' ? {} : response.json()) as Answer,
    };
  };
  const invite = (body: object = { role: 'viewer' }) => call('POST', `libraries/${libraryId}/invitations`, body);
  const codeOf = ({ body }: { body: Answer }): string => new URL(body.url).hash.slice(1);
  const createInvitation = async (body?: object): Promise<string> => codeOf(await invite(body));
  const preview = (code: string) => call('POST', 'invitations/preview', { code }, {});
  const states = async (): Promise<readonly string[]> =>
    (await call('GET', `libraries/${libraryId}/invitations`)).body.items.map(({ state }) => state);
  const person = async (role: Role = 'operator'): Promise<{ id: string; name: string; browser: Browser }> => {
    const id = ulid();
    const name = `person-${id}`;
    await gateway.ports.users.add({ id, name, role });
    return { id, name, browser: await Browser.signedIn(gateway, name) };
  };
  const accept = (browser: Browser, code: string) =>
    browser.send('/api/v1/invitations/accept', { method: 'POST', body: { code } });
  const roleOf = async (userId: string): Promise<string | undefined> =>
    (await gateway.ports.users.accessTo(libraryId, userId))?.library.role;

  it('have no link to a host that only the request names', async () => {
    const headers = { authorization: `Bearer ${gateway.token}`, host: 'evil.example' };
    const answer = await call('POST', `libraries/${libraryId}/invitations`, { role: 'viewer' }, headers);
    expect(answer).toMatchObject({ status: 409, body: { code: 'address-unknown' } });
    expect(await states()).toEqual([]);
  });

  it('have a link whose code is shown once, and expire after a week unless told otherwise', async () => {
    const made = await invite({ role: 'operator', note: 'Nora, biology' });
    expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(made.body).toMatchObject({
      role: 'operator',
      note: 'Nora, biology',
      state: 'open',
      expires_at: new Date(at.now + 7 * 24 * HOUR_MS).toISOString(),
      url: expect.stringMatching(/^http:\/\/localhost:80\/invitations#[\w-]{43}$/) as string,
    });
    const listed = await call('GET', `libraries/${libraryId}/invitations`);
    expect(listed.body.items).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toContain(codeOf(made));
    const short = await invite({ role: 'viewer', expires_in_hours: 1 });
    expect(short.body).toMatchObject({ expires_at: new Date(at.now + HOUR_MS).toISOString() });
    for (const expires_in_hours of [0, 721, 1.5]) expect((await invite({ role: 'viewer', expires_in_hours })).status).toBe(400);
  });

  it('are made, listed and revoked by owners only', async () => {
    const { id } = await person();
    await gateway.ports.libraries.addMember(libraryId, id, 'operator');
    const token = { authorization: `Bearer ${await gateway.tokenFor(['write'], id)}` };
    const mine = (await invite()).body.id;
    const path = `libraries/${libraryId}/invitations`;
    for (const answer of [
      await call('POST', path, { role: 'viewer' }, token),
      await call('GET', path, undefined, token),
      await call('DELETE', `${path}/${mine}`, undefined, token),
    ])
      expect(answer.body).toMatchObject({ status: 403, code: 'forbidden' });
    const stranger = { authorization: `Bearer ${await gateway.tokenFor(['write'])}` };
    expect((await call('GET', path, undefined, stranger)).status).toBe(404);
    expect((await call('DELETE', `libraries/${gateway.owner}/invitations/${mine}`)).status).toBe(404);
    expect((await call('DELETE', `${path}/${mine}`)).status).toBe(204);
    expect((await call('DELETE', `${path}/${mine}`)).status).toBe(204);
    expect(await states()).toEqual(['revoked']);
  });

  it('show the library, the role and who invites to whoever has the link', async () => {
    const shown = await preview(await createInvitation({ role: 'operator', note: 'private note' }));
    expect(shown.body).toEqual({
      library_id: libraryId,
      library_name: 'Institute',
      role: 'operator',
      invited_by: `user-${gateway.owner}`,
      expires_at: new Date(at.now + 7 * 24 * HOUR_MS).toISOString(),
      creates_account: false,
    });
  });

  it('make a signed-in user a member once, and keep the role on the server', async () => {
    const code = await createInvitation({ role: 'owner' });
    const { id, browser } = await person('viewer');
    expect((await accept(browser, code)).json()).toEqual({ library_id: libraryId, library_name: 'Institute', role: 'owner' });
    expect(await roleOf(id)).toBe('owner');
    const me = (await browser.send('/api/v1/me')).json<{ role: string; libraries: { id: string; role: string }[] }>();
    expect(me.role).toBe('viewer');
    expect(me.libraries.find((one) => one.id === libraryId)).toMatchObject({ role: 'owner' });
    expect(await states()).toEqual(['used']);
    const late = await person();
    expect((await accept(late.browser, code)).json()).toMatchObject({ status: 404, code: 'invitation-not-valid' });
    expect((await accept(browser, code)).json()).toMatchObject({ status: 409, code: 'already-member' });
  });

  it('let one of two people in who accept at the same time', async () => {
    const code = await createInvitation();
    const people = [await person(), await person(), await person()];
    const answers = await Promise.all(people.map(({ browser }) => accept(browser, code)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404, 404]);
  });

  it('tell a member so, and change no role', async () => {
    const { id, browser } = await person();
    await gateway.ports.libraries.addMember(libraryId, id, 'operator');
    for (const role of ['viewer', 'owner'])
      expect((await accept(browser, await createInvitation({ role }))).json()).toMatchObject({
        status: 409,
        code: 'already-member',
      });
    expect(await roleOf(id)).toBe('operator');
    expect(await states()).toEqual(['open', 'open']);
  });

  it('make nobody an owner of more libraries than a user may own, and stay open then', async () => {
    await gateway.close();
    await openGateway({ limits: { librariesPerUser: 1 } });
    const { id, browser } = await person();
    const own = ulid();
    await gateway.ports.libraries.add({ id: own, name: 'Own', ownerId: id });
    const code = await createInvitation({ role: 'owner' });
    expect((await accept(browser, code)).json()).toMatchObject({ status: 409, code: 'too-many-libraries' });
    expect(await states()).toEqual(['open']);
    await gateway.ports.libraries.remove(own, id, () => Promise.resolve(false));
    expect((await accept(browser, code)).statusCode).toBe(200);
  });

  it('need a browser that is signed in: no token and no page of another site accepts', async () => {
    const code = await createInvitation();
    const { id, browser } = await person();
    const token = { authorization: `Bearer ${await gateway.tokenFor(['write'], id)}` };
    expect((await call('POST', 'invitations/accept', { code }, token)).body).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await call('POST', 'invitations/accept', { code }, {})).status).toBe(401);
    const foreign = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } };
    const forged = await browser.send('/api/v1/invitations/accept', { method: 'POST', body: { code }, ...foreign });
    expect(forged.json()).toMatchObject({ code: 'csrf' });
    expect(await roleOf(id)).toBeUndefined();
  });

  it('give unknown, expired, revoked, used and suspended codes the same answer', async () => {
    const expired = await createInvitation({ role: 'viewer', expires_in_hours: 1 });
    at.now += HOUR_MS;
    const [used, revoked, suspended] = [await createInvitation(), await invite(), await createInvitation()];
    await accept((await person()).browser, used);
    await call('DELETE', `libraries/${libraryId}/invitations/${revoked.body.id}`);
    const other = await person();
    await gateway.ports.libraries.addMember(libraryId, other.id, 'owner');
    const down = { libraryId, userId: gateway.owner, by: other.id };
    await gateway.ports.libraries.changeMember(down, 'viewer');
    const { browser } = await person();
    for (const code of [expired, used, codeOf(revoked), suspended, 'guess-guess-guess-guess']) {
      const withoutIds = ({ status, body }: Awaited<ReturnType<typeof preview>>) => ({ ...body, status, request_id: '' });
      const unknown = await preview('another-another-another');
      expect(withoutIds(await preview(code))).toEqual(withoutIds(unknown));
      expect((await accept(browser, code)).json()).toMatchObject({ status: 404, code: 'invitation-not-valid' });
    }
    const token = { authorization: `Bearer ${await gateway.tokenFor(['write'], other.id)}` };
    const listed = await call('GET', `libraries/${libraryId}/invitations`, undefined, token);
    expect(listed.body.items.map(({ state }) => state)).toEqual(['suspended', 'revoked', 'used', 'expired']);
  });

  it('limit guesses, but never a valid code', async () => {
    await gateway.close();
    await openGateway({ limits: { perStranger: { burst: 2, perSecond: 0.001 } } });
    const guesses = [];
    for (const digit of [1, 2, 3]) guesses.push((await preview(`guess-guess-guess-guess-${String(digit)}`)).status);
    expect(guesses).toEqual([404, 404, 429]);
    expect((await preview(await createInvitation())).status).toBe(200);
  });

  it('are limited in number, and those that were accepted are not revoked', async () => {
    for (let count = 0; count < 50; count += 1) expect((await invite()).status).toBe(201);
    expect((await invite()).body).toMatchObject({ status: 409, code: 'too-many-invitations' });
    const { items } = (await call('GET', `libraries/${libraryId}/invitations`)).body;
    const [first] = items;
    expect((await call('DELETE', `libraries/${libraryId}/invitations/${first?.id ?? ''}`)).status).toBe(204);
    const accepted = await invite();
    await accept((await person()).browser, codeOf(accepted));
    const path = `libraries/${libraryId}/invitations/${accepted.body.id}`;
    expect((await call('DELETE', path)).body).toMatchObject({ status: 409, code: 'invitation-used' });
  });

  it('return the same link for the same Idempotency-Key', async () => {
    const headers = { authorization: `Bearer ${gateway.token}`, 'idempotency-key': 'invite-1' };
    const send = () => call('POST', `libraries/${libraryId}/invitations`, { role: 'viewer' }, headers);
    expect((await send()).body).toEqual((await send()).body);
    expect(await states()).toEqual(['open']);
  });

  it('are recorded with who made, accepted and revoked them, without the code and the note', async () => {
    const made = await invite({ role: 'operator', note: 'private note' });
    const revoked = await invite();
    await call('DELETE', `libraries/${libraryId}/invitations/${revoked.body.id}`);
    const { id, browser } = await person();
    await accept(browser, codeOf(made));
    const entries = await gateway.ports.administrationLog.list({ limit: 10, libraryId });
    const [joined, ended, ...rest] = entries;
    expect(joined).toMatchObject({
      kind: 'member.joined',
      actor: { type: 'user', id },
      subject: { type: 'user', id },
      changes: { role: { from: null, to: 'operator' } },
    });
    const subject = { type: 'invitation', id: revoked.body.id, name: 'Institute' };
    expect(ended).toMatchObject({ kind: 'member.invitation_revoked', actor: { id: gateway.owner }, subject });
    expect(rest.map(({ kind }) => kind)).toEqual(['member.invited', 'member.invited', 'library.created']);
    const all = JSON.stringify(entries);
    for (const hidden of [codeOf(made), codeOf(revoked), 'private note']) expect(all).not.toContain(hidden);
  });
});
