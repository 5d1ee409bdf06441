import { newId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { openFreshControl, type ControlDatabase } from '../../testing/control-database.js';
import { newSecret } from '../sign-in/session.js';
import { hashOf, newToken } from '../tokens/token.js';

describe('a user who is disabled meanwhile', () => {
  let stores: ControlDatabase;
  let userId: string;
  beforeAll(async () => {
    stores = await openFreshControl();
  });
  afterAll(() => stores.close());
  beforeEach(async () => {
    userId = ulid();
    await stores.users.add({ id: ulid(), name: `admin-${userId}`, role: 'admin' });
    await stores.users.add({ id: userId, name: `user-${userId}`, role: 'operator' });
  });

  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const aSession = () => ({ id: newId(), hash: hashOf(newSecret()), client: undefined, address: '127.0.0.1', expiresAt });
  const isWaiting = async (): Promise<boolean> => {
    const rows = await stores.control.query<unknown[]>(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };

  const links = new Map<string, string>();
  it.each<[string, () => Promise<unknown>]>([
    [
      'gets no token',
      async () =>
        (await stores.tokens.add({
          ...{ id: newId(), userId, libraryId: userId, name: 'late', scopes: ['read'] },
          ...{ hash: hashOf(newToken()), expiresAt: undefined },
        })) !== undefined,
    ],
    ['gets no sign-in', () => stores.sessions.open({ userId, scopes: ['read'] }, aSession())],
    ['gets no sign-in by a link', () => stores.sessions.redeem(links.get(userId) ?? '', aSession())],
  ])('%s that would be valid once the user is enabled again', async (_, make) => {
    const link = hashOf(newSecret());
    links.set(userId, link);
    await stores.sessions.addLink({ hash: link, userId, scopes: ['read'], madeBy: userId, expiresAt });
    const made = await stores.control.transaction(async (manager) => {
      // The lock of a change of the user, which has not yet written it.
      await manager.query('select from control."user" where id = $1 for update', [userId]);
      const making = make();
      await until(isWaiting, { what: 'the request that waits for the user' });
      await manager.query('update control."user" set disabled_at = now() where id = $1', [userId]);
      return { making };
    });
    expect(await made.making).toBe(false);
    await stores.users.change(userId, { disabled: false });
    expect(await stores.tokens.list(userId)).toEqual([]);
    expect(await stores.sessions.list(userId)).toEqual([]);
  });
});
