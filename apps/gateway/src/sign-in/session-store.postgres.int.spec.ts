import type { DataSource } from 'typeorm';
import { ulid } from 'ulid';
import { newId } from '@throughline/contracts';
import { freshControl } from '../testing/control-database.js';
import { sessionStoreContract } from '../testing/session-store.contract.js';
import { hashOf } from '../tokens/token.js';
import { PostgresUserStore } from '../users/user-store.postgres.js';
import { newSecret } from './session.js';
import { PostgresSessionStore } from './session-store.postgres.js';

sessionStoreContract('postgres', async () => {
  const { control, close } = await freshControl();
  return { store: new PostgresSessionStore(control), users: new PostgresUserStore(control), close };
});

describe('what the database has of sign-ins', () => {
  let control: DataSource;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ control, close } = await freshControl());
  });
  afterAll(() => close());

  it('opens nothing: neither a code nor a cookie stands in it', async () => {
    const [store, userId] = [new PostgresSessionStore(control), ulid()];
    await new PostgresUserStore(control).add({ id: userId, name: 'Nora', role: 'admin' });
    const [code, unused, secret] = [newSecret(), newSecret(), newSecret()];
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    for (const one of [code, unused])
      await store.addLink({ hash: hashOf(one), userId, scopes: ['read'], madeBy: userId, expiresAt });
    expect(await store.redeem(hashOf(code), { id: newId(), hash: hashOf(secret), client: undefined, expiresAt })).toBe(true);
    const rows = await control.query<{ line: string }[]>(
      'select l::text as line from control.sign_in_link l union all select s::text from control.session s',
    );
    expect(rows).toHaveLength(3);
    const all = rows.map(({ line }) => line).join('\n');
    for (const one of [code, unused, secret]) expect(all).not.toContain(one);
  });
});
