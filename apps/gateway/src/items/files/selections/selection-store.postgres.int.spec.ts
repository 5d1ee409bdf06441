import { openFreshControl } from '../../../testing/control-database.js';
import { selectionStoreContract } from '../../../testing/selection-store.contract.js';

selectionStoreContract('postgres', async () => {
  const { selections: store, users, control, close } = await openFreshControl();
  return {
    store,
    addUser: async (id) => {
      await users.add({ id, name: id, role: 'operator' });
    },
    // Times are the database's own: instead of waiting, the spec moves every stored time into the past.
    advance: async (ms) => {
      await control.query(`update control.item_selection set expires_at = expires_at - $1 * interval '1 ms'`, [ms]);
    },
    close,
  };
});
