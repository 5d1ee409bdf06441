import { newAssetId } from '@throughline/contracts';
import { openFreshControl } from '../../../testing/control-database.js';
import { idempotencyStoreContract } from '../../../testing/idempotency-store.contract.js';

idempotencyStoreContract('postgres', async () => {
  const { idempotency: store, control, close } = await openFreshControl();
  return {
    store,
    // Times are the database's own: instead of waiting, the spec moves every stored time into the past.
    advance: async (ms) => {
      await control.query(
        `update control.idempotency_key set lease_until = lease_until - $1 * interval '1 ms', expires_at = expires_at - $1 * interval '1 ms'`,
        [ms],
      );
    },
    close,
  };
});

describe('stored answers', () => {
  it('are sealed: the database reveals no title, no token and no key', async () => {
    const { idempotency: store, control, close } = await openFreshControl();
    const begun = await store.begin({ owner: 'o', key: 'a key of ours', route: 'POST /a' }, 60_000);
    expect(begun.state).toBe('claimed');
    if (begun.state === 'claimed') {
      await store.bind(begun.claim, 'hash');
      await store.finish(begun.claim, 'hash', { status: 201, headers: {}, body: '{"token":"tl_secret"}' });
    }
    const rows = await control.query<object[]>('select * from control.idempotency_key');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/tl_secret|a key of ours/);
    expect((await store.begin({ owner: 'o', key: 'a key of ours', route: 'POST /a' }, 60_000)).state).toBe('done');
    await close();
  });
});

describe('answers about a recording whose content is gone', () => {
  it('are forgotten in the next round, even if they were stored after the erasure', async () => {
    const { idempotency: store, control, close } = await openFreshControl();
    const [erased, expired, other] = [newAssetId(), newAssetId(), newAssetId()];
    await control.query('create schema projection');
    await control.query('create table projection.asset (asset_id uuid primary key, state jsonb not null)');
    for (const [id, state] of [
      [erased, { erasedAt: '2026-01-01T00:00:00.000Z' }],
      [expired, { expiredAt: '2026-01-01T00:00:00.000Z' }],
      [other, {}],
    ])
      await control.query('insert into projection.asset values ($1, $2)', [id, state]);
    for (const id of [erased, expired, other]) {
      const begun = await store.begin({ owner: 'o', key: id, route: 'POST /a' }, 60_000);
      if (begun.state !== 'claimed') throw new Error(begun.state);
      await store.bind(begun.claim, 'hash');
      await store.finish(begun.claim, 'hash', { status: 200, headers: {}, body: JSON.stringify({ id, title: 'A talk' }) });
    }
    expect(await store.removeExpired()).toBe(2);
    expect(await control.query('select shown from control.idempotency_key')).toEqual([{ shown: [other] }]);
    await close();
  });
});
