import { freshDatabase, type FreshDatabase } from '@throughline/stack/testing';
import type { DataSource } from 'typeorm';
import { ulid } from 'ulid';
import { newId } from '@throughline/contracts';
import { openControl } from '../testing/control-database.js';
import { hashOf } from '../people/tokens/token.js';

const hasRoles = async (control: DataSource): Promise<boolean> => {
  const [row] = await control.query<{ count: string }[]>(
    `select count(*) from information_schema.columns where table_schema = 'control' and table_name = 'user' and column_name = 'role'`,
  );
  return row?.count === '1';
};

describe('upgrading a control database without roles', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it('keeps each user’s tokens, library and full rights', async () => {
    const [id, token] = [ulid(), 'tl_of-an-older-release'];
    const { control: before, close } = await openControl(database.url);
    while (await hasRoles(before)) await before.undoLastMigration({ transaction: 'all' });
    await before.query('insert into control."user" (id, name) values ($1, $2)', [id, 'owner']);
    await before.query('insert into control.token (id, user_id, name, scopes, hash) values ($1, $2, $3, $4, $5)', [
      newId(),
      id,
      'laptop',
      ['admin'],
      hashOf(token),
    ]);
    await close();
    const control = await openControl(database.url);
    try {
      const standing = { id, name: 'owner', role: 'admin', library: { id, name: 'owner' } };
      expect(await control.users.find(id)).toMatchObject(standing);
      expect((await control.tokens.findValid(hashOf(token)))?.user).toEqual(standing);
    } finally {
      await control.close();
    }
  });
});
