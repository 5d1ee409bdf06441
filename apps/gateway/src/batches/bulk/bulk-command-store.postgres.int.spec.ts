import { newAssetId, newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { bulkCommandStoreContract } from '../../testing/bulk-command-store.contract.js';
import { openFreshControl } from '../../testing/control-database.js';

bulkCommandStoreContract('postgres', async () => {
  const { bulkCommands: store, users, control, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    // Times are the database's own: instead of waiting, the spec moves every stored time into the past.
    advance: async (ms) => {
      const columns = ['lease_until', 'waiting_since', 'created_at', 'started_at', 'expires_at'];
      const moved = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
      await control.query(`update control.bulk_job set ${moved}`, [ms]);
      await control.query(`update control.bulk_item set ended_at = ended_at - $1 * interval '1 ms'`, [ms]);
    },
    close,
  };
});

describe('stored bulk commands', () => {
  it('do not reveal the words of their body', async () => {
    const { bulkCommands: store, users, control, close } = await openFreshControl();
    const user = ulid();
    await users.add({ id: user, name: 'one', role: 'operator' });
    const bulk = { libraryId: user, noun: 'recording', action: 'cancel', requestedBy: user, planParts: [] } as const;
    await store.add({ ...bulk, id: newId(), body: { reason: 'Grace is ill' } }, [newAssetId()]);
    const rows = await control.query<object[]>('select * from control.bulk_job');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('Grace');
    await close();
  });

  it('are listed and stopped even if their command is unknown and their body cannot be read', async () => {
    const { bulkCommands: store, users, control, close } = await openFreshControl();
    const user = ulid();
    await users.add({ id: user, name: 'one', role: 'operator' });
    const bulk = { id: newId(), libraryId: user, noun: 'recording', action: 'cancel', requestedBy: user, planParts: [] } as const;
    await store.add({ ...bulk, body: {} }, [newAssetId()]);
    await control.query(
      `update control.bulk_job set action = 'archive', sealed_body = 'x', state = 'running', started_at = now()`,
    );
    expect(await store.list(user, 10)).toMatchObject([{ id: bulk.id, action: 'archive' }]);
    await store.stop(bulk.id);
    const claim = await store.claim(bulk.id, 1_000);
    if (claim === undefined) throw new Error('it could not be claimed');
    expect(() => claim.readBody()).toThrow();
    await store.finish(claim);
    expect(await store.find(user, bulk.id)).toMatchObject({ state: 'stopped' });
    await close();
  });
});
