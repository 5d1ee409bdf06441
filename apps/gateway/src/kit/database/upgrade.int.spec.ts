import { freshDatabase, type FreshDatabase } from '@throughline/stack/testing';
import type { DataSource } from 'typeorm';
import { ulid } from 'ulid';
import { newId } from '@throughline/contracts';
import { openControl } from '../../testing/control-database.js';
import { hashOf } from '../../people/tokens/token.js';

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
      const library = { id, name: 'owner', isPersonal: true, role: 'owner' };
      const standing = { id, name: 'owner', role: 'admin', library, libraries: [library] };
      expect(await control.users.find(id)).toMatchObject(standing);
      expect((await control.tokens.findValid(hashOf(token)))?.user).toEqual(standing);
    } finally {
      await control.close();
    }
  });
});

describe('upgrading a control database whose libraries are users', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  const hasLibraries = async (control: DataSource): Promise<boolean> => {
    const [row] = await control.query<{ found: string | null }[]>(`select to_regclass('control.library')::text as found`);
    return row?.found != null;
  };

  it('makes the users of another library members who may do the same as before', async () => {
    const { control: before, close } = await openControl(database.url);
    while (await hasLibraries(before)) await before.undoLastMigration({ transaction: 'all' });
    const [ada, vera, otto] = [ulid(), ulid(), ulid()];
    const add = (id: string, name: string, role: string): Promise<unknown> =>
      before.query('insert into control."user" (id, name, role, library_id) values ($1, $2, $3, $4)', [id, name, role, id]);
    await add(ada, 'Ada', 'admin');
    await add(vera, 'Vera', 'viewer');
    await add(otto, 'Otto', 'admin');
    await before.query('update control."user" set library_id = $1 where id <> $1', [ada]);
    await before.query(
      `update control."user" set default_language = 'de', vocabulary = '{Ada}', settings = '{"language":"de"}',
         settings_revision = 7 where id = $1`,
      [ada],
    );
    await before.query('insert into control.token (id, user_id, name, scopes, hash) values ($1, $2, $3, $4, $5)', [
      newId(),
      vera,
      'phone',
      ['read', 'write'],
      hashOf('tl_of-vera'),
    ]);
    await before.query(
      `insert into control.session (id, user_id, scopes, hash, expires_at) values ($1, $2, $3, $4, now() + interval '1 day')`,
      [newId(), otto, ['admin'], hashOf('the cookie of Otto')],
    );
    await before.query(`insert into control.template (library_id, name, is_draft, config) values ($1, 'Lectures', false, '{}')`, [
      ada,
    ]);
    await close();

    const control = await openControl(database.url);
    try {
      const joined = { id: ada, name: 'Ada', isPersonal: true, defaultLanguage: 'de' };
      const ofVera = (await control.tokens.findValid(hashOf('tl_of-vera')))?.user;
      expect(ofVera).toMatchObject({ id: vera, library: { ...joined, role: 'viewer' } });
      expect(ofVera?.libraries).toMatchObject([
        { id: vera, role: 'owner' },
        { id: ada, role: 'viewer' },
      ]);
      const ofOtto = (await control.sessions.findValid(hashOf('the cookie of Otto')))?.user;
      expect(ofOtto).toMatchObject({ id: otto, role: 'admin', library: { ...joined, role: 'operator' } });
      expect((await control.users.find(ada))?.library).toEqual({ ...joined, role: 'owner' });
      expect(await control.libraries.vocabularyOf(ada)).toEqual(['Ada']);
      expect(await control.templates.load(ada)).toMatchObject({
        settings: { config: { language: 'de' }, revision: 7 },
        templates: [{ name: 'Lectures' }],
      });
    } finally {
      await control.close();
    }
  });
});

describe('upgrading a control database with disabled users', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  const hasRun = async (control: DataSource, name: string): Promise<boolean> =>
    (await control.query<unknown[]>('select 1 from control.migration where name = $1', [name])).length > 0;

  it('ends their tokens, sign-ins and links, and those of nobody else', async () => {
    const { control: before, users, tokens, sessions, close } = await openControl(database.url);
    const [ada, vera] = [ulid(), ulid()];
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const sessionOf = (hash: string) => ({ id: newId(), hash, client: undefined, address: '127.0.0.1', expiresAt });
    for (const [id, name] of [
      [ada, 'Ada'],
      [vera, 'Vera'],
    ] as const) {
      await users.add({ id, name, role: 'admin' });
      const token = { id: newId(), userId: id, libraryId: id, name: 'laptop', scopes: ['read'] as const };
      await tokens.add({ ...token, hash: hashOf(`token of ${name}`), expiresAt: undefined });
      await sessions.open({ userId: id, scopes: ['read'] }, sessionOf(hashOf(`cookie of ${name}`)));
      await sessions.addLink({ hash: hashOf(`link of ${name}`), userId: id, scopes: ['read'], madeBy: ada, expiresAt });
    }
    await users.change(vera, { disabled: true });
    // The stores know only the newest tables, so the rows are older than the undone migrations.
    while (await hasRun(before, 'AccessOfDisabledUsers1700000000038')) await before.undoLastMigration({ transaction: 'all' });
    await close();

    const control = await openControl(database.url);
    try {
      await control.users.change(vera, { disabled: false });
      expect(await control.tokens.list(vera)).toEqual([]);
      expect(await control.sessions.list(vera)).toEqual([]);
      expect(await control.sessions.redeem(hashOf('link of Vera'), sessionOf(hashOf('late')))).toBe(false);
      expect(await control.tokens.findValid(hashOf('token of Ada'))).toBeDefined();
      expect(await control.sessions.findValid(hashOf('cookie of Ada'))).toBeDefined();
      expect(await control.sessions.redeem(hashOf('link of Ada'), sessionOf(hashOf('in time')))).toBe(true);
    } finally {
      await control.close();
    }
  });
});
