import { freshDatabase, type FreshDatabase } from '@throughline/stack/testing';
import type { DataSource } from 'typeorm';
import { ulid } from 'ulid';
import { newId } from '@throughline/contracts';
import { hashOf } from '../tokens/token.js';
import { PostgresTokenStore } from '../tokens/token-store.postgres.js';
import { PostgresUserStore } from '../users/user-store.postgres.js';
import { openControlDatabase } from './database.js';

const hasRoles = async (control: DataSource): Promise<boolean> => {
  const [row] = await control.query<{ count: string }[]>(
    `select count(*) from information_schema.columns where table_schema = 'control' and table_name = 'user' and column_name = 'role'`,
  );
  return row?.count === '1';
};

describe('a control database of before users had roles', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it('lets everybody go on who was there, with his own recordings and every right that he had', async () => {
    const [id, token] = [ulid(), 'tl_of-an-older-release'];
    const before = await openControlDatabase(database.url);
    while (await hasRoles(before)) await before.undoLastMigration({ transaction: 'all' });
    await before.query('insert into control."user" (id, name) values ($1, $2)', [id, 'owner']);
    await before.query('insert into control.token (id, user_id, name, scopes, hash) values ($1, $2, $3, $4, $5)', [
      newId(),
      id,
      'laptop',
      ['admin'],
      hashOf(token),
    ]);
    await before.destroy();
    const control = await openControlDatabase(database.url);
    try {
      const standing = { id, name: 'owner', role: 'admin', library: { id, name: 'owner' } };
      expect(await new PostgresUserStore(control).find(id)).toMatchObject(standing);
      expect((await new PostgresTokenStore(control).findValid(hashOf(token)))?.user).toEqual(standing);
    } finally {
      await control.destroy();
    }
  });
});
