import { randomBytes } from 'node:crypto';
import { newAssetId } from '@throughline/contracts';
import { freshDatabase, type FreshDatabase } from '@throughline/stack/testing';
import type { DataSource } from 'typeorm';
import { openControlDatabase } from '../control/database.js';
import { idempotencyStoreContract } from '../testing/idempotency-store.contract.js';
import { PostgresIdempotencyStore } from './idempotency-store.postgres.js';

const open = async (): Promise<{ database: FreshDatabase; control: DataSource }> => {
  const database = await freshDatabase();
  return { database, control: await openControlDatabase(database.url) };
};
const close = async ({ database, control }: Awaited<ReturnType<typeof open>>): Promise<void> => {
  await control.destroy();
  await database.drop();
};

idempotencyStoreContract('postgres', async () => {
  const opened = await open();
  return {
    store: new PostgresIdempotencyStore(opened.control, randomBytes(32)),
    // The clock is the database's own: instead of waiting, every stored time is moved into the past.
    pass: async (ms) => {
      await opened.control.query(
        `update control.idempotency_key set lease_until = lease_until - $1 * interval '1 ms', expires_at = expires_at - $1 * interval '1 ms'`,
        [ms],
      );
    },
    close: () => close(opened),
  };
});

describe('kept answers', () => {
  it('are sealed: neither a title nor a token can be read in the database, nor what the key said', async () => {
    const opened = await open();
    const store = new PostgresIdempotencyStore(opened.control, randomBytes(32));
    const begun = await store.begin({ owner: 'o', key: 'a key of ours', route: 'POST /a' }, 60_000);
    expect(begun.state).toBe('claimed');
    if (begun.state === 'claimed') {
      await store.bind(begun.claim, 'hash');
      await store.finish(begun.claim, 'hash', { status: 201, headers: {}, body: '{"token":"tl_secret"}' });
    }
    const rows = await opened.control.query<object[]>('select * from control.idempotency_key');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/tl_secret|a key of ours/);
    expect((await store.begin({ owner: 'o', key: 'a key of ours', route: 'POST /a' }, 60_000)).state).toBe('done');
    await close(opened);
  });
});

describe('answers about a recording whose content is gone', () => {
  it('are forgotten in the next round, also where they were kept after the erasure', async () => {
    const opened = await open();
    const store = new PostgresIdempotencyStore(opened.control, randomBytes(32));
    const [erased, expired, other] = [newAssetId(), newAssetId(), newAssetId()];
    await opened.control.query('create schema projection');
    await opened.control.query('create table projection.asset (asset_id uuid primary key, state jsonb not null)');
    for (const [id, state] of [
      [erased, { erasedAt: '2026-01-01T00:00:00.000Z' }],
      [expired, { expiredAt: '2026-01-01T00:00:00.000Z' }],
      [other, {}],
    ])
      await opened.control.query('insert into projection.asset values ($1, $2)', [id, state]);
    for (const id of [erased, expired, other]) {
      const begun = await store.begin({ owner: 'o', key: id, route: 'POST /a' }, 60_000);
      if (begun.state !== 'claimed') throw new Error(begun.state);
      await store.bind(begun.claim, 'hash');
      await store.finish(begun.claim, 'hash', { status: 200, headers: {}, body: JSON.stringify({ id, title: 'A talk' }) });
    }
    expect(await store.removeExpired()).toBe(2);
    expect(await opened.control.query('select shown from control.idempotency_key')).toEqual([{ shown: [other] }]);
    await close(opened);
  });
});

describe('the schema control', () => {
  it('is migrated once, however many gateways start at the same time', async () => {
    const database = await freshDatabase();
    const opened = await Promise.all([1, 2, 3].map(() => openControlDatabase(database.url)));
    const rows = await opened[0]?.query<{ times: number }[]>(
      'select count(*)::int as times from control.migration group by name',
    );
    expect(rows?.length).toBeGreaterThan(1);
    expect(new Set(rows?.map(({ times }) => times))).toEqual(new Set([1]));
    await Promise.all(opened.map((one) => one.destroy()));
    await database.drop();
  });
});
