import { FailOnce } from '../../../testing/fail-once.js';
import type { MemoryGateway } from '../../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../../testing/renewed-memory-gateway.js';
import { waitUntilProjected } from '../../../testing/projected.js';
import { upload } from '../../../testing/upload.js';
import { RETRY_MS, SETTLE_MS } from './deletion-runner.js';
import { WAIT_MS } from './deletions.js';

const WORD = 'zanzibar';

interface Answer {
  readonly code?: string;
  readonly state?: string;
  readonly problem?: string | null;
  readonly errors?: readonly { readonly pointer: string }[];
}

describe('the deletion of an account', () => {
  const crash = new FailOnce();
  let gateway: MemoryGateway;
  let time: number;
  let user: { readonly id: string; readonly name: string; readonly token: string };
  const renew = renewMemoryGateway(() => ({ failpoint: crash.failpoint, ports: { now: () => new Date(time) } }));
  beforeEach(async () => {
    time = Date.now();
    gateway = await renew();
    const token = await gateway.tokenFor(['write']);
    const { id, name } = (await ask('GET', 'me', token)).json<{ id: string; name: string }>();
    user = { id, name, token };
  });

  const ask = (
    method: 'GET' | 'POST' | 'DELETE' | 'PATCH',
    path: string,
    token: string,
    payload?: object,
    headers: object = {},
  ) =>
    gateway.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  const eraseOwn = () => ({ confirm: user.name, libraries: [{ id: user.id, action: 'erase' }], immediately: true });
  const remove = (body: object = eraseOwn(), token = user.token, path = 'me/deletion') => ask('POST', path, token, body);
  const stateOf = async (): Promise<Answer> =>
    (await ask('GET', `admin/users/${user.id}/deletion`, gateway.token)).json<Answer>();
  /** Works like a gateway for some minutes. */
  const work = async (): Promise<void> => {
    for (let pass = 0; pass < 4; pass += 1) {
      await gateway.deletions.resume();
      time += SETTLE_MS;
    }
  };
  const addItem = async (title = `The ${WORD} talk`, fields: Record<string, string> = {}): Promise<string> => {
    const { id } = await upload(gateway, { token: user.token, fields: { title, ...fields } });
    await waitUntilProjected(gateway, id);
    return id;
  };
  const eventsOf = async (id: string): Promise<readonly string[]> =>
    (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));

  it('shows before what it would remove, and changes nothing', async () => {
    await addItem();
    const preview = await remove({}, user.token, 'me/deletion?dry_run=true');
    expect([preview.statusCode, preview.json()]).toMatchObject([
      200,
      {
        dry_run: true,
        user: { id: user.id, name: user.name },
        libraries: [{ id: user.id, personal: true, needs_choice: true, items: 1 }],
        counts: { items: 1, tokens: 1, libraries: 1 },
        remains: ['ids', 'administration-log', 'deliveries', 'backups'],
      },
    ]);
    expect((await ask('GET', 'me', user.token)).statusCode).toBe(200);
  });

  it('needs the name of the user and a choice for each library', async () => {
    const refusalOf = async (body: object): Promise<unknown> => {
      const { code, errors } = (await remove(body)).json<Answer>();
      return [code, errors?.[0]?.pointer];
    };
    expect(await refusalOf({ ...eraseOwn(), confirm: 'another' })).toEqual(['invalid', '/confirm']);
    expect(await refusalOf({ confirm: user.name })).toEqual(['invalid', '/libraries']);
    expect(await refusalOf({ ...eraseOwn(), libraries: [{ id: user.id, action: 'move', to: gateway.owner }] })).toEqual([
      'invalid',
      '/libraries/0',
    ]);
    expect((await ask('GET', 'me', user.token)).statusCode).toBe(200);
  });

  it('is refused to a token that only reads, and to one of another library', async () => {
    const reader = await gateway.tokenFor(['read'], user.id);
    expect((await remove(eraseOwn(), reader)).json()).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await remove(eraseOwn(), user.token, `admin/users/${user.id}/deletion`)).statusCode).toBe(403);
  });

  it('erases running items, ends all access at once, and leaves an id without a name', async () => {
    const id = await addItem(undefined, { run: 'true' });
    expect((await remove()).json()).toMatchObject({ state: 'running', user_id: user.id, counts: { items: 1 } });
    expect((await ask('GET', 'me', user.token)).statusCode).toBe(401);
    await work();
    expect(await stateOf()).toMatchObject({ state: 'done', problem: null });
    expect(await eventsOf(id)).toContain('AssetErased');
    expect((await ask('GET', `admin/users/${user.id}`, gateway.token)).statusCode).toBe(404);
    const entries = await gateway.ports.administrationLog.list({ limit: 100 });
    expect(entries[0]).toMatchObject({ kind: 'user.deleted', subject: { id: user.id, name: undefined } });
    expect(JSON.stringify(entries.map(({ actor, subject }) => [actor.name, subject.name]))).not.toContain(user.name);
    const again = await ask('POST', 'admin/users', gateway.token, { name: user.name, role: 'viewer' });
    expect(again.statusCode).toBe(201);
  });

  it('waits for seven days, in which an administrator can cancel it and cannot enable the user otherwise', async () => {
    expect((await remove({ ...eraseOwn(), immediately: false })).json()).toMatchObject({ state: 'waiting' });
    await work();
    expect(await stateOf()).toMatchObject({ state: 'waiting' });
    const enabled = await ask('PATCH', `admin/users/${user.id}`, gateway.token, { disabled: false }, { 'if-match': '*' });
    expect(enabled.json()).toMatchObject({ code: 'user-being-deleted' });
    expect((await ask('DELETE', `admin/users/${user.id}/deletion`, gateway.token)).statusCode).toBe(204);
    expect((await gateway.ports.administrationLog.list({ limit: 3 })).map(({ kind }) => kind)).toEqual([
      'user.deletion_cancelled',
      'token.all_revoked',
      'user.deletion_requested',
    ]);
    expect((await ask('GET', `admin/users/${user.id}`, gateway.token)).json()).toMatchObject({
      disabled_at: null,
      deletion_requested_at: null,
    });
    await ask('POST', `admin/users/${user.id}/deletion`, gateway.token, { ...eraseOwn(), immediately: false });
    time += WAIT_MS;
    await work();
    expect(await stateOf()).toMatchObject({ state: 'done' });
    expect((await ask('DELETE', `admin/users/${user.id}/deletion`, gateway.token)).json()).toMatchObject({
      code: 'deletion-started',
    });
  });

  it('never takes the last administrator, or the first user', async () => {
    await ask('PATCH', `admin/users/${user.id}`, gateway.token, { role: 'operator' }, { 'if-match': '*' });
    const own = { confirm: `user-${gateway.owner}`, libraries: [{ id: gateway.owner, action: 'erase' }] };
    for (const query of ['', '?dry_run=true'])
      expect((await remove(own, gateway.token, `me/deletion${query}`)).json()).toMatchObject({ code: 'last-admin' });
    const first = await ask('POST', 'admin/users', gateway.token, { name: 'owner', role: 'viewer' });
    const { id } = first.json<{ id: string }>();
    const body = { confirm: 'owner', libraries: [{ id, action: 'erase' }] };
    expect((await remove(body, gateway.token, `admin/users/${id}/deletion`)).json()).toMatchObject({ code: 'first-user' });
  });

  it('moves items to another library, and gives a shared library to its member', async () => {
    await gateway.ports.libraries.addMember(gateway.owner, user.id, 'operator');
    const shared = (await ask('POST', 'libraries', user.token, { name: 'Institute' })).json<{ id: string }>().id;
    await gateway.ports.libraries.addMember(shared, gateway.owner, 'viewer');
    const id = await addItem(undefined, { run: 'true' });
    const libraries = [
      { id: user.id, action: 'move', to: gateway.owner },
      { id: shared, action: 'transfer', to: gateway.owner },
    ];
    expect((await remove({ ...eraseOwn(), libraries }, gateway.token, `admin/users/${user.id}/deletion`)).statusCode).toBe(202);
    await work();
    expect(await stateOf()).toMatchObject({ state: 'done' });
    expect(await eventsOf(id)).toEqual(expect.arrayContaining(['AssetTransferred']));
    expect((await ask('GET', `recordings/${id}`, gateway.token)).json()).toMatchObject({ id, title: `The ${WORD} talk` });
    expect(await gateway.ports.libraries.members(shared)).toMatchObject([{ userId: gateway.owner, role: 'owner' }]);
  });

  it('goes on with the other items if one fails, and is not done before that one is erased', async () => {
    const [broken, other] = [await addItem('one'), await addItem('two')];
    const append = gateway.store.append.bind(gateway.store);
    let isBroken = true;
    gateway.store.append = (stream, ...given) =>
      isBroken && stream === broken ? Promise.reject(new Error('it cannot be written')) : append(stream, ...given);
    await remove();
    await work();
    expect(await stateOf()).toMatchObject({ state: 'running', problem: 'items-failed', failed_items: 1 });
    expect(await eventsOf(other)).toContain('AssetErased');
    isBroken = false;
    time += RETRY_MS;
    await work();
    expect(await stateOf()).toMatchObject({ state: 'done', failed_items: 0 });
    expect(await eventsOf(broken)).toContain('AssetErased');
  });

  it.each(['gateway.deletion-closed', 'gateway.deletion-item', 'gateway.deletion-emptied'])(
    'is completed after a failure at %s',
    async (place) => {
      const id = await addItem();
      crash.at = place;
      await remove();
      await work();
      time += RETRY_MS;
      await work();
      expect(await stateOf()).toMatchObject({ state: 'done' });
      expect((await eventsOf(id)).filter((type) => type === 'AssetErased')).toHaveLength(1);
    },
  );

  it('is taken over when the lease of a killed gateway has ended', async () => {
    await addItem();
    await remove({ ...eraseOwn(), immediately: false });
    time += WAIT_MS;
    const [id = ''] = await gateway.ports.deletions.unclaimed();
    await gateway.ports.deletions.claim(id, 15_000);
    await gateway.deletions.resume();
    expect(await stateOf()).toMatchObject({ state: 'running', items: 0 });
    time += 15_000;
    await work();
    expect(await stateOf()).toMatchObject({ state: 'done' });
  });

  it('starts again if an item arrives after it was done', async () => {
    await remove();
    await work();
    expect(await stateOf()).toMatchObject({ state: 'done' });
    expect(await gateway.deletions.recheck(new AbortController().signal)).toBe(0);
    const { id } = await upload(gateway);
    const command = {
      type: 'TransferAsset',
      now: new Date().toISOString(),
      by: gateway.owner,
      library: user.id,
      outputs: [],
    } as const;
    await gateway.ports.commands.execute(id, command, {
      commandId: 'late',
      actor: { kind: 'user', id: gateway.owner },
      correlationId: 'spec',
    });
    await waitUntilProjected(gateway, id);
    expect(await gateway.deletions.recheck(new AbortController().signal)).toBe(1);
    await work();
    expect(await stateOf()).toMatchObject({ state: 'done' });
    expect(await eventsOf(id)).toContain('AssetErased');
  });
});
