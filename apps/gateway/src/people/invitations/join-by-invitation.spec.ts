import { Browser } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';

describe('accepting an invitation without an account', () => {
  let gateway: MemoryGateway;
  let libraryId: string;
  const openGateway = async (isAllowed: boolean, burst = 10_000): Promise<void> => {
    gateway = await openMemoryGateway({
      settings: { invitationsCreateUsers: isAllowed },
      limits: { perStranger: { burst, perSecond: 0.001 } },
    });
    libraryId = (await post('libraries', { name: 'Institute' })).json<{ id: string }>().id;
  };
  afterEach(() => gateway.close());

  const post = (path: string, payload: object) =>
    gateway.app.inject({
      method: 'POST',
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${gateway.token}` },
      payload,
    });
  const createInvitation = async (role = 'viewer'): Promise<string> =>
    new URL((await post(`libraries/${libraryId}/invitations`, { role })).json<{ url: string }>().url).hash.slice(1);
  const join = (code: string, name = 'Nora', headers: Readonly<Record<string, string>> = {}) =>
    new Browser(gateway).raw('/api/v1/invitations/join', { method: 'POST', body: { code, name }, headers });

  it('is refused unless the operator allows it, whatever the code', async () => {
    await openGateway(false);
    for (const code of [await createInvitation(), 'guess-guess-guess-guess'])
      expect((await join(code)).json()).toMatchObject({ status: 403, code: 'invitation-needs-account' });
    expect(await gateway.ports.users.findByName('Nora')).toBeUndefined();
  });

  it('adds a user who is signed in to the library, and never an administrator', async () => {
    await openGateway(true);
    for (const [role, serverRole, scopes] of [
      ['viewer', 'viewer', ['read']],
      ['operator', 'operator', ['read', 'write']],
      ['owner', 'operator', ['read', 'write']],
    ] as const) {
      const code = await createInvitation(role);
      const answer = await join(code, `guest-${role}`);
      expect(answer.json()).toMatchObject({ name: `guest-${role}`, role: serverRole, scopes, library: { id: libraryId, role } });
      expect([answer.headers['set-cookie'], answer.headers['cache-control']]).toEqual([
        expect.stringMatching(/^tl_session=[\w-]{43}; .*HttpOnly/),
        'no-store',
      ]);
      expect((await join(code, 'Another')).json()).toMatchObject({ status: 404, code: 'invitation-not-valid' });
    }
  });

  it('records the user, the membership and the sign-in', async () => {
    await openGateway(true);
    const code = await createInvitation();
    const { id } = (await join(code)).json<{ id: string }>();
    const entries = await gateway.ports.administrationLog.list({ limit: 3 });
    expect(entries.map(({ kind, actor, subject }) => [kind, actor.type, subject.id])).toEqual([
      ['sign_in.created', 'user', id],
      ['member.joined', 'user', id],
      ['user.created', 'stranger', id],
    ]);
    expect(JSON.stringify(entries)).not.toContain(code);
  });

  it('keeps the invitation open if the name is taken, and limits how many names one can try', async () => {
    await openGateway(true, 2);
    await gateway.ports.users.add({ id: '01J00000000000000000000009', name: 'Vera', role: 'viewer' });
    const code = await createInvitation();
    const answers = [await join(code, 'Vera'), await join(code, 'Vera'), await join(code, 'Vera')];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([409, 409, 429]);
    expect((await join(code)).statusCode).toBe(200);
  });

  it('is refused for a page of another site and for names that nobody could use', async () => {
    await openGateway(true);
    const code = await createInvitation();
    const foreign = await join(code, 'Nora', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
    expect(foreign.json()).toMatchObject({ code: 'csrf' });
    for (const name of ['', ' Nora', 'x'.repeat(65)]) expect((await join(code, name)).statusCode).toBe(400);
    expect((await join(code)).statusCode).toBe(200);
  });
});
