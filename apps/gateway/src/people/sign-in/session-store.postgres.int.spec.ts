import { ulid } from 'ulid';
import { newId } from '@throughline/contracts';
import { openFreshControl } from '../../testing/control-database.js';
import { sessionStoreContract } from '../../testing/session-store.contract.js';
import { hashOf } from '../tokens/token.js';
import { newSecret } from './session.js';

sessionStoreContract('postgres', async () => {
  const { sessions: store, users, libraries, close } = await openFreshControl();
  return { store, users, libraries, close };
});

describe('the database of sign-ins', () => {
  let database: Awaited<ReturnType<typeof openFreshControl>>;
  beforeAll(async () => {
    database = await openFreshControl();
  });
  afterAll(() => database.close());

  it('holds neither a usable code nor a usable cookie', async () => {
    const { sessions: store, users, control } = database;
    const userId = ulid();
    await users.add({ id: userId, name: 'Nora', role: 'admin' });
    const [code, unused, secret] = [newSecret(), newSecret(), newSecret()];
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    for (const one of [code, unused])
      await store.addLink({ hash: hashOf(one), userId, scopes: ['read'], madeBy: userId, expiresAt });
    expect(
      await store.redeem(hashOf(code), {
        id: newId(),
        hash: hashOf(secret),
        client: undefined,
        address: '203.0.113.7',
        expiresAt,
      }),
    ).toBe(true);
    const rows = await control.query<{ line: string }[]>(
      'select l::text as line from control.sign_in_link l union all select s::text from control.session s',
    );
    expect(rows).toHaveLength(3);
    const all = rows.map(({ line }) => line).join('\n');
    for (const one of [code, unused, secret]) expect(all).not.toContain(one);
  });
});
