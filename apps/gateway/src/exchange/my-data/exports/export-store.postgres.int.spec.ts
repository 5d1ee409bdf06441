import { openFreshControl } from '../../../testing/control-database.js';
import { exportStoreContract } from '../../../testing/export-store.contract.js';

exportStoreContract('postgres', async () => {
  const { exports: store, users, control, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    // Times are the database's own: instead of waiting, the spec moves every stored time into the past.
    advance: async (ms) => {
      const columns = ['lease_until', 'waiting_since', 'created_at', 'ended_at', 'expires_at'];
      const moved = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
      await control.query(`update control.data_export set ${moved}`, [ms]);
    },
    close,
  };
});
