import { openFreshControl } from '../../../testing/control-database.js';
import { deletionStoreContract } from '../../../testing/deletion-store.contract.js';

deletionStoreContract('postgres', async () => {
  const { deletions: store, users, control, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    // Times are the database's own: instead of waiting, the spec moves every stored time into the past.
    advance: async (ms) => {
      const columns = ['lease_until', 'starts_at', 'due_at', 'created_at', 'ended_at'];
      const moved = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
      await control.query(`update control.account_deletion set ${moved}`, [ms]);
    },
    close,
  };
});
