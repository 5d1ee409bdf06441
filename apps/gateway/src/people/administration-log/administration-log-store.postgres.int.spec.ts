import { ulid } from 'ulid';
import { administrationLogStoreContract, newEntry } from '../../testing/administration-log-store.contract.js';
import { openFreshControl, type ControlDatabase } from '../../testing/control-database.js';

const table = 'control.administration_log';

describe('the table of the administration log', () => {
  let database: ControlDatabase;
  beforeAll(async () => {
    database = await openFreshControl();
  });
  afterAll(() => database.close());

  administrationLogStoreContract('postgres', async () => {
    // Only the owner of the table can empty it, and only like this.
    await database.control.query(`alter table ${table} disable trigger user`);
    await database.control.query(`truncate ${table}`);
    await database.control.query(`alter table ${table} enable trigger user`);
    return { store: database.administrationLog, close: () => Promise.resolve() };
  });

  const count = async (): Promise<number> =>
    (await database.control.query<{ count: number }[]>(`select count(*)::int as count from ${table}`))[0]?.count ?? 0;
  const insertOld = (age: string): Promise<unknown> =>
    database.control.query(
      `insert into ${table} (at, kind, actor_type, subject_type) values (now() - $1::interval, 'user.created', 'system', 'user')`,
      [age],
    );
  const append = (): Promise<void> =>
    database.administrationLog.append(
      () => Promise.resolve(),
      () => [newEntry()],
    );

  it.each([
    `update ${table} set kind = 'user.deleted'`,
    `update ${table} set actor_name = 'somebody else'`,
    `update ${table} set actor_id = null`,
    `update ${table} set at = now() - interval '3 years'`,
    `update ${table} set address = '203.0.113.1'`,
    `delete from ${table}`,
    `truncate ${table}`,
  ])("refuses the gateway's own user: %s", async (sql) => {
    await append();
    const before = await database.administrationLog.list({ limit: 100 });
    await expect(database.control.query(sql)).rejects.toThrow('entries of the administration log cannot be changed');
    expect(await database.administrationLog.list({ limit: 100 })).toEqual(before);
  });

  it('removes only entries that are older than two years', async () => {
    const before = await count();
    await insertOld('2 years 1 hour');
    await insertOld('23 months');
    expect(await database.administrationLog.removeExpired()).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('keeps nothing of a change whose entry cannot be written', async () => {
    const { administrationLog, users } = database;
    const id = ulid();
    const isAdded: boolean[] = [];
    const appending = administrationLog.append(
      async () => {
        await users.add({ id, name: `user-${id}`, role: 'viewer' });
        isAdded.push((await users.find(id)) !== undefined);
      },
      () => [{ ...newEntry(), kind: null as never }],
    );
    await expect(appending).rejects.toThrow('kind');
    expect(isAdded).toEqual([true]);
    expect(await users.find(id)).toBeUndefined();
  });

  it('joins changes that have a transaction of their own, also if the change is refused', async () => {
    const { administrationLog, users } = database;
    const id = ulid();
    await users.add({ id, name: `user-${id}`, role: 'admin' });
    const before = await count();
    const change = (): ReturnType<typeof users.change> => users.change(id, { role: 'viewer' });
    const refused = await administrationLog.append(change, ({ kind }) => (kind === 'changed' ? [newEntry()] : []));
    expect(refused).toEqual({ kind: 'last-admin' });
    expect(await count()).toBe(before);
    await users.add({ id: ulid(), name: 'another', role: 'admin' });
    const changed = await administrationLog.append(change, ({ kind }) => (kind === 'changed' ? [newEntry()] : []));
    expect(changed.kind).toBe('changed');
    expect(await count()).toBe(before + 1);
  });

  it('gives work that outlives the transaction a connection of its own', async () => {
    const { administrationLog, users } = database;
    let goOn = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let later: Promise<readonly unknown[]> = Promise.resolve([]);
    await administrationLog.append(
      () => {
        later = ended.then(() => users.list());
        return Promise.resolve();
      },
      () => [newEntry()],
    );
    goOn();
    expect((await later).length).toBeGreaterThan(0);
  });
});
