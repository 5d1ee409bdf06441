import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { hashOf } from '../../../people/tokens/token.js';
import { openFreshControl, type ControlDatabase } from '../../../testing/control-database.js';
import { ELSEWHERE, PostgresAccountRows } from './account-rows.postgres.js';

/** Part of every text that this user has given. */
const WORD = 'Zanzibar';

describe('the rows of a deleted account', () => {
  let db: ControlDatabase;
  beforeAll(async () => {
    db = await openFreshControl();
  });
  afterAll(() => db.close());

  it('are in tables whose end is decided: a new table that refers to users or libraries must be named', async () => {
    const rows = await db.control.query<{ name: string }[]>(
      `select distinct table_name as name from information_schema.columns
       where table_schema = 'control' and column_name in ('user_id', 'library_id', 'owner', 'made_by', 'requested_by')`,
    );
    const undecided = rows
      .map(({ name }) => name)
      .filter((name) => !PostgresAccountRows.tables.has(name) && !(name in ELSEWHERE));
    expect(undecided).toEqual([]);
  });

  it('leave no word of the user in any table, and free the name', async () => {
    const [userId, other, shared] = [ulid(), ulid(), ulid()];
    const later = new Date(Date.now() + 3_600_000).toISOString();
    await db.users.add({ id: userId, name: WORD, role: 'operator' });
    await db.users.add({ id: other, name: 'Nora', role: 'operator' });
    await db.libraries.add({ id: shared, name: `Library of ${WORD}`, ownerId: userId });
    await db.libraries.addMember(shared, other, 'operator');
    await db.libraries.setVocabulary(userId, [WORD]);
    const addToken = (owner: string, libraryId: string) =>
      db.tokens.add({
        id: randomUUID(),
        userId: owner,
        libraryId,
        name: WORD,
        scopes: ['read'],
        hash: hashOf(ulid()),
        expiresAt: undefined,
      });
    await addToken(userId, userId);
    await addToken(other, shared);
    const session = { id: randomUUID(), hash: hashOf(ulid()), client: WORD, address: '203.0.113.7', expiresAt: later };
    await db.sessions.open({ userId, scopes: ['read'] }, session);
    await db.identities.connect({ id: ulid(), userId, issuer: 'https://login.example', subject: 'subject', label: WORD });
    const key = { credentialId: WORD, publicKey: new Uint8Array(8), counter: 0, transports: [], backedUp: false };
    await db.passkeys.add({ id: ulid(), userId, name: WORD, ...key });
    await db.exports.add(ulid(), userId);
    await db.administrationLog.append(
      () => Promise.resolve(),
      () => [
        {
          kind: 'token.created',
          actor: { type: 'user', id: userId, name: WORD },
          address: '203.0.113.7',
          credential: { kind: 'token', id: 'a', name: WORD },
          subject: { type: 'token', id: 'b', name: WORD },
          libraryId: undefined,
          changes: {},
        },
      ],
    );

    for (let time = 0; time < 2; time += 1) {
      await db.accountRows.close(userId, [userId, shared]);
      await db.accountRows.erase(userId, [userId, shared]);
    }
    await db.administrationLog.forgetUser(userId, [userId, shared]);

    const tables = await db.control.query<{ name: string }[]>(
      `select table_name as name from information_schema.tables where table_schema = 'control' and table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const found = await db.control.query<unknown[]>(`select 1 from control."${name}" one where to_jsonb(one)::text like $1`, [
        `%${WORD}%`,
      ]);
      expect([name, found]).toEqual([name, []]);
    }
    expect(await db.users.find(userId)).toBeUndefined();
    expect((await db.users.list()).map(({ id }) => id)).not.toContain(userId);
    expect((await db.users.namesOf([userId])).get(userId)).toContain('a deleted user');
    expect((await db.users.find(other))?.libraries.map(({ id }) => id)).toEqual([other]);
    expect((await db.users.add({ id: ulid(), name: WORD, role: 'viewer' }))?.name).toBe(WORD);
    expect(await db.identities.find('https://login.example', 'subject')).toBeUndefined();
  });
});
